"""Rows of the graph: what the databases and the forms refuse, in words, and what they take."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from nutrients.models import (
    Amount,
    DataRelease,
    FoodProjection,
    Intake,
    NutrientProjection,
    Portion,
    ReleaseFood,
    ReleaseNutrient,
)
from tests.factories import make_food, make_nutrient, make_release, make_release_food

pytestmark = pytest.mark.django_db


def an_intake(**fields: Any) -> Intake:
    nutrient = make_nutrient(unit="mcg")
    row = {
        "group": Intake.Group.MEN,
        "age_from": 14,
        "measure": Intake.Measure.RDA,
        "amount": Decimal("2.4"),
        "unit": "mcg",
    }
    return Intake(nutrient=nutrient, **row | fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"amount": None}, "intake_amount_or_not_established"),
        ({"is_not_established": True}, "intake_amount_or_not_established"),
        ({"amount": Decimal(-1)}, "intake_amount_has_a_unit"),
        ({"unit": ""}, "intake_amount_has_a_unit"),
        ({"age_from": 14, "age_to": 13}, "intake_ages_in_order"),
    ],
)
def test_the_database_refuses_an_intake_that_says_nothing_or_two_things(
    fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        an_intake(**fields).save()


@pytest.mark.parametrize(
    "fields", [{}, {"amount": None, "is_not_established": True, "unit": ""}, {"amount": Decimal(0)}]
)
def test_an_amount_zero_and_not_established_are_each_a_value(fields: dict[str, Any]) -> None:
    intake = an_intake(**fields)

    intake.full_clean()
    intake.save()

    assert Intake.objects.get().amount == fields.get("amount", Decimal("2.4"))


def test_one_authority_says_one_value_for_a_stage() -> None:
    first = an_intake(authority="Board")
    first.save()
    second = Intake(
        nutrient=first.nutrient, group="men", age_from=14, measure="rda", amount=3, unit="mcg", authority="Board"
    )

    with pytest.raises(ValidationError, match="This authority already has a value of this measure for this life stage"):
        second.full_clean()


def test_an_intake_in_another_unit_than_its_nutrient_is_refused_in_words() -> None:
    with pytest.raises(ValidationError) as refused:
        an_intake(unit="mg").full_clean()

    assert refused.value.message_dict == {
        "unit": ["Cobalamin is counted in µg; this intake is in mg. Convert the amount, and choose µg."]
    }


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"daily_value": Decimal(0), "unit": "mcg"}, "nutrient_daily_value_positive"),
        ({"daily_value": Decimal(-1), "unit": "mcg"}, "nutrient_daily_value_positive"),
        ({"daily_value": Decimal("2.4")}, "nutrient_daily_value_has_a_unit"),
    ],
)
def test_a_daily_value_is_more_than_nothing_and_has_a_unit(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_nutrient(**fields)


def test_international_units_are_no_choice_for_a_nutrient() -> None:
    with pytest.raises(ValidationError, match="Value 'iu' is not a valid choice"):
        make_nutrient(unit="iu").full_clean()


@pytest.mark.parametrize("number", ["41", "4180", "418a", "418.123", "٤١٨ "])
def test_a_nutrient_number_has_three_digits(number: str) -> None:
    nutrient = make_nutrient()
    nutrient.sr_number = number

    with pytest.raises(ValidationError) as refused:
        nutrient.full_clean()

    assert "sr_number" in refused.value.message_dict


@pytest.mark.parametrize("grams", ["0", "-1"])
def test_a_portion_weighs_something(grams: str) -> None:
    food = make_food(portions=[])

    with pytest.raises(IntegrityError, match="portion_weighs_something"), transaction.atomic():
        Portion.objects.create(food=food, label="1 cup", grams=Decimal(grams))


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"amount": Decimal(-1)}, "amount_not_negative"),
        ({"amount": Decimal("0.1"), "is_assumed": True}, "amount_assumed_is_zero"),
    ],
)
def test_only_a_zero_is_assumed_and_no_amount_is_below_it(fields: dict[str, Any], constraint: str) -> None:
    food = make_release_food(amounts={"418": ("1", "mcg")})
    other = ReleaseNutrient.objects.create(release=food.release, number="328", name="Vitamin D", unit="mcg")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Amount.objects.create(food=food, nutrient=other, **fields)


def test_a_food_has_one_amount_of_a_nutrient_and_a_release_one_row_of_a_number() -> None:
    food = make_release_food(amounts={"418": ("1", "mcg")})
    nutrient = ReleaseNutrient.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Amount.objects.create(food=food, nutrient=nutrient, amount=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_release_food(number=food.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseNutrient.objects.create(release=food.release, number="418", name="Again", unit="mcg")


def test_a_release_nutrient_needs_one_of_the_two_numbers() -> None:
    with pytest.raises(IntegrityError, match="releasenutrient_has_a_number"), transaction.atomic():
        ReleaseNutrient.objects.create(release=make_release(), name="Unknown", unit="mg")


def test_what_a_release_said_can_never_be_changed() -> None:
    source = make_release_food(amounts={"418": ("1", "mcg")})
    make_nutrient(name="B12", unit="mcg", sr_number="418", live=True)
    make_food(sources=[source], live=True)

    frozen: list[tuple[Any, dict[str, Any]]] = [
        (DataRelease, {"licence": "changed"}),
        (ReleaseFood, {"description": "changed"}),
        (ReleaseNutrient, {"unit": "mg"}),
        (Amount, {"amount": 2}),
        (NutrientProjection, {"daily_value": 2}),
        (FoodProjection, {"grams": 2}),
    ]
    for model, change in frozen:
        with pytest.raises(IntegrityError, match=f"{model._meta.model_name}_frozen"), transaction.atomic():
            model.objects.update(**change)


def test_a_row_that_a_food_reads_can_not_be_deleted() -> None:
    source = make_release_food()
    make_food(sources=[source])

    with pytest.raises(ProtectedError):
        source.delete()


def test_exact_amounts_stay_exact() -> None:
    food = make_release_food(amounts={"418": ("0.000001", "mcg"), "306": ("12345678.123456", "mg")})

    assert set(food.amounts.values_list("amount", flat=True)) == {Decimal("0.000001"), Decimal("12345678.123456")}
