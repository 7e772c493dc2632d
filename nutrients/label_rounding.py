"""How amounts are rounded on a US food label, so that a figure here looks as it would on a package. Pure; judges nothing.

The rules: 21 CFR 101.9(c), as FDA tells them in Appendix H of its Food Labeling Guide (October 2009). For vitamins and minerals
those of the rule of 2016 (81 FR 33742): tenths, whole numbers or tens, by the size of the daily value. Judgements such as "good
source" are made before any rounding.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nutrients.units import AmountText, Unit, written

LESS_THAN_ONE = AmountText("less than 1 g")
LESS_THAN_FIVE = AmountText("less than 5 mg")


def calories(kcal: Decimal) -> str:
    """Under 5 is 0, up to 50 the nearest 5, above it the nearest 10."""
    if kcal < 5:
        return "0"
    return str(nearest(kcal, Decimal(5) if kcal <= 50 else Decimal(10)))


def fat(grams: Decimal) -> str:
    """Under 0.5 g is 0, under 5 g the nearest half gram, from there the nearest gram."""
    if grams < Decimal("0.5"):
        return written(Decimal(0), Unit.G)
    return written(nearest(grams, Decimal("0.5") if grams < 5 else Decimal(1)), Unit.G)


def cholesterol(mg: Decimal) -> str:
    """Under 2 mg is 0, up to 5 mg is said in words, from there the nearest 5."""
    if mg < 2:
        return written(Decimal(0), Unit.MG)
    return LESS_THAN_FIVE if mg <= 5 else written(nearest(mg, Decimal(5)), Unit.MG)


def sodium(mg: Decimal) -> str:
    """Under 5 mg is 0, up to 140 mg the nearest 5, above it the nearest 10."""
    if mg < 5:
        return written(Decimal(0), Unit.MG)
    return written(nearest(mg, Decimal(5) if mg <= 140 else Decimal(10)), Unit.MG)


def carbohydrate(grams: Decimal) -> str:
    """Also fibre, sugars and protein: under 0.5 g is 0, under 1 g is said in words, from there the nearest gram."""
    if grams < Decimal("0.5"):
        return written(Decimal(0), Unit.G)
    return LESS_THAN_ONE if grams < 1 else written(nearest(grams, Decimal(1)), Unit.G)


def micronutrient(amount: Decimal, unit: str, *, daily_value: Decimal) -> str:
    """A vitamin or mineral: tenths where the daily value is under 25, tens where it is 250 or more, else whole numbers."""
    if daily_value < 25:
        step = Decimal("0.1")
    else:
        step = Decimal(10) if daily_value >= 250 else Decimal(1)
    return written(nearest(amount, step), unit)


def micronutrient_percent(percent: Decimal) -> str:
    """Up to 10 the nearest 2, up to 50 the nearest 5, above it the nearest 10; under 2 may be told as 0."""
    if percent < 2:
        return "0%"
    if percent <= 10:
        return f"{nearest(percent, Decimal(2))}%"
    return f"{nearest(percent, Decimal(5) if percent <= 50 else Decimal(10))}%"


def whole_percent(percent: Decimal) -> str:
    """Of what is no vitamin or mineral: the nearest 1."""
    return f"{nearest(percent, Decimal(1))}%"


def nearest(amount: Decimal, step: Decimal) -> Decimal:
    """The nearest multiple of the step; half-way goes up."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
