"""Checks of a production start that Django has no check for: the site must say who publishes it and under which address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_publisher_is_known(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.PUBLISHER_NAME:
        found.append(
            Warning(
                'PUBLISHER_NAME is not set, so pages show the publisher as "not set".',
                hint="Set PUBLISHER_NAME to the person or organisation that answers for the content.",
                id="site.W001",
            )
        )
    if not settings.CONTACT_EMAIL:
        found.append(
            Warning(
                'CONTACT_EMAIL is not set, so pages show the contact as "not set".',
                hint="Set CONTACT_EMAIL to the address readers and security reporters may write to.",
                id="site.W002",
            )
        )
    if not settings.SITE_IS_HTTPS:
        found.append(
            Warning(
                f"SITE_URL is {settings.SITE_URL}: cookies and redirects follow its scheme, and it is not https.",
                hint="Set SITE_URL to the public address, for example https://guide.example.org.",
                id="site.W003",
            )
        )
    return found
