"""The figures of foods and nutrients as CSV and JSON: complete, sourced and licensed row by row, of what is live only."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from nutrients.derivations import CODES, WORDS, in_words
from nutrients.open_data import COLUMNS
from publishing.workflow import withdraw
from tests.factories import edit, make_food, make_reference, make_release, make_release_food, make_user, publish
from tests.nutrients.counted import make_b12

SITE = settings.SITE_URL


@pytest.fixture
def foods(db: None) -> dict[str, Any]:
    """Vitamin B12 in four foods: measured, zero, assumed to be zero, and not measured."""
    make_reference()
    make_b12()
    release = make_release()
    amounts: dict[str, dict[str, tuple[str, str]]] = {
        "Clams": {"418": ("98.89", "mcg")},
        "Apples": {"418": ("0", "mcg")},
        "Beans": {"418": ("0", "mcg")},
        "=Danger": {},
    }
    rows = {
        name: make_release_food(
            number=str(place),
            description=f"{name}, raw",
            release=release,
            amounts=own,
            assumed=["418"] if name == "Beans" else [],
        )
        for place, (name, own) in enumerate(amounts.items())
    }
    return {
        name: make_food(name=name, slug=name.strip("=").lower(), portions=[("1 cup", "50")], sources=[row], live=True)
        for name, row in rows.items()
    }


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(path).content.decode())))


def test_a_food_has_a_row_for_each_nutrient_with_source_unit_and_licence(foods: dict[str, Any]) -> None:
    response = Client().get("/foods/clams.csv")

    assert rows("/foods/clams.csv") == [
        {
            "food": "Clams",
            "food_address": f"{SITE}/foods/clams/",
            "nutrient": "Vitamin B12",
            "nutrient_address": f"{SITE}/nutrients/vitamin-b12/",
            "state": "measured",
            "amount_per_100g": "98.89",
            "unit": "mcg",
            "portion": "1 cup",
            "portion_grams": "50",
            "amount_per_portion": "49.445",
            "daily_value": "2.4",
            "percent_of_daily_value": "2060.208333",
            "derivation": "not told",
            "derivation_code": "",
            "data_points": "",
            "release": "Example tables 2026",
            "released_on": "2026-01-02",
            "publisher": "Example Agency",
            "release_address": "",
            "source_number": "0",
            "source_description": "Clams, raw",
            "licence": "Public domain",
        }
    ]
    assert {
        name: response.headers[name] for name in ("Content-Type", "Content-Disposition", "Link", "Cache-Control")
    } == {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": 'attachment; filename="clams.csv"',
        "Link": f'<{SITE}/foods/clams/>; rel="canonical"',
        "Cache-Control": "no-cache",
    }


def test_a_nutrient_has_a_row_for_each_food_and_tells_missing_from_zero(foods: dict[str, Any]) -> None:
    told = [
        (row["food"], row["state"], row["amount_per_100g"], row["licence"])
        for row in rows("/nutrients/vitamin-b12.csv")
    ]

    assert told == [
        ("'=Danger", "missing", "", ""),
        ("Apples", "zero", "0", "Public domain"),
        ("Beans", "assumed-zero", "0", "Public domain"),
        ("Clams", "measured", "98.89", "Public domain"),
    ]


def test_json_says_the_same_with_numbers_and_nulls(foods: dict[str, Any]) -> None:
    response = Client().get("/nutrients/vitamin-b12.json")
    told = json.loads(response.content)

    assert (response.headers["Content-Type"], response.headers["Access-Control-Allow-Origin"]) == (
        "application/json",
        "*",
    )
    assert (told["title"], told["about"], told["columns"]) == (
        "Vitamin B12",
        f"{SITE}/nutrients/vitamin-b12/",
        COLUMNS,
    )
    assert [(row["food"], row["amount_per_100g"], row["percent_of_daily_value"]) for row in told["rows"]] == [
        ("=Danger", None, None),
        ("Apples", 0, 0),
        ("Beans", 0, 0),
        ("Clams", 98.89, 2060.208333),
    ]
    assert {tuple(row) for row in told["rows"]} == {tuple(COLUMNS)}


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_table_follows_its_page(foods: dict[str, Any], ending: str) -> None:
    ada = make_user()
    publish([edit(foods["Clams"], slug="raw-clams", name="Raw clams").item], by=ada)
    withdraw(foods["Apples"].item, by=ada, reason="An example.")
    edit(foods["Beans"], name="Drafted only")

    answers = {
        slug: Client().get(f"/foods/{slug}.{ending}") for slug in ("clams", "apples", "beans", "nowhere", "compare")
    }

    assert {slug: answer.status_code for slug, answer in answers.items()} == {
        "clams": 301,
        "apples": 410,
        "beans": 200,
        "nowhere": 404,
        "compare": 404,
    }
    assert answers["clams"].headers["Location"] == f"/foods/raw-clams.{ending}"
    assert b"Drafted only" not in answers["beans"].content


def test_pages_lead_to_their_tables(foods: dict[str, Any]) -> None:
    for path in ("/foods/clams", "/nutrients/vitamin-b12"):
        page = Client().get(f"{path}/").content.decode()
        assert [f'href="{path}.{ending}"' in page for ending in ("csv", "json")] == [True, True]


def test_every_code_of_a_derivation_has_words() -> None:
    told = {code: in_words(code) for code in CODES.values()}

    assert {code for code, words in told.items() if words.startswith("USDA's code")} == set()
    assert (told["BFNN"], told["LCCS"], told["LCGL"], told["NC"], told["Z"]) == (
        "from another form of the food, or a similar food",
        "from the label",
        "given by the maker",
        "calculated",
        "assumed to be zero",
    )
    assert (in_words("1"), in_words("11"), in_words("19"), in_words("")) == (
        "analysed, or derived from analysed amounts",
        "combined from several kinds of sources",
        "USDA's code 19",
        "not told",
    )
    assert len(set(WORDS)) == len(WORDS)
