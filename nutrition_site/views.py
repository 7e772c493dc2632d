"""The home page, and what to do with an address that no route knows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing import clock
from publishing.models import Edition


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    live = Edition.objects.cards().live(at=clock.of(request)).filter(kind="article")
    newest = live.order_by("-live_from", "id")[:10]
    return render(request, "nutrition_site/home.html", {"newest": newest})
