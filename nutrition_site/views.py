"""The home page, the styleguide, and the files that browsers and search engines ask for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from nutrition_site import styleguide as samples
from nutrition_site.chrome import read_around
from publishing import clock
from publishing.models import Edition
from publishing.snapshot import one_snapshot

# How many of each kind the home page names before it leads to the hub.
FIRST = 8
NEWEST = 6
# The most that one sitemap file may hold.
MOST_ADDRESSES = 50_000
ICON_SIZES = (192, 512)


@require_safe
@one_snapshot()
def home(request: HttpRequest) -> HttpResponse:
    t = clock.of(request)
    articles = Edition.objects.renewed("article", at=t)[:NEWEST]
    first = {kind: Edition.objects.listed(kind, at=t)[:FIRST] for kind in ("symptom", "nutrient", "food", "faq")}
    context = {
        "newest": articles,
        "symptoms": first["symptom"],
        "nutrients": first["nutrient"],
        "foods": first["food"],
        "questions": first["faq"],
        "t": t,
    }
    return render(request, "nutrition_site/home.html", context)


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
    """Every page that is live with the time of its last change in substance. A fragment of a page is not a page."""
    t = clock.of(request)
    live = Edition.objects.live(at=t).exclude(path="").exclude(path__contains="#").order_by("path")
    context = {
        "site_url": settings.SITE_URL,
        "hubs": ["/", *(hub.path for hub in read_around(request.path, at=t).hubs)],
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
