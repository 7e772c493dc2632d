"""The pages on which foods, or nutrients, stand side by side. What stands there is in the address; nothing is stored."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nutrients.asked import BadChoice, address, known_of, meant, moved_to_normal, normal, one_of, slug_of, values
from nutrients.food_comparison import (
    MOST_FOODS,
    PEOPLE,
    compare_foods,
    compared_foods,
    foods_named,
    foods_otherwise_named,
)
from nutrients.food_figures import releases_of
from nutrients.nutrient_comparison import MOST_NUTRIENTS, compare_nutrients
from publishing import clock
from publishing.models import Edition
from publishing.moment import Live, Moment
from publishing.snapshot import one_snapshot

# As many foods a browser may offer while somebody types; with more, the server looks for what was typed.
OFFERED = 400
FOOD_PARAMETERS = ("food", "per", "for")


@require_safe
@one_snapshot()
def foods_side_by_side(request: HttpRequest) -> HttpResponse:
    """Up to four foods, by portion or by 100 g, against the daily value or what is recommended at an age and sex."""
    t = clock.of(request)
    offered = list(Edition.objects.listed("food", at=t).values_list("title", flat=True)[: OFFERED + 1])
    context: dict[str, Any] = {
        "offered": offered if len(offered) <= OFFERED else [],
        "people": [(value, words) for value, (_, _, words) in PEOPLE.items()],
        "path": request.path,
        "typed": _filled(request.GET.getlist("food")[:MOST_FOODS]),
        "per": request.GET.get("per", ""),
        "for_whom": request.GET.get("for", ""),
        "t": t,
    }
    try:
        names = values(request, "food", most=MOST_FOODS)
        per = one_of(request, "per", ["portion"], default="100-g")
        people = one_of(request, "for", PEOPLE, default="")
    except BadChoice as error:
        return render(request, "nutrients/food_comparison.html", context | {"refusal": str(error)}, status=404)
    context |= {"per": per, "for_whom": people}
    found = foods_named(names, at=t) if names else {}
    unknown = [name for name in names if name not in found]
    if unknown:
        every = list(Edition.objects.listed("food", at=t))
        found |= foods_otherwise_named(unknown, every)
        unknown = [name for name in unknown if name not in found]
    if unknown:
        there = ((slug_of(edition), edition.title, edition.aliases) for edition in every)
        like = meant(request, "food", unknown[0], there, parameters=FOOD_PARAMETERS)
        refusal = f"No food of this guide is called “{unknown[0]}”."
        return render(
            request, "nutrients/food_comparison.html", context | {"refusal": refusal, "like": like}, status=404
        )
    editions = list(dict.fromkeys(found[name] for name in names))
    pairs = [*(("food", slug_of(edition)) for edition in editions), ("per", per), ("for", people)]
    chosen = normal(pairs, defaults=[("per", "100-g")])
    moved = moved_to_normal(request, chosen, names=FOOD_PARAMETERS)
    if moved is not None:
        return moved
    if editions:
        foods = compared_foods(editions, per_100g=per == "100-g")
        rows = compare_foods(foods, people=people, at=t)
        context |= {
            "here": address(request.path, chosen),
            "foods": foods,
            "rows": rows,
            "releases": releases_of(cell.figure for row in rows for cell in row.cells),
            "for_words": PEOPLE[people][2] if people else "",
            "typed": _filled([food.title for food in foods]),
        }
    return render(request, "nutrients/food_comparison.html", context)


def _filled(names: list[str]) -> list[str]:
    return [*names, *[""] * (MOST_FOODS - len(names))]


@require_safe
@one_snapshot()
def nutrients_side_by_side(request: HttpRequest) -> HttpResponse:
    """Up to four nutrients, as their own pages tell of them."""
    moment = Moment(clock.of(request))
    known: dict[str, Edition] = {
        slug_of(edition): edition
        for edition in Edition.objects.live(at=moment.t).filter(kind="nutrient").order_by("sort_title", "id")
    }
    context: dict[str, Any] = {
        "choices": [(slug, edition.title) for slug, edition in known.items()],
        "most": MOST_NUTRIENTS,
        "path": request.path,
        "t": moment.t,
    }
    try:
        slugs = sorted(values(request, "nutrient", most=MOST_NUTRIENTS))
        unknown = [slug for slug in slugs if slug not in known]
        if unknown:
            there = ((slug, edition.title, edition.aliases) for slug, edition in known.items())
            like = meant(request, "nutrient", unknown[0], there, parameters=["nutrient"])
            raise BadChoice(f"“{unknown[0][:40]}” is no nutrient of this guide. Choose from the form below.", like=like)
    except BadChoice as error:
        context |= {"refusal": str(error), "like": error.like, "chosen": known_of(request, "nutrient", known)}
        return render(request, "nutrients/nutrient_comparison.html", context, status=404)
    pairs = [("nutrient", slug) for slug in slugs]
    moved = moved_to_normal(request, pairs, names=["nutrient"])
    if moved is not None:
        return moved
    lives = [Live.of(known[slug]) for slug in slugs]
    for live in lives:
        moment.know(live)
    compared, bibliography = compare_nutrients(lives, moment) if lives else ([], [])
    context |= {
        "here": address(request.path, pairs),
        "chosen": slugs,
        "compared": compared,
        "bibliography": bibliography,
    }
    return render(request, "nutrients/nutrient_comparison.html", context)
