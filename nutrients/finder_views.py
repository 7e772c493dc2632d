"""The pages on which readers choose: the food finder and the symptom explorer. A choice is an address; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nutrients.asked import BadChoice, address, known_of, meant, moved_to_normal, normal, one_of, values
from nutrients.food_finder import (
    DIETS,
    MOST_NUTRIENTS,
    SHARES,
    FindableNutrient,
    Wish,
    findable,
    found_alone,
    found_food,
    found_foods,
)
from nutrients.models import Food
from nutrients.rich_foods import Basis
from nutrients.symptom_explorer import MOST_SYMPTOMS, Explored, explore, symptoms_to_choose
from publishing import clock
from publishing.moment import Moment
from publishing.snapshot import one_snapshot
from publishing.views import in_pages, page_of_list

FOUND_PER_PAGE = 50
FINDER_NAMES = ("nutrient", "least", "per", "diet", "group")
FINDER_DEFAULTS = (("least", "20"), ("per", "portion"))


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Easier:
    """A wish for less, of which something is found."""

    wish: Wish
    words: str
    count: int
    address: str


@require_safe
@in_pages
@one_snapshot()
def find_foods(request: HttpRequest) -> HttpResponse:
    """Foods that reach a share of a day of each of some nutrients. A combination is for readers, not for search engines."""
    t = clock.of(request)
    nutrients = findable(at=t)
    context: dict[str, Any] = {
        "nutrients": nutrients,
        "shares": [Option(value, f"{value}%") for value in SHARES],
        "bases": [Option(basis.value, f"in {basis.label}") for basis in Basis],
        "diets": [Option(value, label) for value, (label, _) in DIETS.items()],
        "groups": [Option(value, str(label)) for value, label in Food.Group.choices],
        "asked": request.GET,
        "path": request.path,
        "t": t,
    }
    try:
        wish, pairs = _wish(request, nutrients)
    except BadChoice as error:
        kept = known_of(request, "nutrient", {one.slug for one in nutrients})
        context |= {"refusal": str(error), "like": error.like, "slots": _slots(kept[:MOST_NUTRIENTS])}
        return render(request, "nutrients/food_finder.html", context, status=404)
    moved = moved_to_normal(request, [*pairs, *_page(request)], names=[*FINDER_NAMES, "page"])
    if moved is not None:
        return moved
    context |= {
        "wish": wish,
        "slots": _slots([one.slug for one in wish.nutrients]),
        "here": address(request.path, pairs),
    }
    if wish.nutrients:
        listed = page_of_list(request, found_foods(wish, at=t), per_page=FOUND_PER_PAGE)
        context |= {"list": listed, "foods": [found_food(row, wish) for row in listed.object_list]}
        if not listed.paginator.count:
            context["easier"] = _easier(wish, pairs, request.path, at=t)
    return render(request, "nutrients/food_finder.html", context)


def _easier(wish: Wish, pairs: list[tuple[str, str]], path: str, *, at: datetime) -> list[Easier]:
    """The same for the next smaller share, for all diets and kinds of food, and for each nutrient alone, where that finds anything.

    Three queries at most.
    """
    shares = [share for share in SHARES if Decimal(share) < wish.percent]
    others: list[tuple[str, Wish, dict[str, str]]] = []
    if shares:
        words = f"with at least {shares[-1]}%"
        others.append((words, replace(wish, percent=Decimal(shares[-1])), {"least": shares[-1]}))
    if wish.diet or wish.group:
        others.append(("of any diet and kind", replace(wish, diet="", group=""), {"diet": "", "group": ""}))
    found = []
    for words, other, changed in others:
        count = found_foods(other, at=at).count()
        if count:
            kept = [(name, value) for name, value in pairs if name not in changed]
            order = [*kept, *changed.items()]
            given = normal(sorted(order, key=lambda pair: FINDER_NAMES.index(pair[0])), defaults=FINDER_DEFAULTS)
            found.append(Easier(wish=other, words=words, count=count, address=address(path, given)))
    if len(wish.nutrients) > 1:
        chosen = [(name, value) for name, value in pairs if name != "nutrient"]
        for nutrient, count in zip(wish.nutrients, found_alone(wish, at=at), strict=True):
            if count:
                words = f"with at least {wish.percent}% of {nutrient.nutrient.title} alone"
                alone = address(path, [("nutrient", nutrient.slug), *chosen])
                found.append(Easier(wish=wish, words=words, count=count, address=alone))
    return found


def _page(request: HttpRequest) -> list[tuple[str, str]]:
    return [("page", request.GET["page"])] if "page" in request.GET else []


def _slots(chosen: list[str]) -> list[str]:
    """What stands in each choice of a nutrient: those chosen, then empty ones."""
    return [*chosen, *[""] * (MOST_NUTRIENTS - len(chosen))]


def _wish(request: HttpRequest, nutrients: list[FindableNutrient]) -> tuple[Wish, list[tuple[str, str]]]:
    by_slug = {one.slug: one for one in nutrients}
    slugs = sorted(values(request, "nutrient", most=MOST_NUTRIENTS))
    unknown = [slug for slug in slugs if slug not in by_slug]
    if unknown:
        there = ((one.slug, one.nutrient.title, ()) for one in nutrients)
        raise BadChoice(
            f"Foods can't be asked for “{unknown[0][:40]}” here. Choose a nutrient from the form below.",
            like=meant(request, "nutrient", unknown[0], there, parameters=FINDER_NAMES),
        )
    least = one_of(request, "least", SHARES, default="20")
    per = one_of(request, "per", [basis.value for basis in Basis], default="portion")
    diet = one_of(request, "diet", DIETS, default="")
    group = one_of(request, "group", Food.Group.values, default="")
    wish = Wish(
        nutrients=[by_slug[slug] for slug in slugs], percent=Decimal(least), basis=Basis(per), diet=diet, group=group
    )
    pairs = [*(("nutrient", slug) for slug in slugs), ("least", least), ("per", per), ("diet", diet), ("group", group)]
    return wish, list(normal(pairs, defaults=FINDER_DEFAULTS))


@require_safe
@one_snapshot()
def explore_symptoms(request: HttpRequest) -> HttpResponse:
    """Symptoms that a reader picked, with when to get help, other causes, and what is documented. It weighs nothing."""
    moment = Moment(clock.of(request))
    choices = symptoms_to_choose(moment)
    context: dict[str, Any] = {"choices": choices, "path": request.path, "t": moment.t, "most": MOST_SYMPTOMS}
    try:
        slugs = sorted(values(request, "symptom", most=MOST_SYMPTOMS))
        unknown = [slug for slug in slugs if slug not in {choice.slug for choice in choices}]
        if unknown:
            there = ((choice.slug, choice.title, choice.other_names) for choice in choices)
            raise BadChoice(
                f"“{unknown[0][:40]}” is no symptom of this guide. Choose from the form below.",
                like=meant(request, "symptom", unknown[0], there, parameters=["symptom"]),
            )
    except BadChoice as error:
        kept = known_of(request, "symptom", {choice.slug for choice in choices})
        context |= {"refusal": str(error), "like": error.like, "chosen": kept}
        return render(request, "nutrients/symptom_explorer.html", context, status=404)
    pairs = [("symptom", slug) for slug in slugs]
    moved = moved_to_normal(request, pairs, names=["symptom"])
    if moved is not None:
        return moved
    explored: Explored | None = explore(slugs, choices, moment) if slugs else None
    context |= {"here": address(request.path, pairs), "explored": explored, "chosen": slugs}
    return render(request, "nutrients/symptom_explorer.html", context)
