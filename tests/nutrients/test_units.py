"""Units: masses turn into each other exactly, anything else is refused; how amounts are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.html import conditional_escape

from nutrients.units import AmountText, MixedUnits, Unit, convertible, factor, rounded, shortest, written


@pytest.mark.parametrize(
    ("unit", "to", "expected"),
    [
        ("mg", "mcg", "1000"),
        ("mcg", "mg", "0.001"),
        ("g", "mcg", "1000000"),
        ("mg", "g", "0.001"),
        ("mcg", "mcg", "1"),
        ("iu", "iu", "1"),
        ("kcal", "kcal", "1"),
    ],
)
def test_a_mass_is_told_in_another_and_anything_in_itself(unit: str, to: str, expected: str) -> None:
    assert factor(unit, to=to) == Decimal(expected)


@pytest.mark.parametrize(("unit", "to"), [("iu", "mcg"), ("mcg", "iu"), ("kcal", "g"), ("kj", "kcal"), ("g", "kj")])
def test_units_of_different_kinds_are_not_mixed(unit: str, to: str) -> None:
    with pytest.raises(MixedUnits, match=f"An amount in {Unit(unit).label} can't be told in {Unit(to).label}"):
        factor(unit, to=to)


def test_what_can_be_told_in_a_unit() -> None:
    assert convertible("mg") == ["mcg", "mg", "g"]
    assert convertible("kcal") == ["kcal"]
    assert convertible("iu") == ["iu"]


@pytest.mark.parametrize(
    ("number", "text"), [("2.40", "2.4"), ("1300", "1300"), ("1E+3", "1000"), ("0.000", "0"), ("0.0500", "0.05")]
)
def test_equal_numbers_have_one_text(number: str, text: str) -> None:
    assert str(shortest(Decimal(number))) == text


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "0"),
        ("0.00004", "0.00004"),
        ("0.12345", "0.123"),
        ("2.4449", "2.44"),
        ("9.996", "10"),
        ("23.45", "23.5"),
        ("254.4", "254"),
        ("1333.5", "1334"),
    ],
)
def test_a_computed_amount_has_three_figures_and_never_becomes_nothing(amount: str, expected: str) -> None:
    assert str(rounded(Decimal(amount))) == expected


def test_an_amount_is_written_with_its_unit() -> None:
    assert [written(Decimal("2.40"), "mcg"), written(Decimal("1300"), "mg"), written(Decimal(3))] == [
        "2.4 µg",
        "1300 mg",
        "3",
    ]


def test_in_html_no_line_ends_between_a_number_and_its_unit() -> None:
    amount = written(Decimal("2.4"), "mcg")
    words = AmountText("18 mg a day & 100 g, 2 grams, 3 mgs")

    assert str(amount) == amount == "2.4 µg"
    assert conditional_escape(amount) == "2.4\N{NO-BREAK SPACE}µg"
    assert conditional_escape(words) == "18\N{NO-BREAK SPACE}mg a day &amp; 100\N{NO-BREAK SPACE}g, 2 grams, 3 mgs"
