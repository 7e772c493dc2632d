"""Figures of a nutrient's record that only a slip explains: a unit exchanged, a comma lost. Pure; it compares the record with itself.

The bounds leave room for every row of the US and the European tables: what goes beyond is a thousandfold slip, no other opinion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from nutrients.documents import IntakeText, NutrientDocument
from nutrients.intakes import stage_of
from nutrients.models import Intake
from nutrients.units import written

RECOMMENDED = (Intake.Measure.RDA, Intake.Measure.AI)
ADULTS = (Intake.Group.MEN, Intake.Group.WOMEN)
ADULT = 19
# Least and most, as multiples of what is recommended for adults. Infants need a hundredth, of chromium and iron; the upper limit
# of vitamin B6 is 77 times as much, that of magnesium in supplements for a child a sixth.
BOUNDS_OF_RECOMMENDED = Decimal("0.002"), Decimal(20)
BOUNDS_OF_LIMIT = Decimal("0.1"), Decimal(500)
BOUNDS_OF_DAILY_VALUE = Decimal("0.05"), Decimal(20)


def implausible(document: NutrientDocument) -> Iterator[tuple[str, str]]:
    """(place, what is wrong with the figure there)."""
    standard = _recommended_for_adults(document)
    if standard is None:
        return
    told = f"what is recommended for adults ({written(standard, document.unit)})"
    daily_value = document.daily_value
    if daily_value and not _within(daily_value / standard, BOUNDS_OF_DAILY_VALUE):
        yield "Daily value", _message(daily_value, standard, told, document.unit)
    for number, intake in enumerate(document.intakes, start=1):
        if not intake.amount or intake.unit != document.unit:
            continue
        bounds = BOUNDS_OF_RECOMMENDED if intake.measure in RECOMMENDED else BOUNDS_OF_LIMIT
        if not _within(intake.amount / standard, bounds):
            yield f"Intake {number}", _message(intake.amount, standard, told, intake.unit)
        elif intake.measure == Intake.Measure.UL and _counts_everything(intake):
            enough = _recommended_at(intake, document.intakes)
            if enough is not None and intake.amount < enough:
                yield (
                    f"Intake {number}",
                    f"The upper limit of {written(intake.amount, intake.unit)} is below the {written(enough, intake.unit)} "
                    "that are recommended at that stage of life. Correct one of them, or say which form the limit counts.",
                )


def _recommended_for_adults(document: NutrientDocument) -> Decimal | None:
    """The middle of the recommendations for adults, which one slip among several does not move; else the daily value."""
    amounts = [
        one.amount
        for one in document.intakes
        if one.measure in RECOMMENDED
        and one.amount
        and one.unit == document.unit
        and one.group in ADULTS
        and one.age_unit == Intake.AgeUnit.YEARS
        and (one.age_to is None or one.age_to >= ADULT)
    ]
    return median(amounts) if amounts else document.daily_value or None


def _counts_everything(limit: IntakeText) -> bool:
    """Whether nothing says that only a part of what is eaten counts, as for magnesium only supplements do."""
    return not limit.form_note or limit.form_note.casefold().startswith("total")


def _recommended_at(limit: IntakeText, intakes: Sequence[IntakeText]) -> Decimal | None:
    own = [
        one.amount
        for one in intakes
        if one.measure in RECOMMENDED
        and one.amount is not None
        and one.unit == limit.unit
        and (one.authority, stage_of(one)) == (limit.authority, stage_of(limit))
    ]
    return min(own, default=None)


def _within(ratio: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= ratio <= bounds[1]


def _message(amount: Decimal, standard: Decimal, told: str, unit: str) -> str:
    times = f"{amount / standard:,.0f} times" if amount > standard else f"1/{standard / amount:,.0f} of"
    return f"{written(amount, unit)} is {times} {told}. Look at the unit and the decimal point."
