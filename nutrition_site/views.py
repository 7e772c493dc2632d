"""The home page, the styleguide, and the files that browsers and search engines ask for."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from nutrients.evidence import all_said, evidence_map
from nutrients.evidence_picture import picture
from nutrition_site import styleguide as samples
from nutrition_site.chrome import read_around
from nutrition_site.specimen import specimen
from publishing import clock
from publishing.listing import offered
from publishing.models import Edition
from publishing.moment import Moment
from publishing.snapshot import one_snapshot

# How many of each kind the home page names before it leads to the hub.
MOST_NAMED = {"symptom": 18, "nutrient": 18, "food": 18, "faq": 5}
NEWEST = 4
# The most that one sitemap file may hold.
MOST_ADDRESSES = 50_000
# Pages over the whole graph, which are worth a visit as soon as it has nutrients.
OF_GRAPH = [
    "nutrients:evidence",
    "nutrients:figures",
    "nutrients:nutrient_compare",
    "nutrients:symptom_explore",
    "nutrients:food_compare",
    "nutrients:food_find",
]
ICON_SIZES = (192, 512)


@require_safe
@one_snapshot()
def home(request: HttpRequest) -> HttpResponse:
    t = clock.of(request)
    articles = offered(Edition.objects.renewed("article", at=t), at=t)[:NEWEST]
    named = first_of_each_kind(t)
    moment = Moment(t)
    said = all_said(moment)
    drawn = evidence_map(said)
    context = {
        "newest": articles,
        "symptoms": named["symptom"],
        "nutrients": named["nutrient"],
        "foods": named["food"],
        "questions": named["faq"],
        "specimen": specimen(said, moment),
        "map": drawn,
        "picture": picture(drawn),
        "t": t,
    }
    return render(request, "nutrition_site/home.html", context)


def first_of_each_kind(t: datetime) -> dict[str, list[Edition]]:
    """In the order of the alphabet, in one query."""
    place = Window(RowNumber(), partition_by=F("kind"), order_by=["sort_title", "id"])
    live = (
        offered(Edition.objects.live(at=t), at=t)
        .filter(kind__in=MOST_NAMED)
        .only("kind", "title", "sort_title", "path")
    )
    found: dict[str, list[Edition]] = {kind: [] for kind in MOST_NAMED}
    most = max(MOST_NAMED.values())
    for edition in live.annotate(place=place).filter(place__lte=most).order_by("sort_title", "id"):
        found[edition.kind].append(edition)
    return {kind: editions[: MOST_NAMED[kind]] for kind, editions in found.items()}


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every token and component in its states, with text that means nothing; no search engine should keep it."""
    return render(request, "nutrition_site/styleguide.html", samples.context())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ("User-agent: *", "Disallow: /admin/", "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@one_snapshot()
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that is offered, with the time of its last change in substance. A fragment of a page is not a page."""
    t = clock.of(request)
    live = offered(Edition.objects.live(at=t), at=t).exclude(path="").exclude(path__contains="#").order_by("path")
    hubs = [hub.path for hub in read_around(request.path, at=t).hubs]
    of_graph = [reverse(name) for name in OF_GRAPH] if reverse("nutrients:nutrient_list") in hubs else []
    context = {
        "site_url": settings.SITE_URL,
        "hubs": ["/", *hubs, *of_graph],
        "pages": live.values_list("path", "substantive_from")[:MOST_ADDRESSES],
    }
    return render(request, "nutrition_site/sitemap.xml", context, content_type="application/xml")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when a reader puts the guide on its home screen."""
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    facts = {
        "name": "Nutrition guide",
        "short_name": "Nutrition",
        "start_url": "/",
        "display": "browser",
        "background_color": "#fcfaf5",
        "theme_color": "#fcfaf5",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")
