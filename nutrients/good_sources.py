"""What a food is a good source of, or high in, by the thresholds of US food labels (21 CFR 101.54(b) and (c)). Pure.

The thresholds are of the reference amount, the amount customarily eaten at one occasion (21 CFR 101.12). Where nobody looked
that up, the portion stands for it, and whoever shows the result must say so. They bind labels, not guides: here they order figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from nutrients.food_figures import Figure, share

GOOD, HIGH = Decimal(10), Decimal(20)


class Rank(Enum):
    HIGH = "High in"
    GOOD = "Good source of"


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What the food is high in, and a good source of, the most first, judged before any rounding."""

    high: Sequence[Figure]
    good: Sequence[Figure]
    grams: Decimal
    is_reference_amount: bool

    @property
    def ranked(self) -> list[tuple[str, Sequence[Figure]]]:
        return [(Rank.HIGH.value, self.high), (Rank.GOOD.value, self.good)]

    def __bool__(self) -> bool:
        return bool(self.high or self.good)


def rank_of(percent: Decimal | None) -> Rank | None:
    """From 20% of the daily value high, from 10% good; a share that only rounds to 10% is neither."""
    if percent is None or percent < GOOD:
        return None
    return Rank.HIGH if percent >= HIGH else Rank.GOOD


def good_sources(figures: Iterable[Figure], *, reference_grams: Decimal | None, portion_grams: Decimal) -> Sources:
    """By the reference amount where it is known, else by the portion."""
    grams = portion_grams if reference_grams is None else reference_grams
    judged = [(share_in(figure, grams), figure) for figure in figures]
    ranked = sorted(
        ((percent, figure) for percent, figure in judged if percent is not None),
        key=lambda one: (-one[0], one[1].nutrient.title.casefold()),
    )
    return Sources(
        high=[figure for percent, figure in ranked if rank_of(percent) is Rank.HIGH],
        good=[figure for percent, figure in ranked if rank_of(percent) is Rank.GOOD],
        grams=grams,
        is_reference_amount=reference_grams is not None,
    )


def share_in(figure: Figure, grams: Decimal) -> Decimal | None:
    """Percent of the daily value in so many grams of the figure's food."""
    per_100g = figure.per_100g
    return None if per_100g is None else share(per_100g * grams / 100, figure.nutrient.daily_value)
