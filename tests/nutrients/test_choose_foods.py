"""Editors find foods in loaded data releases and take them into the guide: as drafts, with what the release says of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nutrients.models import Food, FoodSource, ReleaseFood, ReleasePortion
from nutrients.release_search import matching
from publishing.models import Edition
from tests.factories import make_food, make_release, make_release_food, make_user
from tests.leaks.forms import logged_in

pytestmark = pytest.mark.django_db

KEYS = [("old", "2015-01-01"), ("new", "2024-01-01"), ("less", "2018-01-01")]
CHOOSE = "/admin/nutrients/food/choose/"


def a_release(key: str, year: int, *descriptions: str) -> list[ReleaseFood]:
    release = make_release(key=key, title=f"Tables of {year}", released_on=f"{year}-01-02")
    return [
        make_release_food(number=f"{number:05}", description=description, release=release)
        for number, description in enumerate(descriptions, start=11457)
    ]


def found(text: str) -> list[str]:
    return [food.description for food in matching(ReleaseFood.objects.all(), text)]


def test_a_food_is_found_by_words_in_any_order_the_likeliest_first() -> None:
    a_release("old", 2015, "Babyfood, spinach, creamed", "Spinach, raw", "Spinach, cooked, boiled", "Kale, raw")
    ReleaseFood.objects.create(
        release=make_release(key="old"), number="9", description="Eggplant, raw", common_names="aubergine"
    )

    assert found("spinach") == ["Spinach, raw", "Spinach, cooked, boiled", "Babyfood, spinach, creamed"]
    assert found("boiled  SPINACH") == ["Spinach, cooked, boiled"]
    assert found("raw, spinach") == ["Spinach, raw"]
    assert (found("11458"), found("9"), found("aubergine")) == (["Spinach, raw"], ["Eggplant, raw"], ["Eggplant, raw"])
    assert (found(""), found("no such food"), found("100%")) == ([], [], [])


def test_a_chosen_food_becomes_a_draft_with_its_portions_and_sources() -> None:
    [row] = a_release("new", 2018, "Spinach, raw")
    row_with_names = ReleaseFood.objects.create(
        release=row.release,
        number="16001",
        description="Example beans, boiled",
        category="Legumes and Legume Products",
        common_names="first name, second name",
    )
    for position, (label, grams) in enumerate([("1 cup", "177"), ("1 tbsp", "11"), ("1 cup", "170")]):
        ReleasePortion.objects.create(food=row_with_names, position=position, label=label, grams=Decimal(grams))
    client = logged_in()

    answer = client.post(CHOOSE, {"food": [str(row_with_names.pk)]})

    food = Food.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/nutrients/food/{food.pk}/change/")
    assert (food.name, food.slug, food.other_names, food.group, food.summary) == (
        "Example beans, boiled",
        "example-beans-boiled",
        "first name\nsecond name",
        "legumes",
        "",
    )
    assert list(food.portions.values_list("label", "grams")) == [("1 cup", Decimal(177)), ("1 tbsp", Decimal(11))]
    assert [source.release_food for source in food.sources.all()] == [row_with_names]
    assert str(food.changed_by) == "ada"
    assert Edition.objects.count() == 0


def test_the_same_food_of_another_release_stands_behind_it_where_that_measured_more() -> None:
    old, new, less = (make_release(key=key, released_on=day) for key, day in KEYS)
    first = make_release_food(number="1", release=new, amounts={"303": ("1", "mg")})
    more = make_release_food(number="1", release=old, amounts={"303": ("2", "mg"), "418": ("1", "mcg")})
    make_release_food(number="1", release=less, amounts={"303": ("3", "mg")})

    logged_in().post(CHOOSE, {"food": [str(first.pk)]})

    assert [source.release_food for source in Food.objects.get().sources.all()] == [first, more]


def test_a_food_that_the_guide_has_is_named_and_gives_no_second_draft() -> None:
    old, new = a_release("old", 2015, "Spinach, raw")[0], a_release("new", 2018, "Spinach, raw")[0]
    food = make_food(name="Spinach", sources=[old])
    client = logged_in()

    page = client.get(CHOOSE, {"q": "spinach"})

    assert [(row.food, row.is_read, list(row.taken)) for row in page.context["rows"]] == [
        (new, False, [food]),
        (old, True, [food]),
    ]
    assert "which reads another table" in page.content.decode()
    client.post(CHOOSE, {"food": [str(old.pk)]})
    assert Food.objects.count() == 1


def test_the_search_says_what_to_do_when_there_is_nothing() -> None:
    client = logged_in()
    assert "manage.py import_foods DIR" in client.get(CHOOSE).content.decode()
    a_release("old", 2015, "Spinach, raw")

    assert "the American name" in client.get(CHOOSE, {"q": "aubergine"}).content.decode()
    answer = client.post(CHOOSE, {"food": ["", "x", "99999999"]}, follow=True)
    assert "Nothing is ticked." in answer.content.decode()


def test_who_may_not_add_foods_is_refused() -> None:
    user = make_user(name="mo")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename="view_food"))
    client = Client()
    client.force_login(user)

    assert client.get(CHOOSE).status_code == 403


def test_the_screen_asks_as_often_for_fifty_foods_as_for_one() -> None:
    a_release("old", 2015, *(f"Spinach {n}" for n in range(60)))
    client = logged_in()

    def queries(**asked: Any) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(CHOOSE, asked).status_code == 200
        return len(seen)

    assert queries(q="spinach 7") == queries(q="spinach")
    assert FoodSource.objects.count() == 0
