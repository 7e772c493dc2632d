"""A newer data release for foods of the guide: shown amount by amount and page by page, and published as a set."""

from __future__ import annotations

from typing import Any

import pytest

from nutrients.models import Food, FoodSource
from publishing.models import Edition
from tests.factories import edit, make_food, make_reference, make_release, make_release_food
from tests.leaks.forms import logged_in
from tests.nutrients.counted import make_b12, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def clams() -> Food:
    """Live, and read from tables of 2015, where the tables of 2018 say something else."""
    make_reference()
    make_b12()
    make_b12(name="Iron", slug="iron", unit="mg", sr_number="303", daily_value=None, daily_value_source="")
    make_b12(name="Zinc", slug="zinc", unit="mg", sr_number="309", daily_value=None, daily_value_source="")
    old = make_release(key="old", title="Tables of 2015", released_on="2015-01-02")
    new = make_release(key="new", title="Tables of 2018", released_on="2018-01-02")
    amounts = {"418": ("80", "mcg"), "303": ("3", "mg")}
    row = make_release_food(number="15159", description="Clams, cooked", release=old, amounts=amounts)
    make_release_food(
        number="15159",
        description="Clams, moist heat",
        release=new,
        amounts={"418": ("100", "mcg"), "309": ("2", "mg")},
    )
    return make_food(name="Clams", sources=[row], body="<p>From Tables of 2015.</p>", live=True)


def page_of(key: str, **asked: str) -> Any:
    return logged_in().get(f"/admin/nutrients/datarelease/{make_release(key=key).pk}/update/", asked)


def changes(**asked: str) -> list[tuple[str, str, str, str]]:
    [update] = page_of("new", **asked).context["updates"]
    return [
        (change.nutrient, change.old.shown_100g, change.new.shown_100g, change.difference) for change in update.changes
    ]


def test_what_would_change_is_told_amount_by_amount(clams: Food) -> None:
    assert changes() == [
        ("Vitamin B12", "80 µg", "100 µg", "+20 µg (+25%)"),
        ("Zinc", "not measured", "2 mg", "newly measured"),
    ]
    assert changes(keep="no") == [
        ("Iron", "3 mg", "not measured", "no longer measured"),
        ("Vitamin B12", "80 µg", "100 µg", "+20 µg (+25%)"),
        ("Zinc", "not measured", "2 mg", "newly measured"),
    ]


def test_words_that_would_be_wrong_and_changes_that_would_go_along_are_told(clams: Food) -> None:
    edit(clams, other_names="Vongole")

    shown = page_of("new").content.decode()

    assert "Its text speaks of Tables of 2015. Change the words before you publish." in shown
    assert "The draft has other changes" in shown


def test_an_older_release_and_one_that_is_read_already_offer_nothing(clams: Food) -> None:
    assert page_of("old").context["updates"] == []
    assert "No food of the guide waits for Tables of 2015" in page_of("old").content.decode()


def test_effects_show_every_page_and_leave_nothing_behind(clams: Food) -> None:
    before = list(FoodSource.objects.values_list("food", "release_food", "position"))
    editions = Edition.objects.count()
    address = page_of("new").context["effects"]

    found = logged_in().get(address).context["found"]

    assert {page.path for page in found.pages} >= {"/foods/clams/", "/nutrients/vitamin-b12/", "/nutrients/zinc/"}
    assert list(FoodSource.objects.values_list("food", "release_food", "position")) == before
    assert (Edition.objects.count(), Food.objects.get().version) == (editions, clams.version)


def test_the_ticked_drafts_follow_and_go_on_to_be_published(clams: Food) -> None:
    client = logged_in()
    place = f"/admin/nutrients/datarelease/{make_release(key='new').pk}/update/"

    answer = client.post(place, {"food": [str(clams.pk)], "keep": "yes"})

    food = Food.objects.get()
    assert answer.headers["Location"].startswith(
        f"/admin/publishing/item/publish/?item={food.item_id}&note=The+amounts"
    )
    assert [source.release_food.release.key for source in food.sources.order_by("position")] == ["new", "old"]
    assert told(food)["Vitamin B12"][1] == "94.4 µg"  # Readers still see 80 µg in 100 g.

    page = client.get(answer.headers["Location"])
    assert "The amounts are from Tables of 2018 now." in page.content.decode()
    note = page.context["form"].initial["note"]
    client.post(
        "/admin/publishing/item/publish/",
        {"item": [str(food.item_id)], "change": "major", "note": note, "_publish": "x"},
    )

    assert told(food)["Vitamin B12"][1] == "118 µg"
    assert told(food)["Iron"][1] == "3.54 mg"


def test_without_keeping_the_new_row_takes_the_place_of_the_old_one(clams: Food) -> None:
    place = f"/admin/nutrients/datarelease/{make_release(key='new').pk}/update/"

    logged_in().post(place, {"food": [str(clams.pk)], "keep": "no"})

    assert [source.release_food.release.key for source in Food.objects.get().sources.all()] == ["new"]
    answer = logged_in().post(place, {"food": [str(clams.pk)]}, follow=True)
    assert "Nothing is ticked." in answer.content.decode()
