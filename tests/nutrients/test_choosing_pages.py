"""Finder, comparisons and explorer: one address for one choice, words for what can't be answered, and nothing that ranks people."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from nutrients.models import CareCard, DeficiencyLink, Food
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

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIND, FOODS, NUTRIENTS, EXPLORE = "/foods/find/", "/foods/compare/", "/nutrients/compare/", "/symptoms/explore/"


def told(address: str) -> tuple[int, str]:
    response = Client().get(address)
    return response.status_code, response.headers.get("Location", "")


def html(address: str, *, status: int = 200) -> str:
    response = Client().get(address)
    assert (address, response.status_code) == (address, status)
    return response.content.decode()


def rows(page: str) -> list[list[str]]:
    """What stands in each row of the page's table, without marks."""
    body = re.findall(r"<tbody.*?</tbody>", page, re.S)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", body[-1], re.S)]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in found]


@pytest.fixture
def guide() -> Any:
    """Iron 18 mg and folate 400 µg a day; lentils hold much of both, liver more, kale was measured for iron only."""
    make_reference()
    iron = make_nutrient(
        name="Iron", unit="mg", sr_number="303", daily_value=Decimal(18), daily_value_source="Rule [[ref:rao-2020]]."
    )
    make_nutrient(
        name="Folate",
        unit="mcg",
        sr_number="435",
        daily_value=Decimal(400),
        daily_value_source="Rule [[ref:rao-2020]].",
        live=True,
    )
    iron.intakes.create(
        group="women",
        age_from=19,
        age_to=50,
        measure="rda",
        amount=18,
        unit="mg",
        authority="Board",
        source="[[ref:rao-2020]]",
    )
    iron.intakes.create(
        group="men", age_from=19, measure="rda", amount=8, unit="mg", authority="Board", source="[[ref:rao-2020]]"
    )
    iron.intakes.create(
        group="men", age_from=19, measure="ul", amount=45, unit="mg", authority="Board", source="[[ref:rao-2020]]"
    )
    edit(iron)
    publish([iron.item], by=make_user())
    release = make_release()

    def food(name: str, diet: str, **amounts: tuple[str, str]) -> None:
        found = {number.removeprefix("n"): amount for number, amount in amounts.items()}
        source = make_release_food(number=name, release=release, amounts=found)
        make_food(name=name, diet=diet, group="legumes", sources=[source], portions=[("1 plate", "200")], live=True)

    food("Lentils", Food.Diet.VEGAN, n303=("3.6", "mg"), n435=("181", "mcg"))  # 40% and 90.5% in 200 g
    food("Liver", Food.Diet.ANIMAL, n303=("6.5", "mg"), n435=("250", "mcg"))  # 72% and 125%
    food("Kale", Food.Diet.VEGAN, n303=("1.8", "mg"))  # exactly 20%
    food("Bread", "", n303=("1.79", "mg"), n435=("100", "mcg"))  # 19.9%: shown as 20%, and too little
    return iron


# --- The food finder --------------------------------------------------------------------------------------------------


def test_the_finder_finds_what_reaches_the_share_before_rounding_of_every_nutrient(guide: Any) -> None:
    iron, both = html(f"{FIND}?nutrient=iron"), html(f"{FIND}?nutrient=folate&nutrient=iron")

    assert [row[0] for row in rows(iron)] == ["Liver", "Lentils", "Kale"]
    assert rows(both) == [
        ["Liver", "1 plate (200 g)", "500 µg, 125%", "13 mg, 72%"],
        ["Lentils", "1 plate (200 g)", "362 µg, 91%", "7.2 mg, 40%"],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nutrient=iron&diet=vegan", ["Lentils", "Kale"]),
        ("nutrient=iron&diet=vegetarian", ["Lentils", "Kale"]),
        ("nutrient=iron&least=50", ["Liver"]),
        ("nutrient=iron&least=10", ["Liver", "Lentils", "Kale", "Bread"]),
        ("nutrient=iron&per=100-g", ["Liver", "Lentils"]),  # 36% and 20% in 100 g
        ("nutrient=iron&group=legumes", ["Liver", "Lentils", "Kale"]),
    ],
)
def test_the_finder_keeps_to_diet_share_amount_and_kind(guide: Any, query: str, found: list[str]) -> None:
    assert [row[0] for row in rows(html(f"{FIND}?{query}"))] == found


