"""The portions of a food as its page offers them, and what is read and judged for the one that is shown. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from nutrients.amounts import FoodAmounts
from nutrients.documents import FoodDocument
from nutrients.facts_panel import LINES
from nutrients.food_amounts import ENERGY
from nutrients.upper_limits import COUNTS, Beyond, beyond

# What is read of a food besides the nutrients of the guide, by USDA's numbers.
NUMBERS = sorted({*(line.number for line in LINES), *ENERGY, *COUNTS.values()})


@dataclass(frozen=True, kw_only=True)
class ShownPortion:
    label: str
    grams: Decimal
    note: str
    path: str
    is_shown: bool


def portion_slugs(document: FoodDocument) -> list[str]:
    """The last word of each portion's address, each another; the first portion needs none."""
    found: list[str] = []
    for number, portion in enumerate(document.portions, start=1):
        slug = slugify(portion.label)[:60] or f"portion-{number}"
        found.append(slug if slug not in found else f"{slug}-{number}")
    return found


def shown_portions(document: FoodDocument, path: str, *, place: int) -> Sequence[ShownPortion]:
    """Each portion with the address of the page that has its figures: the first with the food's own."""
    return [
        ShownPortion(
            label=portion.label,
            grams=portion.grams,
            note=portion.note,
            path=f"{path}portion/{slug}/" if number else path,
            is_shown=number == place,
        )
        for number, (portion, slug) in enumerate(zip(document.portions, portion_slugs(document), strict=True))
    ]


def limits_passed(amounts: FoodAmounts, *, grams: Decimal) -> list[Beyond]:
    """Of each nutrient that the portion holds more of than the upper limit for adults, in the form that the limit counts."""
    found = []
    for nutrient, _ in amounts.counted:
        number, limit = amounts.limits.get(nutrient.path, ("", None))
        passed = beyond(nutrient, number=number, limit=limit, found=amounts.by_number, grams=grams)
        if passed is not None:
            found.append(passed)
    return sorted(found, key=lambda one: one.nutrient.title.casefold())
