"""What every layout of a data release is read into, and which layout lies in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nutrients.data_releases import FoodRow, NutrientRow, ReleaseHead
from nutrients.food_import.tables import Report


class AmountLine(NamedTuple):
    """An amount by the places of its food and its nutrient in their lists, its number still in digits."""

    line: int
    food: int
    nutrient: int
    amount: str
    is_assumed: bool
    derivation: str
    data_points: int | None


class PortionLine(NamedTuple):
    food: int
    order: int
    label: str
    grams: Decimal


@dataclass(frozen=True, kw_only=True)
class ReleaseSet:
    """A release as it lies in its files: its foods and nutrients in memory, its amounts to be read as often as asked."""

    head: ReleaseHead
    nutrients: Sequence[NutrientRow]
    foods: Sequence[FoodRow]
    portions: Sequence[PortionLine]
    amounts: Callable[[Report], Iterator[AmountLine]]
    amounts_file: str
