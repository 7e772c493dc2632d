"""What a food's edition holds of each nutrient, as rows to rank and choose foods by. Refuses what has no mass.

A row is written with the edition from the first source that measured the nutrient; what nobody measured has none, so
that no ranking takes missing for zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from nutrients.food_figures import HUNDRED
from nutrients.models import Amount, FoodAmountProjection, FoodProjection, ReleaseFood, ReleaseNutrient
from nutrients.units import IN_MCG, Unit, factor

# Energy by USDA's numbers, the one to trust most first: as declared, by specific factors, by general factors.
ENERGY = ("208", "958", "957")
# Where a release gives no number, its id at FoodData Central stands for it.
BY_ID = "id "
# Far more than a column holds is no food.
MOST = Decimal(10) ** 14


def identity(*, number: str, fdc_id: int | None) -> Any:
    """Under what a nutrient's rows stand, as an expression: its number, also where only its id is told."""
    if number:
        return Value(number)
    others = ReleaseNutrient.objects.filter(fdc_id=fdc_id).exclude(number="").order_by("number")
    return Coalesce(Subquery(others.values("number")[:1]), Value(f"{BY_ID}{fdc_id}"), output_field=CharField())


def project_amounts(food: FoodProjection, sources: Sequence[ReleaseFood]) -> None:
    """Writes one row for each nutrient that a source of the food has measured, the first source first."""
    found: dict[str, tuple[str, Decimal]] = {}
    for source in sources:
        for nutrient, unit, amount in _measured(source):
            found.setdefault(nutrient, (unit, amount))
    kcal = energy({nutrient: amount for nutrient, (unit, amount) in found.items() if unit == Unit.KCAL})
    FoodAmountProjection.objects.bulk_create(
        FoodAmountProjection(
            food=food,
            nutrient=nutrient,
            unit=unit,
            per_portion=amount * food.grams / HUNDRED,
            per_100g=amount,
            per_100kcal=_per_100kcal(amount, kcal),
        )
        for nutrient, (unit, amount) in found.items()
        if amount * max(food.grams, Decimal(1)) < MOST
    )


def _per_100kcal(amount: Decimal, kcal: Decimal | None) -> Decimal | None:
    """None without energy, and where there is so little that no column holds the quotient."""
    found = amount * HUNDRED / kcal if kcal else None
    return found if found is not None and found < MOST else None


def energy(kcal: dict[str, Decimal]) -> Decimal | None:
    """The kilocalories in 100 g, by the first of its numbers that is known."""
    return next((kcal[number] for number in ENERGY if number in kcal), None)


def _measured(source: ReleaseFood) -> Iterable[tuple[str, str, Decimal]]:
    """(nutrient, unit, amount in 100 g), masses in micrograms. Other units than of mass or kcal are passed over."""
    by_id = Concat(Value(BY_ID), Cast("nutrient__fdc_id", CharField()), output_field=CharField())
    others = ReleaseNutrient.objects.filter(fdc_id=OuterRef("nutrient__fdc_id")).exclude(number="")
    named = Coalesce(
        NullIf(F("nutrient__number"), Value("")),
        Subquery(others.order_by("number").values("number")[:1]),
        by_id,
        output_field=CharField(),
    )
    rows = Amount.objects.filter(food=source, nutrient__unit__in=[*IN_MCG, Unit.KCAL]).annotate(named=named)
    for nutrient, unit, amount in rows.order_by("nutrient_id").values_list("named", "nutrient__unit", "amount"):
        told_in = Unit.KCAL if unit == Unit.KCAL else Unit.MCG
        yield nutrient, told_in, amount * factor(unit, to=told_in)