def test_where_nothing_is_found_there_is_a_way_to_what_is(guide: Any) -> None:
    page = html(f"{FIND}?nutrient=iron&least=100&diet=vegan")
    none_at_all = html(f"{FIND}?nutrient=iron&least=10&group=eggs")

    assert "No vegan foods with at least 100% of the daily value of Iron" in page
    assert "Ask for a smaller share" in page
    assert ways_on(html(f"{FIND}?nutrient=folate&nutrient=iron&least=50&diet=vegan")) == [
        (f"{FIND}?nutrient=folate&amp;nutrient=iron&amp;diet=vegan", "1 vegan food with at least 20%"),
        (f"{FIND}?nutrient=folate&amp;nutrient=iron&amp;least=50", "1 food of any diet and kind"),
        (f"{FIND}?nutrient=folate&amp;least=50&amp;diet=vegan", "1 vegan food with at least 50% of Folate alone"),
    ]
    assert ways_on(none_at_all) == [(f"{FIND}?nutrient=iron&amp;least=10", "4 foods of any diet and kind")]


def ways_on(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<li><a href="(/foods/find/[^"]*)">(.*?)</a></li>', page)


def test_a_daily_value_that_changes_changes_what_is_found(guide: Any) -> None:
    edit(guide, daily_value=Decimal(36))
    publish([guide.item], by=make_user())

    assert [row[0] for row in rows(html(f"{FIND}?nutrient=iron"))] == ["Liver", "Lentils"]


# --- One address for one choice ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        (
            f"{FIND}?nutrient=iron&nutrient=folate&nutrient=&least=20&per=portion&diet=&group=",
            f"{FIND}?nutrient=folate&nutrient=iron",
        ),
        (f"{FIND}?nutrient=iron&nutrient=iron", f"{FIND}?nutrient=iron"),
        (f"{FIND}?nutrient=&least=20", FIND),
        (f"{FIND}?least=50&nutrient=iron", f"{FIND}?nutrient=iron&least=50"),
        (f"{FIND}?nutrient=iron&page=1", f"{FIND}?nutrient=iron"),
        (f"{FOODS}?food=Lentils&food=kale&food=&per=100-g&for=", f"{FOODS}?food=lentils&food=kale"),
        (f"{FOODS}?food=LENTILS", f"{FOODS}?food=lentils"),
        (f"{FOODS}?food=lentils&food=Lentils", f"{FOODS}?food=lentils"),
        (f"{NUTRIENTS}?nutrient=iron&nutrient=folate", f"{NUTRIENTS}?nutrient=folate&nutrient=iron"),
    ],
)
def test_another_form_of_a_choice_leads_to_its_one_address(guide: Any, asked: str, to: str) -> None:
    assert told(asked) == (301, to)
    assert told(to) == (200, "")


def test_what_means_nothing_changes_nothing(guide: Any) -> None:
    for address in (f"{FIND}?nutrient=iron", f"{FOODS}?food=kale", f"{NUTRIENTS}?nutrient=iron", f"{EXPLORE}?"):
        assert Client().get(f"{address}&utm_source=x").content == Client().get(address).content


@pytest.mark.parametrize("address", [FIND, FOODS, NUTRIENTS])
def test_only_the_empty_form_is_for_search_engines(guide: Any, address: str) -> None:
    name = "food=kale" if address == FOODS else "nutrient=iron"

    assert ("noindex" in html(address), "noindex" in html(f"{address}?{name}")) == (False, True)


