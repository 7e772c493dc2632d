"""Deployment checks: a site that says neither who publishes it nor how to reach them is not ready for the public."""

from __future__ import annotations

from pytest_django import Settings

from nutrition_site.checks import check_publisher_is_known


def test_a_site_that_says_nothing_of_itself_is_warned_thrice(settings: Settings) -> None:
    settings.PUBLISHER_NAME = settings.CONTACT_EMAIL = ""
    settings.SITE_IS_HTTPS = False

    assert [message.id for message in check_publisher_is_known()] == ["site.W001", "site.W002", "site.W003"]


def test_a_site_that_names_its_publisher_passes(settings: Settings) -> None:
    settings.PUBLISHER_NAME, settings.CONTACT_EMAIL = "Example Publisher", "editors@example.org"
    settings.SITE_IS_HTTPS = True

    assert check_publisher_is_known() == []
