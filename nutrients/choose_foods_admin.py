"""The screen on which editors find foods in the data releases and take them into the guide as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from nutrients.chosen_foods import take
from nutrients.models import DataRelease, Food, FoodSource, ReleaseFood, ReleasePortion
from nutrients.release_search import matching
from publishing.admin.forms import IS_ID, editor_of

MOST_FOUND = 50
MOST_PORTIONS = 3


@dataclass(frozen=True, kw_only=True)
class Row:
    food: ReleaseFood
    portions: Sequence[str]
    more_portions: int
    taken: Sequence[Food]
    """Foods of the guide that read this row, or the food of this number in another release."""
    is_read: bool
    """Whether one of them reads this very row."""


def choose_foods(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("nutrients.add_food"):
        raise PermissionDenied("Your account may not add foods. Ask an administrator.")
    if request.method == "POST":
        return _take(request)
    text, release = request.GET.get("q", "").strip()[:200], request.GET.get("release", "")
    foods = ReleaseFood.objects.select_related("release")
    if IS_ID.fullmatch(release):
        foods = foods.filter(release=int(release))
    found = list(matching(foods, text)[: MOST_FOUND + 1])
    context = {
        **admin.site.each_context(request),
        "title": "Choose from food tables",
        "list_url": reverse("admin:nutrients_food_changelist"),
        "list_name": "Foods",
        "q": text,
        "release": release,
        "releases": DataRelease.objects.all(),
        "rows": _rows(found[:MOST_FOUND]),
        "is_cut": len(found) > MOST_FOUND,
        "most": MOST_FOUND,
    }
    return TemplateResponse(request, "admin/nutrients/choose_foods.html", context)


def _rows(found: Sequence[ReleaseFood]) -> list[Row]:
    portions: dict[int, list[str]] = {}
    for portion in ReleasePortion.objects.filter(food__in=found).order_by("food", "position"):
        portions.setdefault(portion.food_id, []).append(f"{portion.label} ({portion.grams.normalize():f} g)")
    taken: dict[str, dict[int, Food]] = {}
    read: set[int] = set()
    sources = FoodSource.objects.filter(release_food__number__in=[food.number for food in found])
    for source in sources.select_related("food", "release_food"):
        taken.setdefault(source.release_food.number, {})[source.food_id] = source.food
        read.add(source.release_food_id)
    return [
        Row(
            food=food,
            portions=portions.get(food.pk, [])[:MOST_PORTIONS],
            more_portions=max(0, len(portions.get(food.pk, [])) - MOST_PORTIONS),
            taken=list(taken.get(food.number, {}).values()),
            is_read=food.pk in read,
        )
        for food in found
    ]


def _take(request: HttpRequest) -> HttpResponse:
    ids = [int(value) for value in request.POST.getlist("food") if IS_ID.fullmatch(value)][:MOST_FOUND]
    rows = sorted(ReleaseFood.objects.filter(pk__in=ids), key=lambda row: ids.index(row.pk))
    drafts = take(rows, by=editor_of(request))
    if not drafts:
        said = (
            "The guide has these foods already."
            if rows
            else "Nothing is ticked. Tick the foods that the guide should have."
        )
        messages.warning(request, said)
        return HttpResponseRedirect(f"{request.path}?{request.GET.urlencode()}".rstrip("?"))
    names = ", ".join(f"“{draft.name}”" for draft in drafts[:5]) + (
        f" and {len(drafts) - 5} more" if len(drafts) > 5 else ""
    )
    said = "Give it the name that readers know, choose its portions and write its summary."
    messages.success(request, f"In the guide as {_drafts(len(drafts))}: {names}. {said}")
    if len(drafts) == 1:
        return HttpResponseRedirect(reverse("admin:nutrients_food_change", args=[drafts[0].pk]))
    return HttpResponseRedirect(reverse("admin:nutrients_food_changelist"))


def _drafts(count: int) -> str:
    return "a draft" if count == 1 else f"{count} drafts"


class ChoosingAdmin(admin.ModelAdmin):
    """What the foods' admin has besides: the way to the food tables."""

    change_list_template = "admin/nutrients/food_change_list.html"

    def get_urls(self) -> list[Any]:
        own = [path("choose/", self.admin_site.admin_view(choose_foods), name="nutrients_food_choose")]
        return own + super().get_urls()
