"""Which form of a nutrient an upper limit counts, and whether a portion of food goes beyond it. Pure.

By the Dietary Reference Intakes of the US National Academies: for vitamin A only retinol counts, for folate only folic acid;
for magnesium, niacin and vitamin E only what is added or taken as a supplement, which tables of foods don't tell, so no food is
ever judged by those. Where no limit is set there is nothing to compare with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from nutrients.food_figures import HUNDRED, Counted, Measured
from nutrients.units import factor, rounded, written

# By USDA's numbers: the nutrient, and the form of it that its limit counts.
COUNTS = {
    "320": "319",  # vitamin A: retinol
    "435": "431",  # folate: folic acid
    "417": "431",
    # All that is eaten, drunk and swallowed.
    **{
        number: number
        for number in ("301", "303", "305", "309", "312", "315", "316", "317", "328", "401", "415", "421")
    },
}
IN_WORDS = {"319": "retinol", "431": "folic acid"}


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """A portion that holds more than the upper limit for adults of a day."""

    nutrient: Counted
    form: str
    """What of the nutrient was counted, in words; empty where it is all of it."""
    amount: str
    limit: str


def counted_form(number: str) -> str:
    """USDA's number of the form that the limit of this nutrient counts; empty where no food can be judged."""
    return COUNTS.get(number, "")


def beyond(
    nutrient: Counted, *, number: str, limit: Decimal | None, found: Mapping[str, Measured], grams: Decimal
) -> Beyond | None:
    """`limit` is that of adults in the nutrient's unit; `found` has by number what 100 g hold."""
    form = counted_form(number)
    measured = found.get(form)
    if limit is None or measured is None:
        return None
    amount = measured.amount * factor(measured.unit, to=nutrient.unit) * grams / HUNDRED
    if amount <= limit:
        return None
    return Beyond(
        nutrient=nutrient,
        form=IN_WORDS.get(form, ""),
        amount=written(rounded(amount), nutrient.unit),
        limit=written(limit, nutrient.unit),
    )
