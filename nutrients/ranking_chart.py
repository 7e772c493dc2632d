"""A ranking of foods as a bar chart: how long each bar is, and what stands beside it in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nutrients.rich_foods import Basis, RichFood
from nutrients.units import rounded, written

HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`length` is of 100. With a daily value that is the whole; without one the longest bar is."""

    food: RichFood
    of_how_much: str
    length: Decimal


@dataclass(frozen=True, kw_only=True)
class BasisLink:
    label: str
    path: str
    is_shown: bool


def chart(foods: Sequence[RichFood], *, basis: Basis) -> list[Bar]:
    most = max((food.figure.per_portion or Decimal(0) for food in foods), default=Decimal(0))
    return [
        Bar(
            food=food,
            of_how_much=of_how_much(portion=food.portion, grams=food.grams, basis=basis),
            length=_length(food, most=most),
        )
        for food in foods
    ]


def of_how_much(*, portion: str, grams: Decimal, basis: Basis) -> str:
    weight = written(rounded(grams))
    if basis is Basis.PORTION:
        return f"{portion} ({weight}\N{NO-BREAK SPACE}g)"
    return "100\N{NO-BREAK SPACE}g" if basis is Basis.GRAMS else f"100 kcal ({weight}\N{NO-BREAK SPACE}g)"


def _length(food: RichFood, *, most: Decimal) -> Decimal:
    if food.figure.percent is not None:
        return food.figure.percent
    return (food.figure.per_portion or Decimal(0)) / most * HUNDRED if most else Decimal(0)


def bases(nutrient_path: str, shown: Basis) -> list[BasisLink]:
    """The ways to rank, each with its address: by portion has the shortest."""
    return [
        BasisLink(
            label=f"In {basis.label}",
            path=f"{nutrient_path}foods/" + ("" if basis is Basis.PORTION else f"{basis.value}/"),
            is_shown=basis is shown,
        )
        for basis in Basis
    ]