# --- What can't be answered -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{FIND}?nutrient=gold", "Foods can't be asked for “gold” here."),
        (f"{FIND}?nutrient=iron&least=7", "“7” can't be chosen here."),
        (f"{FIND}?nutrient=iron&diet=meat", "“meat” can't be chosen here."),
        (f"{FIND}?nutrient=a&nutrient=b&nutrient=c&nutrient=d&nutrient=e", "one page has room for 4 at most"),
        (f"{FOODS}?food=Len", "No food of this guide is called “Len”. Did you mean"),
        (f"{FOODS}?food=zzz", "No food of this guide is called “zzz”."),
        (f"{FOODS}?food={'x' * 300}", "is no name"),
        (f"{FOODS}?food=kale&for=kings", "“kings” can't be chosen here."),
        (f"{NUTRIENTS}?nutrient=gold", "“gold” is no nutrient of this guide."),
        (f"{EXPLORE}?symptom=gold", "“gold” is no symptom of this guide."),
        (f"{EXPLORE}?" + "&".join(f"symptom=s{n}" for n in range(7)), "one page has room for 6 at most"),
    ],
)  # fmt: skip
def test_what_can_not_be_answered_is_told_with_the_form_below(guide: Any, address: str, words: str) -> None:
    page = unescape(html(address, status=404))

    assert words in page
    assert '<form class="asking"' in page


@pytest.mark.parametrize(
    ("address", "like"),
    [
        (f"{FOODS}?food=kale&food=lentills&per=portion", {"Lentils": f"{FOODS}?food=kale&food=lentils&per=portion"}),
        (f"{FOODS}?food=Len", {"Lentils": f"{FOODS}?food=lentils"}),
        (f"{FOODS}?food=wholemeal+rol", {"Roll": f"{FOODS}?food=roll"}),
        (f"{FOODS}?food=gold", {}),
        (f"{FIND}?nutrient=iorn&least=50&from=a-letter", {"Iron": f"{FIND}?nutrient=iron&least=50"}),
        (f"{NUTRIENTS}?nutrient=folat&nutrient=iron", {"Folate": f"{NUTRIENTS}?nutrient=folate&nutrient=iron"}),
        (f"{EXPLORE}?symptom=numbnes", {"Numbness": f"{EXPLORE}?symptom=numbness"}),
    ],
)
def test_a_misspelt_name_leads_to_the_choice_that_was_meant(guide: Any, address: str, like: dict[str, str]) -> None:
    make_symptom(name="Numbness", live=True)
    make_food(
        name="Roll",
        other_names="Wholemeal roll",
        sources=[make_release_food(number="r")],
        portions=[("1", "9")],
        live=True,
    )

    [refusal] = re.findall(r'<p class="refusal".*?</p>', html(address, status=404), re.S)

    assert {title: unescape(to) for to, title in re.findall(r'<a href="([^"]+)">([^<]+)</a>', refusal)} == like


def test_foods_are_compared_by_any_of_their_names(guide: Any) -> None:
    make_food(
        name="Crème fraîche",
        slug="sour-cream",
        other_names="Soured cream, thick",
        sources=[make_release_food(number="c")],
        portions=[("1", "9")],
        live=True,
    )

    assert told(f"{FOODS}?food=soured+cream+thick&food=kale") == (301, f"{FOODS}?food=sour-cream&food=kale")
    assert told(f"{FOODS}?food=creme+fraiche") == (301, f"{FOODS}?food=sour-cream")


def test_a_refused_form_keeps_what_it_has_of_the_choice(guide: Any) -> None:
    finder = html(f"{FIND}?nutrient=iron&nutrient=gold&least=50&diet=vegan&group=nuts&per=100-g", status=404)
    nutrients = html(f"{NUTRIENTS}?nutrient=iron&nutrient=gold", status=404)
    foods = html(f"{FOODS}?food=kale&food=gold&per=portion&for=men-30", status=404)

    assert re.findall(r'<option value="([^"]+)" selected', finder) == ["iron", "50", "100-g", "vegan", "nuts"]
    assert re.findall(r'value="([^"]+)" checked', nutrients) == ["iron"]
    assert re.findall(r'name="food" value="([^"]+)"', foods) == ["kale", "gold"]
    assert re.findall(r'<option value="([^"]+)" selected', foods) == ["portion", "men-30"]


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_a_page_of_the_found_that_is_not_there_is_not_found(guide: Any, page: str) -> None:
    assert told(f"{FIND}?nutrient=iron&page={page}")[0] == 404


