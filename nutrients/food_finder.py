"""The food finder: foods that reach a share of the daily value of each of several nutrients, and fit a diet.

It chooses among what is live and measured. A food that nobody measured for one of them, or whose diet nobody knows, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from nutrients.food_figures import HUNDRED, Counted, share, shown_percent
from nutrients.models import Food, FoodAmountProjection, NutrientProjection
from nutrients.ranking_chart import of_how_much
from nutrients.rich_foods import Basis
from nutrients.units import IN_MCG, Unit, rounded, shortest, written

# Who may eat what: of which foods a diet consists.
DIETS = {
    "vegan": ("Vegan", [Food.Diet.VEGAN]),
    "vegetarian": ("Vegetarian", [Food.Diet.VEGAN, Food.Diet.VEGETARIAN]),
}
SHARES = ("10", "20", "50", "100")
MOST_NUTRIENTS = 4


@dataclass(frozen=True, kw_only=True)
class FindableNutrient:
    """A live nutrient with a daily value that foods are counted for."""

    slug: str
    nutrient: Counted
    number: str


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the shown amount of a food holds of one of the nutrients."""

    nutrient: Counted
    amount: str
    percent: Decimal
    shown_percent: str


@dataclass(frozen=True, kw_only=True)
class FoundFood:
    title: str
    path: str
    of_how_much: str
    held: Sequence[Held]


@dataclass(frozen=True, kw_only=True)
class Wish:
    nutrients: Sequence[FindableNutrient]
    percent: Decimal
    basis: Basis
    diet: str
    group: str

    @property
    def group_label(self) -> str:
        return str(Food.Group(self.group).label) if self.group else ""


def findable(*, at: datetime) -> list[FindableNutrient]:
    """In the order of their names: one query."""
    rows = NutrientProjection.objects.live(at=at).filter(daily_value__gt=0).exclude(sr_number="")
    shown = ("edition__title", "edition__path", "unit", "daily_value", "sr_number")
    return [
        FindableNutrient(
            slug=path.rstrip("/").rpartition("/")[2],
            nutrient=Counted(title=title, path=path, unit=unit, daily_value=daily_value),
            number=number,
        )
        for title, path, unit, daily_value, number in rows.order_by("edition__sort_title", "edition_id").values_list(
            *shown
        )
    ]


def found_foods(wish: Wish, *, at: datetime) -> QuerySet[FoodAmountProjection, dict[str, object]]:
    """Rows of the first nutrient, most first, of foods that reach the share of all; each other nutrient's amount beside it."""
    first, *others = wish.nutrients
    column = wish.basis.column
    rows = _of_kind(wish, at=at).filter(**_enough(first, wish))
    for place, other in enumerate(others, start=1):
        same_food = FoodAmountProjection.objects.filter(food=OuterRef("food"), **_enough(other, wish))
        rows = rows.filter(Exists(same_food)).annotate(**{f"held_{place}": Subquery(same_food.values(column)[:1])})
    ordered = rows.order_by(F(column).desc(), "food__edition__sort_title", "food__edition_id")
    shown = ("food__edition__title", "food__edition__path", "food__portion", "food__grams", "per_100g", "per_100kcal")
    return ordered.annotate(held_0=F(column)).values(*shown, *(f"held_{place}" for place in range(len(wish.nutrients))))


def found_alone(wish: Wish, *, at: datetime) -> list[int]:
    """How many foods of the kind reach the share of each nutrient, whatever they hold of the others: one query."""
    each = [Q(**_enough(wanted, wish)) for wanted in wish.nutrients]
    # Only rows that reach one of them: an index finds these.
    told = (
        _of_kind(wish, at=at)
        .filter(reduce(or_, each))
        .aggregate(**{f"of_{place}": Count("pk", filter=enough) for place, enough in enumerate(each)})
    )
    return [told[f"of_{place}"] for place in range(len(each))]


def _of_kind(wish: Wish, *, at: datetime) -> QuerySet[FoodAmountProjection]:
    rows = FoodAmountProjection.objects.live(at=at)
    if wish.diet:
        rows = rows.filter(food__diet__in=DIETS[wish.diet][1])
    return rows.filter(food__group=wish.group) if wish.group else rows


def _enough(wanted: FindableNutrient, wish: Wish) -> dict[str, object]:
    assert wanted.nutrient.daily_value is not None
    least = wanted.nutrient.daily_value * wish.percent / HUNDRED * _factor(wanted.nutrient.unit)
    unit = Unit.MCG if wanted.nutrient.unit in IN_MCG else wanted.nutrient.unit
    return {"nutrient": wanted.number, "unit": unit, f"{wish.basis.column}__gte": least}


def _factor(unit: str) -> Decimal:
    return IN_MCG[Unit(unit)] if unit in IN_MCG else Decimal(1)


def found_food(row: dict[str, object], wish: Wish) -> FoundFood:
    amounts = [Decimal(str(row[f"held_{place}"])) for place in range(len(wish.nutrients))]
    return FoundFood(
        title=str(row["food__edition__title"]),
        path=str(row["food__edition__path"]),
        of_how_much=of_how_much(
            portion=str(row["food__portion"]), grams=Decimal(str(_grams(row, wish.basis))), basis=wish.basis
        ),
        held=[_held(wanted.nutrient, amount) for wanted, amount in zip(wish.nutrients, amounts, strict=True)],
    )


def _grams(row: dict[str, object], basis: Basis) -> object:
    if basis is Basis.PORTION:
        return row["food__grams"]
    if basis is Basis.GRAMS:
        return HUNDRED
    return Decimal(str(row["per_100kcal"])) / Decimal(str(row["per_100g"])) * HUNDRED


def _held(nutrient: Counted, amount: Decimal) -> Held:
    told = shortest(amount / _factor(nutrient.unit))
    percent = share(told, nutrient.daily_value)
    assert percent is not None
    return Held(
        nutrient=nutrient,
        amount=written(rounded(told), nutrient.unit),
        percent=percent,
        shown_percent=shown_percent(percent),
    )
