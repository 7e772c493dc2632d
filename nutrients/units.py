"""Units of what nutrients are counted in, and how amounts are written. Refuses to turn what it can't into something.

International units stand for another mass with each substance and form, so no amount in IU becomes a mass here.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.html import escape

from references.unbroken import unbroken


class Unit(TextChoices):
    MCG = "mcg", "µg"
    MG = "mg", "mg"
    G = "g", "g"
    KCAL = "kcal", "kcal"
    KJ = "kj", "kJ"
    IU = "iu", "IU"


# What editors may choose: a nutrient is counted in mass, energy in kilocalories.
EDITORS_UNITS = [(unit.value, unit.label) for unit in (Unit.MCG, Unit.MG, Unit.G, Unit.KCAL)]
IN_MCG = {Unit.MCG: Decimal(1), Unit.MG: Decimal(1000), Unit.G: Decimal(1_000_000)}


class AmountText(str):
    """Words with amounts in them. In HTML no line ends between a number and its unit; anywhere else the space is plain."""

    __slots__ = ()

    def __html__(self) -> str:
        return unbroken(escape(str(self)))


class MixedUnits(ValueError):
    """Two units of which neither can be told in the other."""

    def __init__(self, unit: str, to: str) -> None:
        super().__init__(
            f"An amount in {Unit(unit).label} can't be told in {Unit(to).label}. "
            "Expected both to be masses (µg, mg, g), or the same unit."
        )


def factor(unit: str, *, to: str) -> Decimal:
    """By what an amount in one unit is multiplied to be in the other. Raises MixedUnits."""
    if unit == to:
        return Decimal(1)
    masses = {str(mass): size for mass, size in IN_MCG.items()}
    if unit not in masses or to not in masses:
        raise MixedUnits(unit, to)
    return masses[unit] / masses[to]


def convertible(to: str) -> list[str]:
    """The units whose amounts can be told in this one."""
    return [str(mass) for mass in IN_MCG] if to in {str(mass) for mass in IN_MCG} else [str(to)]


def shortest(number: Decimal) -> Decimal:
    """The same number in its one shortest form: no exponent, no zeros at the end. Equal numbers give equal text."""
    return Decimal(format(number.normalize(), "f"))


def written(amount: Decimal, unit: str = "") -> AmountText:
    """An exact amount as readers see it: 1300 mg."""
    return AmountText(f"{shortest(amount)} {Unit(unit).label}" if unit else shortest(amount))


def rounded(amount: Decimal) -> Decimal:
    """A computed amount to three figures; whole numbers stay whole, and nothing but zero becomes zero."""
    if not amount:
        return Decimal(0)
    places = max(0, 2 - amount.adjusted())
    return shortest(amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