# --- Comparisons ------------------------------------------------------------------------------------------------------


def test_foods_stand_side_by_side_with_what_is_missing_said(guide: Any) -> None:
    assert rows(html(f"{FOODS}?food=kale&food=lentils")) == [
        ["Folate of 400 µg (daily value)", "not measured", "181 µg, 45%"],
        ["Iron of 18 mg (daily value)", "1.8 mg, 10%", "3.6 mg, 20%"],
    ]
    by_portion = html(f"{FOODS}?food=lentils&per=portion")
    assert rows(by_portion)[1][1] == "7.2 mg, 40%"
    assert "(200&nbsp;g)" in by_portion and re.search(r"Data: [^<]+, [A-Z][a-z]+ \d{4}\.", by_portion)


def test_foods_are_told_against_what_is_recommended_for_one_age_and_sex(guide: Any) -> None:
    # Of 8 mg, 3.6 mg are 45%; for folate nothing is recommended here.
    assert rows(html(f"{FOODS}?food=lentils&for=men-30")) == [
        ["Folate", "181 µg"],
        ["Iron of 8 mg (RDA)", "3.6 mg, 45%"],
    ]


def test_nutrients_stand_side_by_side_as_their_pages_tell_of_them(guide: Any) -> None:
    found = {row[0]: row[1:] for row in rows(html(f"{NUTRIENTS}?nutrient=folate&nutrient=iron"))}

    assert found["Daily value on US labels"] == ["400 µg", "18 mg"]
    assert found["Recommended a day"][1].startswith("Women, 19 to 30: 18 mg (RDA)")
    assert found["Upper limit, adults"] == ["none recorded", "45 mg a day"]
    assert found["Signs in the sources"] == ["none recorded", "none recorded"]
    assert found["Most in a portion, among the foods here"][1].startswith("Liver, 13 mg")


# --- The symptom explorer ---------------------------------------------------------------------------------------------


@pytest.fixture
def symptoms() -> None:
    make_reference()
    numbness, falls = make_symptom(other_causes="<p>Shingles [[ref:rao-2020]].</p>"), make_symptom(name="Falls")
    CareCard.objects.create(
        symptom=falls, urgency="urgent", heading="See someone today", body="<p>If so [[ref:rao-2020]].</p>"
    )
    CareCard.objects.create(
        symptom=numbness, urgency="emergency", heading="Call now", body="<p>If so [[ref:rao-2020]].</p>"
    )
    publish([numbness.item, falls.item], by=make_user())
    for name, said in (("Zinc", [numbness, falls]), ("Copper", [falls]), ("Iron", [numbness])):
        nutrient = make_nutrient(name=name)
        for symptom in said:
            wording = f"{name} and {symptom.name} [[ref:rao-2020]]."
            DeficiencyLink.objects.create(
                nutrient=nutrient, symptom=symptom, certainty="limited", certainty_reason="An example.", wording=wording
            )
        publish([nutrient.item], by=make_user())


def test_help_comes_first_then_other_causes_then_nutrients_in_the_order_of_the_alphabet(symptoms: None) -> None:
    page = html(f"{EXPLORE}?symptom=falls&symptom=numbness")

    headings = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words)).strip()
        for words in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page[: page.index("<form")], re.S)
    ]
    # Zinc is documented with both, and stands last all the same.
    assert headings == [
        *("When to get help", "Emergency: get help now Call now", "Urgent: see someone today See someone today"),
        *("Other causes than nutrition", "Numbness"),
        *("Nutrients documented with Falls or Numbness", "Copper", "Iron", "Zinc"),
    ]
    assert "no diagnosis" in page
    assert page.count(' id="cite-1-') == 7  # two cards, one cause, four statements


def test_the_explorer_asks_for_nothing_but_symptoms_and_keeps_nothing(symptoms: None) -> None:
    client = Client()
    page = client.get(f"{EXPLORE}?symptom=falls").content.decode()

    assert set(re.findall(r'name="([a-z]+)"', page[page.index("<form") :])) == {"symptom"}
    assert client.cookies == {}
    assert "Iron" not in page
