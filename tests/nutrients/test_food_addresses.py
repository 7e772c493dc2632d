"""Foods in another portion and rankings by another basis: addresses of their own, which follow what becomes of the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nutrients.documents import FoodDocument, PortionText
from nutrients.food_portions import portion_slugs
from publishing.workflow import withdraw
from tests.factories import edit, make_food, make_nutrient, make_reference, make_release_food, make_user, publish
from tests.nutrients.counted import make_b12

pytestmark = pytest.mark.django_db


@pytest.fixture
def food() -> Any:
    make_reference()
    make_b12()
    source = make_release_food(amounts={"418": ("1.2", "mcg"), "208": ("89", "kcal")})
    return make_food(sources=[source], portions=[("1 cup", "100"), ("1 banana", "50")], live=True)


def told(address: str) -> tuple[int, str]:
    response = Client().get(address)
    return response.status_code, response.headers.get("Location", "")


def test_each_portion_has_its_own_page_and_the_first_has_that_of_the_food(food: Any) -> None:
    html = Client().get("/foods/bananas/portion/1-banana/").content.decode()

    # 1.2 µg x 50 / 100 = 0.6 µg, of 2.4 µg 25 %.
    assert "0.6\N{NO-BREAK SPACE}µg" in html and "25%" in html and "1 banana (50&nbsp;g)" in html
    assert 'content="noindex, follow"' in html
    assert '<link rel="canonical" href="http://localhost:8000/foods/bananas/">' in html
    assert '<a href="/foods/bananas/portion/1-banana/" aria-current="true">' in html
    assert told("/foods/bananas/portion/1-cup/") == (301, "/foods/bananas/")
    assert told("/foods/bananas/portion/2-cups/")[0] == 404
    assert told("/foods/nothing/portion/1-cup/")[0] == 404


def test_portions_of_one_name_have_different_addresses() -> None:
    portions = tuple(PortionText(label=label, grams=1) for label in ("1 cup", "1 cup!", "…", "1 cup, raw"))  # type: ignore[arg-type]

    assert portion_slugs(FoodDocument(name="Kale", slug="kale", portions=portions)) == [
        "1-cup",
        "1-cup-2",
        "portion-3",
        "1-cup-raw",
    ]


def test_a_ranking_has_an_address_for_each_basis(food: Any) -> None:
    bases = {
        basis: Client().get(f"/nutrients/vitamin-b12/foods/{basis}").content.decode()
        for basis in ("", "100-g/", "100-kcal/")
    }

    # In the portion of 100 g and in 100 g alike 1.2 µg; in 100 kcal 1.2 x 100 / 89 = 1.348 µg.
    assert {
        basis: ("1.2\N{NO-BREAK SPACE}µg" in html, "1.35\N{NO-BREAK SPACE}µg" in html) for basis, html in bases.items()
    } == {
        "": (True, False),
        "100-g/": (True, False),
        "100-kcal/": (False, True),
    }
    assert ["noindex" in html for html in bases.values()] == [False, True, True]
    assert told("/nutrients/vitamin-b12/foods/portion/") == (301, "/nutrients/vitamin-b12/foods/")
    assert told("/nutrients/vitamin-b12/foods/100-mg/")[0] == 404


def test_what_moved_or_went_takes_its_other_addresses_along(food: Any) -> None:
    nutrient = make_nutrient(name="Zinc", unit="mg", sr_number="309", live=True)
    edit(nutrient, slug="zinc-of-food")
    edit(food, slug="plantains")
    publish([nutrient.item, food.item], by=make_user())

    assert told("/nutrients/zinc/foods/") == (301, "/nutrients/zinc-of-food/foods/")
    assert told("/foods/bananas/portion/1-banana/") == (301, "/foods/plantains/")

    for gone in (nutrient, food):
        withdraw(gone.item, by=make_user(), reason="An example.")

    assert told("/nutrients/zinc-of-food/foods/")[0] == 410
    assert told("/foods/plantains/portion/1-banana/")[0] == 410


def test_a_nutrient_that_is_not_counted_in_foods_has_no_ranking() -> None:
    make_nutrient(name="Zinc", live=True)

    assert told("/nutrients/zinc/foods/")[0] == 404


def test_a_nutrient_that_nothing_was_measured_for_says_so_and_stays_out_of_search_engines() -> None:
    make_nutrient(name="Zinc", unit="mg", sr_number="309", live=True)

    html = Client().get("/nutrients/zinc/foods/").content.decode()

    assert "No food of this guide has been measured for it." in html
    assert "noindex" in html


def test_a_portion_that_passes_a_limit_says_in_which_form_it_counts() -> None:
    make_reference()
    source = make_release_food(amounts={"320": ("9442", "mcg"), "319": ("9428", "mcg")})
    vitamin_a = make_nutrient(name="Vitamin A", unit="mcg", sr_number="320")
    vitamin_a.intakes.create(
        group="men",
        age_from=19,
        measure="ul",
        amount=3000,
        unit="mcg",
        authority="Board",
        source="Table [[ref:rao-2020]]",
    )
    edit(vitamin_a)
    publish([vitamin_a.item], by=make_user())
    make_food(name="Liver", sources=[source], portions=[("1 slice", "68"), ("1 bite", "10")], live=True)

    slice_, bite = (Client().get(f"/foods/liver/{rest}").content.decode() for rest in ("", "portion/1-bite/"))

    words = slice_.replace("\N{NO-BREAK SPACE}", " ")
    assert "This portion holds 6411 µg of retinol; the upper limit for adults is 3000 µg a day" in words
    assert "More than the upper limit" not in bite
