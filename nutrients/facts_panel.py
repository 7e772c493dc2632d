"""The nutrition facts of a food, in the order and rounding of a US label. Pure; what nobody measured is a line without a figure.

Daily values are those of 21 CFR 101.9(c)(8)(iv) and (c)(9). Protein has a daily value but no share: a label may state one only
after correcting it for quality (101.9(c)(7)), which tables of foods don't tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nutrients import label_rounding as label
from nutrients.food_amounts import energy
from nutrients.food_figures import HUNDRED, Measured, share
from nutrients.units import Unit, factor

Rounding = Callable[[Decimal], str]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A line of every label: under which number USDA counts it, and how deep it stands below another."""

    name: str
    number: str
    unit: str
    rounding: Rounding | None = None
    daily_value: Decimal | None = None
    depth: int = 0
    is_micronutrient: bool = False


LINES = (
    Wanted(name="Total fat", number="204", unit="g", rounding=label.fat, daily_value=Decimal(78)),
    Wanted(name="Saturated fat", number="606", unit="g", rounding=label.fat, daily_value=Decimal(20), depth=1),
    Wanted(name="Trans fat", number="605", unit="g", rounding=label.fat, depth=1),
    Wanted(name="Cholesterol", number="601", unit="mg", rounding=label.cholesterol, daily_value=Decimal(300)),
    Wanted(name="Sodium", number="307", unit="mg", rounding=label.sodium, daily_value=Decimal(2300)),
    Wanted(name="Total carbohydrate", number="205", unit="g", rounding=label.carbohydrate, daily_value=Decimal(275)),
    Wanted(name="Dietary fibre", number="291", unit="g", rounding=label.carbohydrate, daily_value=Decimal(28), depth=1),
    Wanted(name="Total sugars", number="269", unit="g", rounding=label.carbohydrate, depth=1),
    Wanted(name="Protein", number="203", unit="g", rounding=label.carbohydrate),
    Wanted(name="Vitamin D", number="328", unit="mcg", daily_value=Decimal(20), is_micronutrient=True),
    Wanted(name="Calcium", number="301", unit="mg", daily_value=Decimal(1300), is_micronutrient=True),
    Wanted(name="Iron", number="303", unit="mg", daily_value=Decimal(18), is_micronutrient=True),
    Wanted(name="Potassium", number="306", unit="mg", daily_value=Decimal(4700), is_micronutrient=True),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """`amount` and `percent` are texts; both empty where nobody measured it, the latter also without a daily value."""

    name: str
    amount: str
    percent: str
    depth: int
    is_micronutrient: bool


@dataclass(frozen=True, kw_only=True)
class FactsPanel:
    """`calories` is empty where nobody measured the energy."""

    calories: str
    lines: Sequence[Line]

    @property
    def is_worth_showing(self) -> bool:
        return bool(self.calories or any(line.amount for line in self.lines))

    @property
    def is_incomplete(self) -> bool:
        return not self.calories or any(not line.amount for line in self.lines)


def facts_panel(found: Mapping[str, Measured], *, grams: Decimal) -> FactsPanel:
    """`found` has by USDA's number what 100 g hold; the panel is of so many grams."""
    kcal = energy({number: one.amount for number, one in found.items() if one.unit == Unit.KCAL})
    return FactsPanel(
        calories="" if kcal is None else label.calories(kcal * grams / HUNDRED),
        lines=[_line(wanted, found.get(wanted.number), grams) for wanted in LINES],
    )


def _line(wanted: Wanted, measured: Measured | None, grams: Decimal) -> Line:
    amount, percent = "", ""
    if measured is not None:
        exact = measured.amount * factor(measured.unit, to=wanted.unit) * grams / HUNDRED
        of_a_day = share(exact, wanted.daily_value)
        if wanted.daily_value is not None and wanted.is_micronutrient:
            amount = label.micronutrient(exact, wanted.unit, daily_value=wanted.daily_value)
        elif wanted.rounding is not None:
            amount = wanted.rounding(exact)
        if of_a_day is not None:
            percent = (
                label.micronutrient_percent(of_a_day) if wanted.is_micronutrient else label.whole_percent(of_a_day)
            )
    return Line(
        name=wanted.name,
        amount=amount,
        percent=percent,
        depth=wanted.depth,
        is_micronutrient=wanted.is_micronutrient,
    )
