"""How much of each nutrient a food holds, computed from amounts per 100 g. Pure: plain data in, plain data out.

Missing is not zero: what nobody measured has no amount, no share of the daily value and no place in a ranking.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from nutrients.units import AmountText, factor, rounded, shortest, written

HUNDRED = Decimal(100)
TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A nutrient that foods are asked for: what it is counted in, and its daily value."""

    title: str
    path: str
    unit: str
    daily_value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """A row of a data release, as its authority names it."""

    release: str
    released_on: date
    number: str
    description: str
    key: str = ""
    """Of the release."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """An amount per 100 g as a data release gives it, and where it stands there."""

    amount: Decimal
    unit: str
    is_assumed: bool
    source: Source
    derivation: str = ""
    data_points: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One nutrient of a food, exact, in the nutrient's unit. `measured` is None where nobody measured it."""

    nutrient: Counted
    measured: Measured | None
    grams: Decimal

    @property
    def per_100g(self) -> Decimal | None:
        if self.measured is None:
            return None
        return self.measured.amount * factor(self.measured.unit, to=self.nutrient.unit)

    @property
    def per_portion(self) -> Decimal | None:
        return None if self.per_100g is None else self.per_100g * self.grams / HUNDRED

    @property
    def percent_per_100g(self) -> Decimal | None:
        return share(self.per_100g, self.nutrient.daily_value)

    @property
    def percent(self) -> Decimal | None:
        """The portion's share of the daily value, in percent."""
        return share(self.per_portion, self.nutrient.daily_value)

    @property
    def state(self) -> str:
        """measured, zero (looked for, none found), assumed-zero (not looked for, none expected), or missing."""
        if self.measured is None:
            return "missing"
        if self.measured.amount:
            return "measured"
        return "assumed-zero" if self.measured.is_assumed else "zero"

    @property
    def shown_portion(self) -> str:
        return self._shown(self.per_portion)

    @property
    def shown_100g(self) -> str:
        return self._shown(self.per_100g)

    @property
    def shown_percent(self) -> str:
        return shown_percent(self.percent)

    @property
    def shown_percent_100g(self) -> str:
        return shown_percent(self.percent_per_100g)

    @property
    def worked(self) -> str:
        """How the portion's figures come from the release's amount, step by step and exact; empty for what is missing."""
        if self.measured is None or self.per_100g is None or self.per_portion is None:
            return ""
        unit = self.nutrient.unit
        given = written(self.measured.amount, self.measured.unit)
        told = "" if self.measured.unit == unit else f" = {written(self.per_100g, unit)}"
        steps = f"{given}{told} in 100 g {TIMES} {shortest(self.grams)} g ÷ 100 g = {written(exact(self.per_portion), unit)}"
        if self.percent is None or self.nutrient.daily_value is None:
            return AmountText(steps)
        whole = written(self.nutrient.daily_value, unit)
        return AmountText(f"{steps}; ÷ {whole} {TIMES} 100 = {exact(self.percent)}% of the daily value")

    def _shown(self, amount: Decimal | None) -> str:
        return "not measured" if amount is None else written(rounded(amount), self.nutrient.unit)


def releases_of(figures: Iterable[Figure]) -> list[tuple[str, date]]:
    """The data releases that any of the figures is from, each once, with its day."""
    sources = [figure.measured.source for figure in figures if figure.measured is not None]
    return list(dict.fromkeys((source.release, source.released_on) for source in sources))


def exact(number: Decimal) -> Decimal:
    """As it was computed, to six figures at most: enough to check a sum by hand."""
    return shortest(Decimal(f"{number:.6g}"))


def share(amount: Decimal | None, daily_value: Decimal | None) -> Decimal | None:
    """The amount in percent of the daily value; None where either is unknown."""
    if amount is None or not daily_value:
        return None
    return amount / daily_value * HUNDRED


def shown_percent(percent: Decimal | None) -> str:
    """Whole percents; empty where there is none to tell. Less than half of one is not none."""
    if percent is None:
        return ""
    whole = percent.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return "under 1%" if percent and not whole else f"{whole}%"


def figures(found: Iterable[tuple[Counted, Measured | None]], *, grams: Decimal) -> list[Figure]:
    """Highest share of the daily value first, then what has no daily value, then what nobody measured; each by name."""
    unsorted = [Figure(nutrient=nutrient, measured=measured, grams=grams) for nutrient, measured in found]
    return sorted(unsorted, key=_order)


def _order(figure: Figure) -> tuple[int, Decimal, str]:
    title = figure.nutrient.title.casefold()
    if figure.measured is None:
        return 2, Decimal(0), title
    return (1, Decimal(0), title) if figure.percent is None else (0, -figure.percent, title)
