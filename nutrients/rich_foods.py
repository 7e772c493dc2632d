"""The foods of the guide that hold most of a nutrient: in a portion, in 100 g or in 100 kcal. Ranks what is live and measured.

A food that stands in as a draft is not ranked: its edition is, until the draft is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value

from nutrients.amounts import AS_JSON, MASSES, measured, of_nutrient
from nutrients.documents import NutrientDocument
from nutrients.food_amounts import identity
from nutrients.food_figures import HUNDRED, Counted, Figure
from nutrients.intakes import adult_limit
from nutrients.models import FoodAmountProjection
from nutrients.units import Unit, factor, shortest
from nutrients.upper_limits import counted_form
from publishing.moment import Live, Moment


class Basis(Enum):
    """Of how much food the amounts are. The value is the word in addresses."""

    PORTION = "portion"
    GRAMS = "100-g"
    ENERGY = "100-kcal"

    @property
    def label(self) -> str:
        return {"portion": "a portion", "100-g": "100 g", "100-kcal": "100 kcal"}[self.value]

    @property
    def column(self) -> str:
        return {"portion": "per_portion", "100-g": "per_100g", "100-kcal": "per_100kcal"}[self.value]


@dataclass(frozen=True, kw_only=True)
class RichFood:
    """A food and what it holds of the nutrient. `grams` weigh what the figure is of: the portion, 100 g or 100 kcal."""

    title: str
    path: str
    portion: str
    grams: Decimal
    figure: Figure
    passes_limit: bool
    """Whether that much of the food holds more than the upper limit for adults, of the form that the limit counts."""


def foods_rich_in(nutrient: Live, moment: Moment, *, limit: int, basis: Basis = Basis.PORTION) -> Sequence[RichFood]:
    """The foods with the highest amounts; foods with none of it, and for kcal those without energy, stay out."""
    return foods_rich_in_each([(nutrient, limit)], moment, basis=basis)[0]


def foods_rich_in_each(
    wanted: Sequence[tuple[Live, int]], moment: Moment, *, basis: Basis = Basis.PORTION
) -> list[list[RichFood]]:
    """The same for several nutrients, each with its own limit, in one query."""
    ranked = [
        _ranked(nutrient.document, moment, limit=limit, basis=basis).annotate(place=Value(place))
        for place, (nutrient, limit) in enumerate(wanted)
        if is_counted(nutrient.document)
    ]
    found: list[list[RichFood]] = [[] for _ in wanted]
    if not ranked:
        return found
    food = "food__edition__"
    shown = (
        *("place", f"{food}sort_title", f"{food}title", f"{food}path"),
        *("food__portion", "food__grams", "per_100g", "per_100kcal", "limited", "found"),
    )
    rows = [query.values_list(*shown) for query in ranked]
    told = [
        (row[0], row[1], _rich_food(row, wanted[row[0]][0], basis=basis)) for row in rows[0].union(*rows[1:], all=True)
    ]
    # Sorted here: PostgreSQL can't order a union by what it doesn't select, and SQLite holds decimals as floats.
    for place, _, rich in sorted(told, key=lambda one: (one[0], -(one[2].figure.per_portion or 0), one[1])):
        found[place].append(rich)
    return found


def _rich_food(row: Sequence[Any], nutrient: Live, *, basis: Basis) -> RichFood:
    _, _, title, path, portion, grams, per_100g, per_100kcal, limited, told = row
    grams = shortest(grams)
    if basis is Basis.GRAMS:
        grams = HUNDRED
    elif basis is Basis.ENERGY:
        # As much of it as holds 100 kcal.
        grams = per_100kcal / per_100g * HUNDRED
    figure = Figure(nutrient=counted(nutrient), measured=measured(told), grams=grams)
    limit = adult_limit(nutrient.document.intakes)
    passes = limit is not None and limited is not None and limited > limit * factor(nutrient.document.unit, to=Unit.MCG)
    return RichFood(title=title, path=path, portion=portion, grams=grams, figure=figure, passes_limit=passes)


def is_counted(document: NutrientDocument) -> bool:
    return bool(document.unit and (document.sr_number or document.fdc_id))


def counted(nutrient: Live) -> Counted:
    document: NutrientDocument = nutrient.document
    return Counted(title=document.name, path=nutrient.card.path, unit=document.unit, daily_value=document.daily_value)


def _ranked(document: NutrientDocument, moment: Moment, *, limit: int, basis: Basis) -> QuerySet[FoodAmountProjection]:
    """The first of the ranking, in any order: a query that stands in a union may not be cut itself."""
    unit = Unit.MCG if document.unit in MASSES else document.unit
    live = FoodAmountProjection.objects.live(at=moment.t).filter(
        nutrient=identity(number=document.sr_number, fdc_id=document.fdc_id), unit=unit, **{f"{basis.column}__gt": 0}
    )
    first = live.order_by(F(basis.column).desc(), "food__edition__sort_title").values("pk")[:limit]
    told = of_nutrient(
        sr_number=document.sr_number,
        fdc_id=document.fdc_id,
        in_dimension="mass" if document.unit in MASSES else document.unit,
    ).filter(food__speaks_for__edition=OuterRef("food__edition"))
    told = told.order_by("food__speaks_for__position").annotate(found=AS_JSON)
    form = FoodAmountProjection.objects.filter(
        food=OuterRef("food"), nutrient=counted_form(document.sr_number), unit=Unit.MCG
    )
    return FoodAmountProjection.objects.filter(pk__in=first).annotate(
        found=Subquery(told.values("found")[:1]), limited=Subquery(form.values(basis.column)[:1])
    )
