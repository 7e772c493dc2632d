"""Foods from draft to page: which amounts are read, when, and what readers see where there are none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from nutrients.documents import FoodDocument, SourceFood
from nutrients.food_kind import FoodKind, UnknownSourceFood
from nutrients.models import Food, Nutrient, Symptom
from publishing import clock
from publishing.candidates import candidate
from publishing.images import accept
from publishing.pages import page
from publishing.problems import moment_after
from publishing.workflow import withdraw
from tests.factories import (
    edit,
    make_food,
    make_nutrient,
    make_reference,
    make_release,
    make_release_food,
    make_symptom,
    make_user,
    publish,
)
from tests.nutrients.counted import make_b12, rich, told
from tests.publishing.sample_images import jpeg, upload
from tests.publishing.timeline import DAY, T

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def a_source() -> None:
    make_reference()


# --- Reading amounts ----------------------------------------------------------------------------------------------


def test_each_amount_comes_from_the_first_source_that_has_it() -> None:
    make_b12()
    make_nutrient(name="Iron", slug="iron", unit="mg", sr_number="303", live=True)
    make_nutrient(name="Zinc", slug="zinc", unit="mg", sr_number="309", live=True)
    older, newer = make_release(key="older", title="Older tables"), make_release(key="newer", title="Newer tables")
    first = make_release_food(number="1", release=newer, amounts={"418": ("1.2", "mcg")})
    second = make_release_food(number="2", release=older, amounts={"418": ("9", "mcg"), "303": ("2", "mg")})

    food = make_food(sources=[first, second], portions=[("1 cup", "100")], live=True)

    context = page(food.item, clock.now()).context
    assert told(food) == {
        "Vitamin B12": ("measured", "1.2 µg", "50%"),
        "Iron": ("measured", "2 mg", ""),
        "Zinc": ("missing", "not measured", ""),
    }
    assert [(source.release, source.number) for source in context["data_sources"]] == [
        ("Newer tables", "1"),
        ("Older tables", "2"),
    ]


def test_an_amount_in_units_that_can_not_be_told_is_passed_over() -> None:
    make_b12(name="Vitamin D", slug="vitamin-d", sr_number="328", daily_value=Decimal(20))
    in_iu = make_release_food(number="1", release=make_release(key="iu"), amounts={"328": ("40", "iu")})
    in_mg = make_release_food(number="2", release=make_release(key="mass"), amounts={"328": ("0.001", "mg")})

    food = make_food(sources=[in_iu, in_mg], portions=[("1 cup", "100")], live=True)

    assert told(food) == {"Vitamin D": ("measured", "1 µg", "5%")}


def test_missing_assumed_zero_and_zero_are_three_things() -> None:
    make_b12()
    missing = make_release_food(number="1")
    assumed = make_release_food(number="2", amounts={"418": ("0", "mcg")}, assumed=["418"])
    zero = make_release_food(number="3", amounts={"418": ("0", "mcg")})

    foods = [make_food(name=f"Food {row.number}", sources=[row], live=True) for row in (missing, assumed, zero)]

    assert [told(food)["Vitamin B12"][0] for food in foods] == ["missing", "assumed-zero", "zero"]


def test_the_fdc_id_finds_what_has_no_number() -> None:
    make_b12(sr_number="", fdc_id=1178)
    row = make_release_food(amounts={"999": ("5", "mcg")})
    other = row.release.nutrients.create(number="", fdc_id=1178, name="Vitamin B-12", unit="mcg")
    row.amounts.create(nutrient=other, amount=Decimal("2.4"))

    assert told(make_food(sources=[row], portions=[("1 cup", "100")], live=True)) == {
        "Vitamin B12": ("measured", "2.4 µg", "100%")
    }


def test_a_food_with_all_amounts_missing_says_so_and_shows_no_empty_table() -> None:
    make_b12()
    food = make_food(sources=[make_release_food()], live=True)

    html = Client().get("/foods/bananas/").content.decode()

    assert told(food) == {"Vitamin B12": ("missing", "not measured", "")}
    assert "<table" not in html
    assert "Not measured, which does not mean none" in html


def test_a_food_of_a_guide_without_nutrients_has_a_page_without_figures() -> None:
    make_food(sources=[make_release_food(amounts={"418": ("1", "mcg")})], live=True)

    response = Client().get("/foods/bananas/")

    assert response.status_code == 200
    assert "part-nutrients" not in response.content.decode()


def test_a_food_without_an_edition_has_no_page() -> None:
    make_food(sources=[make_release_food()])

    assert Client().get("/foods/bananas/").status_code == 404


# --- Time ---------------------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_editions_that_are_live_at_the_moment() -> None:
    poor = make_release_food(number="1", amounts={"418": ("0.6", "mcg")})
    rich_row = make_release_food(number="2", amounts={"418": ("1.2", "mcg")})
    b12, food = make_b12(live=False), make_food(sources=[poor], portions=[("1 cup", "100")])
    with clock.at(T):
        publish([b12.item, food.item], by=make_user())
    food.sources.update(release_food=rich_row)
    edit(food)
    edit(b12, daily_value=Decimal("1.2"))
    with clock.at(T + DAY):
        publish([food.item], by=make_user())
    with clock.at(T + 2 * DAY):
        publish([b12.item], by=make_user())
    with clock.at(T + 3 * DAY):
        withdraw(food.item, by=make_user(), reason="Example")

    moments = [T, T + DAY, T + 2 * DAY]
    assert [told(food, at=moment)["Vitamin B12"] for moment in moments] == [
        ("measured", "0.6 µg", "25%"),
        ("measured", "1.2 µg", "50%"),
        ("measured", "1.2 µg", "100%"),
    ]
    assert [rich(b12, at=moment) for moment in [*moments, T + 3 * DAY]] == [
        [("Bananas", "1 cup", "0.6 µg", "25%")],
        [("Bananas", "1 cup", "1.2 µg", "50%")],
        [("Bananas", "1 cup", "1.2 µg", "100%")],
        [],
    ]


def test_a_preview_shows_the_figures_of_the_nutrient_that_stands_in() -> None:
    b12 = make_b12()
    food = make_food(sources=[make_release_food(amounts={"418": ("1.2", "mcg")})], portions=[("1 cup", "100")])
    edit(b12, daily_value=Decimal("1.2"))
    moment = moment_after([candidate(food.item), candidate(b12.item)], at=clock.now())

    shown = page(food.item, moment.t, overrides=moment.overrides.values()).context["figures"]

    assert [(found.nutrient.title, found.shown_percent) for found in shown] == [("Vitamin B12", "100%")]


# --- What must be mended ------------------------------------------------------------------------------------------


def test_a_food_needs_a_summary_a_portion_and_a_source() -> None:
    food = make_food(summary="", portions=[])

    assert [(found.code, found.place) for found in food.publish_problems()] == [
        ("empty", "Summary"),
        ("no-portion", "Portions"),
        ("no-source-food", "Sources"),
    ]


def test_restoring_a_food_whose_release_is_not_loaded_names_it() -> None:
    document = FoodDocument(name="Kale", slug="kale", sources=(SourceFood(release="other-2025", number="11233"),))

    with pytest.raises(UnknownSourceFood, match="No food 11233 of the data release “other-2025” is loaded"):
        FoodKind().restore(document, make_food(name="Kale"))


def test_a_picture_needs_its_words_and_then_stands_on_the_page(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = accept(upload(jpeg(600, 400)), by=make_user(), credit="Photo: Ada", licence="own work")
    food = make_food(sources=[make_release_food()], image=image)

    assert [(found.code, found.place) for found in food.publish_problems()] == [("no-alt", "Picture")]

    edit(food, alt="Bananas in a bowl")
    publish([food.item], by=make_user())
    html = Client().get("/foods/bananas/").content.decode()
    assert 'alt="Bananas in a bowl"' in html
    assert "Photo: Ada" in html


# --- Awkward words and query budgets ------------------------------------------------------------------------------


def test_a_right_to_left_name_with_markup_stays_text() -> None:
    make_food(name="سبانخ <b>&", slug="rtl", sources=[make_release_food()], live=True)

    html = Client().get("/foods/rtl/").content.decode()

    assert "<h1>سبانخ &lt;b&gt;&amp;</h1>" in html


@pytest.mark.parametrize("model", [Food, Nutrient, Symptom])
def test_a_name_of_three_hundred_letters_is_refused_by_its_form(model: Any) -> None:
    with pytest.raises(ValidationError, match="Ensure this value has at most 200 characters"):
        model(name="x" * 300).clean_fields(exclude=["item", "changed_at", "changed_by"])


def test_a_symptom_without_nutrients_shows_no_empty_part() -> None:
    make_symptom(live=True)

    html = Client().get("/symptoms/numbness/").content.decode()

    assert "part-nutrients" not in html
    assert "part-causes" not in html


def test_every_page_of_the_graph_takes_six_queries_at_most(django_assert_max_num_queries: Any) -> None:
    b12 = make_b12(unit="mcg", summary="Example.[[ref:rao-2020]]")
    symptom = make_symptom(live=True)
    b12.deficiency_links.create(
        symptom=symptom, wording="Example.[[ref:rao-2020]]", certainty="limited", certainty_reason="An example."
    )
    b12.intakes.create(group="men", measure="rda", amount=2, unit="mcg", authority="Board", source="[[ref:rao-2020]]")
    edit(b12)
    publish([b12.item], by=make_user())
    for number in range(30):
        make_nutrient(name=f"Nutrient {number}", unit="mg", sr_number=str(100 + number), live=True)
    releases = [make_release(key="one"), make_release(key="two")]
    for number in range(12):
        rows = [make_release_food(number=str(number), release=one, amounts={"418": ("1", "mcg")}) for one in releases]
        make_food(
            name=f"Food {number}",
            slug=f"food-{number}",
            sources=rows,
            body=f'<p>See.[[ref:rao-2020]] <a href="object:{b12.item_id}">B12</a></p>',
            live=True,
        )

    for address in ("/foods/food-1/", "/foods/", "/nutrients/vitamin-b12/", "/nutrients/", "/symptoms/numbness/"):
        with django_assert_max_num_queries(6):
            assert Client().get(address).status_code == 200
