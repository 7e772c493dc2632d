"""What stands around every public page: the ways to the hubs that hold something, and the policy pages that are live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from publishing import clock
from publishing.models import Edition

HUBS = {
    "article": ("Articles", "articles:article_list"),
    "nutrient": ("Nutrients", "nutrients:nutrient_list"),
    "symptom": ("Symptoms", "nutrients:symptom_list"),
    "food": ("Foods", "nutrients:food_list"),
    "faq": ("Questions", "articles:faq_list"),
    "reference": ("References", "references:reference_list"),
}


@dataclass(frozen=True, kw_only=True)
class Hub:
    title: str
    path: str
    current: str
    """The value of aria-current: "page" on the hub itself, "true" on a page below it."""


@dataclass(frozen=True, kw_only=True)
class Around:
    hubs: list[Hub]
    policies: list[Edition]


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; asks the database only when a template shows the hubs or the policies."""
    around: Any = SimpleLazyObject(lambda: read_around(request.path, at=clock.of(request)))
    return {
        "site_url": settings.SITE_URL,
        "site_publisher": settings.PUBLISHER_NAME,
        "site_contact": settings.CONTACT_EMAIL,
        "site_around": around,
    }


def read_around(path: str, *, at: datetime) -> Around:
    """One query: the policy pages, and of every other kind one edition that is live, if there is any."""
    live = Edition.objects.cards().live(at=at)
    wanted = Q(kind="policy")
    for kind in HUBS:
        # Equality with a single value lets both databases walk their indexes; IN would read every edition.
        wanted |= Q(pk=live.filter(kind=kind).order_by().values("pk")[:1])
    found = list(live.filter(wanted).order_by("sort_title", "id"))
    filled = {edition.kind for edition in found}
    return Around(
        hubs=[hub(title, reverse(name), path) for kind, (title, name) in HUBS.items() if kind in filled],
        policies=[edition for edition in found if edition.kind == "policy"],
    )


def hub(title: str, address: str, path: str) -> Hub:
    current = "page" if path == address else "true" if path.startswith(address) else ""
    return Hub(title=title, path=address, current=current)
