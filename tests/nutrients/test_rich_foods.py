"""The foods richest in a nutrient: ranked by default portion across units and sources, never by what nobody measured."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nutrients.models import Food, FoodProjection, FoodSourceProjection, NutrientProjection
from tests.factories import make_food, make_nutrient, make_reference, make_release, make_release_food
from tests.nutrients.counted import make_b12, rich

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_source() -> None:
    make_reference()


def test_foods_are_ranked_by_their_default_portion_and_those_with_none_stay_out() -> None:
    b12 = make_b12()
    release = make_release()

    def food(name: str, amount: str | None, *portions: tuple[str, str]) -> Food:
        amounts = {} if amount is None else {"418": (amount, "mcg")}
        return make_food(
            name=name,
            sources=[make_release_food(number=name, release=release, amounts=amounts)],
            portions=portions,
            live=True,
        )

    food("Much in 100 g", "10", ("1 pinch", "1"), ("1 kilo", "1000"))
    food("Much in a portion", "2", ("1 plate", "300"))
    food("Zero", "0", ("1 plate", "300"))
    food("Missing", None, ("1 plate", "300"))

    assert rich(b12) == [
        ("Much in a portion", "1 plate", "6 µg", "250%"),
        ("Much in 100 g", "1 pinch", "0.1 µg", "4%"),
    ]
    assert rich(b12, limit=1) == rich(b12)[:1]


def test_foods_are_ranked_across_units_by_the_first_source() -> None:
    b12 = make_b12()
    in_mg = make_release_food(number="1", release=make_release(key="mg"), amounts={"418": ("0.002", "mg")})
    in_mcg = make_release_food(number="2", release=make_release(key="mcg"), amounts={"418": ("1", "mcg")})
    make_food(name="Two", sources=[in_mg, in_mcg], portions=[("100 g", "100")], live=True)
    make_food(name="One", sources=[in_mcg, in_mg], portions=[("100 g", "100")], live=True)

    assert rich(b12) == [("Two", "100 g", "2 µg", "83%"), ("One", "100 g", "1 µg", "42%")]


def test_a_nutrient_without_a_unit_or_a_number_has_no_foods() -> None:
    make_food(sources=[make_release_food(amounts={"418": ("1", "mcg")})], live=True)

    assert rich(make_nutrient(name="Neither", slug="neither", live=True)) == []
    assert rich(make_nutrient(name="No number", slug="no-number", unit="mcg", live=True)) == []


def test_editions_carry_their_projections() -> None:
    make_b12(fdc_id=1178)
    row = make_release_food()
    make_food(sources=[row], live=True)

    assert list(NutrientProjection.objects.values_list("sr_number", "fdc_id", "unit", "daily_value")) == [
        ("418", 1178, "mcg", Decimal("2.4"))
    ]
    assert list(FoodProjection.objects.values_list("portion", "grams")) == [("1 banana", Decimal(118))]
    assert list(FoodSourceProjection.objects.values_list("release_food", "position")) == [(row.pk, 0)]
