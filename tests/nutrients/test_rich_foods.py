"""The foods richest in a nutrient: ranked by default portion across units and sources, never by what nobody measured."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from nutrients.models import Food, FoodProjection, FoodSourceProjection, Nutrient, NutrientProjection
from nutrients.rich_foods import Basis, foods_rich_in
from publishing import clock
from publishing.moment import Moment
from tests.factories import (
    make_food,
    make_nutrient,
    make_reference,
    make_release,
    make_release_food,
    make_user,
    publish,
)
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


def test_what_passes_the_upper_limit_is_told_by_the_form_that_the_limit_counts() -> None:
    vitamin_a = make_b12(name="Vitamin A", slug="a", sr_number="320", daily_value=Decimal(900), live=False)
    vitamin_a.intakes.create(
        group="men", age_from=19, measure="ul", amount=3000, unit="mcg", authority="Board", source="[[ref:rao-2020]]"
    )
    publish([vitamin_a.item], by=make_user())
    release = make_release()
    for name, retinol in (("Liver", "9.4"), ("Carrots", "0"), ("Nobody knows", None)):
        amounts = {"320": ("9.5", "mg")} | ({"319": (retinol, "mg")} if retinol else {})
        source = make_release_food(number=name, release=release, amounts=amounts)
        make_food(name=name, sources=[source], portions=[("1 slice", "68")], live=True)
    zinc = make_b12(name="Zinc", slug="zinc", unit="mg", sr_number="309", live=True)
    moment = Moment(clock.now())

    def passing(nutrient: Nutrient, basis: Basis) -> list[tuple[str, bool]]:
        live = moment.get(nutrient.item_id)
        assert live is not None
        return [(one.title, one.passes_limit) for one in foods_rich_in(live, moment, limit=9, basis=basis)]

    for basis in (Basis.PORTION, Basis.GRAMS):
        assert passing(vitamin_a, basis) == [("Carrots", False), ("Liver", True), ("Nobody knows", False)]
    assert passing(zinc, Basis.PORTION) == []
    page = Client().get("/nutrients/a/").content.decode()
    assert page.count("more than the upper limit a day") == 1
    assert page.index("Liver") < page.index("more than the upper limit a day") < page.index("Nobody knows")


def test_a_food_with_next_to_no_energy_is_published_and_stays_out_of_the_ranking_by_energy() -> None:
    b12 = make_b12()
    amounts = {"418": ("999999999", "mcg"), "208": ("0.00000001", "kcal"), "203": ("999999999", "g")}
    make_food(name="Extract", sources=[make_release_food(amounts=amounts)], portions=[("1 drop", "0.01")], live=True)

    assert rich(b12) == [("Extract", "1 drop", "100000 µg", "4166667%")]
    assert "Extract" not in Client().get("/nutrients/vitamin-b12/foods/100-kcal/").content.decode()


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
