"""Figures of foods, against cases worked by hand; what nobody measured stays apart from what is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nutrients.food_figures import Counted, Figure, Measured, Source, figures, share, shown_percent
from nutrients.units import MixedUnits

SOURCE = Source(release="Example tables", released_on=date(2026, 1, 2), number="9040", description="Bananas, raw")
B12 = Counted(title="Vitamin B12", path="/nutrients/vitamin-b12/", unit="mcg", daily_value=Decimal("2.4"))
POTASSIUM = Counted(title="Potassium", path="/nutrients/potassium/", unit="mg", daily_value=Decimal(4700))
OMEGA = Counted(title="Omega-3", path="/nutrients/omega-3/", unit="g")


def measured(amount: str, unit: str, *, is_assumed: bool = False) -> Measured:
    return Measured(amount=Decimal(amount), unit=unit, is_assumed=is_assumed, source=SOURCE)


def figure(nutrient: Counted, found: Measured | None, grams: str = "118") -> Figure:
    return Figure(nutrient=nutrient, measured=found, grams=Decimal(grams))


def test_a_medium_banana_holds_nine_percent_of_the_potassium() -> None:
    # 358 mg in 100 g, 118 g: 358 x 1.18 = 422.44 mg; of 4700 mg that is 8.988 %.
    banana = figure(POTASSIUM, measured("358", "mg"))

    assert banana.per_portion == Decimal("422.44")
    assert banana.percent is not None
    assert round(banana.percent, 3) == Decimal("8.988")
    assert (banana.shown_portion, banana.shown_percent) == ("422 mg", "9%")
    assert (banana.shown_100g, banana.shown_percent_100g) == ("358 mg", "8%")


def test_a_release_may_count_in_another_mass_than_the_nutrient() -> None:
    # 0.358 g are 358 mg.
    assert figure(POTASSIUM, measured("0.358", "g")).per_100g == Decimal("358")
    assert figure(B12, measured("0.0024", "mg"), grams="100").percent == Decimal(100)


def test_an_amount_in_international_units_never_becomes_a_mass() -> None:
    with pytest.raises(MixedUnits):
        _ = figure(B12, measured("40", "iu")).per_100g


@pytest.mark.parametrize(
    ("found", "state", "shown", "percent"),
    [
        (None, "missing", "not measured", ""),
        (measured("0", "mcg"), "zero", "0 µg", "0%"),
        (measured("0", "mcg", is_assumed=True), "assumed-zero", "0 µg", "0%"),
        (measured("0.001", "mcg"), "measured", "0.00118 µg", "under 1%"),
    ],
)
def test_missing_assumed_zero_zero_and_a_trace_are_four_things(
    found: Measured | None, state: str, shown: str, percent: str
) -> None:
    told = figure(B12, found)

    assert (told.state, told.shown_portion, told.shown_percent) == (state, shown, percent)


def test_without_a_daily_value_there_is_an_amount_and_no_share() -> None:
    told = figure(OMEGA, measured("1.5", "g"), grams="200")

    assert (told.shown_portion, told.percent, told.shown_percent) == ("3 g", None, "")


@pytest.mark.parametrize(
    ("amount", "daily_value", "expected"),
    [(None, "2.4", None), ("1.2", None, None), ("1.2", "2.4", "50"), ("0", "2.4", "0")],
)
def test_a_share_needs_an_amount_and_a_daily_value(
    amount: str | None, daily_value: str | None, expected: str | None
) -> None:
    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    assert share(number(amount), number(daily_value)) == number(expected)


@pytest.mark.parametrize(
    ("percent", "shown"), [("0.4999", "under 1%"), ("0.5", "1%"), ("12.5", "13%"), ("99.5", "100%"), ("323", "323%")]
)
def test_percents_are_whole_and_halves_go_up(percent: str, shown: str) -> None:
    assert shown_percent(Decimal(percent)) == shown


def test_the_highest_share_comes_first_and_what_nobody_measured_last() -> None:
    iron = Counted(title="iron", path="/nutrients/iron/", unit="mg", daily_value=Decimal(18))
    zinc = Counted(title="Zinc", path="/nutrients/zinc/", unit="mg", daily_value=Decimal(11))
    found = [
        (zinc, None),
        (OMEGA, measured("1", "g")),
        (POTASSIUM, measured("358", "mg")),
        (iron, None),
        (B12, measured("2", "mcg")),
    ]

    assert [told.nutrient.title for told in figures(found, grams=Decimal(100))] == [
        "Vitamin B12",
        "Potassium",
        "Omega-3",
        "iron",
        "Zinc",
    ]
