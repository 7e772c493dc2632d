"""Rows that foods are ranked and chosen by: from the first source that measured, in one unit, and none for what is missing."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from nutrients.food_amounts import energy
from nutrients.models import FoodAmountProjection
from nutrients.rich_foods import Basis, foods_rich_in
from publishing import clock
from publishing.moment import Moment
from tests.factories import make_food, make_reference, make_release, make_release_food
from tests.nutrients.counted import make_b12

Row = tuple[str, str, Decimal, Decimal, Decimal | None]


def rows() -> list[Row]:
    shown = ("nutrient", "unit", "per_portion", "per_100g", "per_100kcal")
    return list(FoodAmountProjection.objects.order_by("nutrient").values_list(*shown))


@pytest.mark.parametrize(
    ("kcal", "expected"),
    [({"208": "50", "957": "48"}, "50"), ({"957": "48", "958": "47"}, "47"), ({"957": "48"}, "48"), ({}, None)],
)
def test_energy_is_that_of_the_number_to_trust_most(kcal: dict[str, str], expected: str | None) -> None:
    found = energy({number: Decimal(amount) for number, amount in kcal.items()})

    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.django_db
def test_each_nutrient_has_one_row_from_the_first_source_in_micrograms() -> None:
    # 200 g at 50 kcal in 100 g: 100 kcal are 200 g, so in this food a portion and 100 kcal are the same.
    newer, older = make_release(key="newer"), make_release(key="older")
    first = make_release_food(number="1", release=newer, amounts={"303": ("2", "mg"), "208": ("50", "kcal")})
    second = make_release_food(number="2", release=older, amounts={"303": ("9", "mg"), "418": ("0.5", "mcg")})
    make_food(sources=[first, second], portions=[("1 plate", "200")], live=True)

    assert rows() == [
        ("208", "kcal", Decimal(100), Decimal(50), Decimal(100)),
        ("303", "mcg", Decimal(4000), Decimal(2000), Decimal(4000)),
        ("418", "mcg", Decimal(1), Decimal("0.5"), Decimal(1)),
    ]


@pytest.mark.django_db
def test_without_energy_there_is_no_amount_in_100_kcal_and_no_mass_in_international_units() -> None:
    source = make_release_food(amounts={"318": ("40", "iu"), "418": ("2", "mcg"), "208": ("0", "kcal")})
    make_food(sources=[source], portions=[("1 cup", "100")], live=True)

    assert rows() == [
        ("208", "kcal", Decimal(0), Decimal(0), None),
        ("418", "mcg", Decimal(2), Decimal(2), None),
    ]


@pytest.mark.django_db
def test_a_release_that_knows_only_the_id_speaks_of_the_same_nutrient() -> None:
    make_reference()
    by_id = make_release_food(number="2", release=make_release(key="by-id"))
    nutrient = by_id.release.nutrients.create(number="", fdc_id=1178, name="Vitamin B-12", unit="mcg")
    by_id.amounts.create(nutrient=nutrient, amount=Decimal(3))
    make_food(sources=[by_id], portions=[("1 cup", "100")], live=True)

    assert [row[0] for row in rows()] == ["id 1178"]
    assert ranked(make_b12(sr_number="", fdc_id=1178)) == [("Bananas", "3 µg")]


@pytest.mark.django_db
def test_a_nutrient_known_by_its_id_finds_what_a_release_gives_by_number() -> None:
    make_reference()
    row = make_release_food()
    nutrient = row.release.nutrients.create(number="418", fdc_id=1178, name="Vitamin B-12", unit="mcg")
    row.amounts.create(nutrient=nutrient, amount=Decimal(3))
    make_food(sources=[row], portions=[("1 cup", "100")], live=True)

    assert [row[0] for row in rows()] == ["418"]
    assert ranked(make_b12(sr_number="", fdc_id=1178)) == [("Bananas", "3 µg")]


@pytest.mark.django_db
def test_foods_are_ranked_in_a_portion_in_100_g_and_in_100_kcal() -> None:
    make_reference()
    b12, release = make_b12(), make_release()

    def food(name: str, *, b12: str, kcal: str, grams: str) -> None:
        amounts = {"418": (b12, "mcg"), "208": (kcal, "kcal")}
        source = make_release_food(number=name, release=release, amounts=amounts)
        make_food(name=name, sources=[source], portions=[("1 plate", grams)], live=True)

    food("Dense", b12="10", kcal="500", grams="5")  # 0.5 in the portion, 2 in 100 kcal
    food("Light", b12="2", kcal="25", grams="20")  # 0.4 in the portion, 8 in 100 kcal
    food("Heavy", b12="1", kcal="50", grams="300")  # 3 in the portion, 2 in 100 kcal
    food("Salt", b12="4", kcal="0", grams="1")  # 0.04 in the portion, and no 100 kcal of it

    assert ranked(b12) == [("Heavy", "3 µg"), ("Dense", "0.5 µg"), ("Light", "0.4 µg"), ("Salt", "0.04 µg")]
    assert ranked(b12, Basis.GRAMS) == [("Dense", "10 µg"), ("Salt", "4 µg"), ("Light", "2 µg"), ("Heavy", "1 µg")]
    assert ranked(b12, Basis.ENERGY) == [("Light", "8 µg"), ("Dense", "2 µg"), ("Heavy", "2 µg")]


def ranked(nutrient: object, basis: Basis = Basis.PORTION) -> list[tuple[str, str]]:
    moment = Moment(clock.now())
    live = moment.get(nutrient.item_id)  # type: ignore[attr-defined]
    assert live is not None
    return [(food.title, food.figure.shown_portion) for food in foods_rich_in(live, moment, limit=9, basis=basis)]


@pytest.mark.django_db
def test_foods_that_went_out_before_get_the_very_rows_that_publishing_writes() -> None:
    source = make_release_food(amounts={"303": ("2", "mg"), "318": ("40", "iu"), "208": ("52", "kcal")})
    make_food(sources=[source], live=True)
    published = rows()
    FoodAmountProjection.objects.all().delete()
    migration = import_module("nutrients.migrations.0013_amounts_of_live_foods")

    for _ in range(2):
        migration.project(apps, connection.schema_editor())
        assert rows() == published
