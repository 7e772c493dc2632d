"""What stands around every public page: the navigation and the policy pages that are live."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from publishing import clock
from publishing.models import Edition

HUBS = (
    ("Articles", "articles:article_list"),
    ("Nutrients", "nutrients:nutrient_list"),
    ("Symptoms", "nutrients:symptom_list"),
    ("Questions", "articles:faq_list"),
    ("References", "references:reference_list"),
)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; asks the database only when a template shows the policies."""
    return {
        "site_url": settings.SITE_URL,
        "site_navigation": [{"title": title, "path": reverse(name)} for title, name in HUBS],
        "site_policies": SimpleLazyObject(lambda: list(Edition.objects.listed("policy", at=clock.of(request)))),
    }
