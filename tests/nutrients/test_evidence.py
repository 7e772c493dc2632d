"""The evidence map: every statement stands at its crossing with direction, certainty and whom it is about."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from nutrients.documents import Statement
from nutrients.evidence import EvidenceMap, Said, evidence_map, scope_letters
from nutrients.evidence_picture import Picture, Point, picture
from nutrients.models import DeficiencyLink, Nutrient, Symptom
from publishing.kinds import Card
from publishing.workflow import withdraw
from tests.factories import make_nutrient, make_reference, make_symptom, make_user, publish


def card(title: str) -> Card:
    return Card(title=title, path=f"/{title.lower()}/", sort_title=title.casefold())


def said(nutrient: str, symptom: str, certainty: str = "limited", *, population: str = "", **fields: str) -> Said:
    symptom_id = uuid4()
    statement = Statement(
        symptom=symptom_id,
        direction=fields.get("direction", "deficiency"),
        certainty=certainty,
        population=population,
    )
    return Said(
        nutrient=card(nutrient),
        symptom=card(symptom),
        symptom_id=symptom_id,
        anchor=fields.get("anchor", "statement-1"),
        statement=statement,
    )


def crossings(drawn: EvidenceMap) -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    return {
        (row.symptom.title, nutrient.title): [
            (mark.direction, mark.certainty, mark.scope, mark.address) for mark in marks
        ]
        for row in drawn.rows
        for nutrient, marks in row.cells
        if marks
    }


def test_rows_and_columns_stand_in_the_order_of_the_alphabet() -> None:
    drawn = evidence_map([said("Zinc", "Itching"), said("Iron", "Numbness"), said("copper", "Falls")])

    assert [nutrient.title for nutrient in drawn.nutrients] == ["copper", "Iron", "Zinc"]
    assert [row.symptom.title for row in drawn.rows] == ["Falls", "Itching", "Numbness"]
    assert drawn.marks == 3


def test_statements_of_one_crossing_stand_side_by_side_each_with_whom_it_is_about() -> None:
    drawn = evidence_map(
        [
            said("Iron", "Tiredness", "consensus", population="people with anaemia"),
            said("Iron", "Tiredness", "limited", population="athletes", anchor="statement-2"),
            said("Iron", "Tiredness", "strong", direction="excess", anchor="statement-3"),
        ]
    )

    assert crossings(drawn) == {
        ("Tiredness", "Iron"): [
            ("deficiency", "consensus", "b", "/iron/#statement-1"),
            ("deficiency", "limited", "a", "/iron/#statement-2"),
            ("excess", "strong", "", "/iron/#statement-3"),
        ]
    }
    assert drawn.scopes == [("a", "athletes"), ("b", "people with anaemia")]
    assert [certainty for certainty, _ in drawn.key] == ["strong", "limited", "consensus"]
    assert [direction for direction, _ in drawn.directions] == ["deficiency", "excess"]


def test_a_statement_without_a_certainty_says_so() -> None:
    assert evidence_map([said("Iron", "Tiredness", "")]).key == [("", "Certainty not stated")]


def test_the_letters_go_on_after_z() -> None:
    letters = scope_letters([f"group {number:02}" for number in range(28)])

    assert [letters["group 00"], letters["group 25"], letters["group 26"], letters["group 27"]] == [
        "a",
        "z",
        "aa",
        "ab",
    ]


def test_the_small_picture_has_each_mark_on_its_line() -> None:
    drawn = evidence_map([said("Iron", "Falls"), said("Zinc", "Itching", "strong"), said("Zinc", "Itching")])

    assert picture(drawn) == Picture(
        width=96,
        height=60,
        lines=[15, 45],
        points=[
            Point(x=24, y=15, direction="deficiency", certainty="limited"),
            Point(x=61, y=45, direction="deficiency", certainty="strong"),
            Point(x=83, y=45, direction="deficiency", certainty="limited"),
        ],
    )


def say(nutrient: Nutrient, symptom: Symptom, **fields: str) -> None:
    source = "[[ref:rao-2020]]"
    DeficiencyLink.objects.create(
        nutrient=nutrient, symptom=symptom, certainty_reason="An example.", wording=f"An example {source}.", **fields
    )


def cells(html: str) -> list[str]:
    """What a screen reader reads of each mark."""
    text = re.sub(r"<svg.*?</svg>|<span class=\"scope\".*?</span>|<[^>]+>", "", html, flags=re.S)
    return re.findall(r"(\S+ Numbness Too .*)", text)


@pytest.mark.django_db
def test_each_mark_leads_to_its_statement_and_is_said_in_words_with_its_scope() -> None:
    make_reference()
    numbness, falls = make_symptom(live=True), make_symptom(name="Falls", live=True)
    iron = make_nutrient(name="Iron")
    say(iron, falls, certainty="limited")
    say(iron, numbness, certainty="limited", population="women who are pregnant")
    publish([iron.item], by=make_user())

    html = Client().get("/evidence/").content.decode()

    assert cells(html) == ["Iron Numbness Too little: limited evidence, in women who are pregnant"]
    assert 'href="/nutrients/iron/#statement-2"' in html
    assert '<li id="statement-2">' in Client().get("/nutrients/iron/").content.decode()


@pytest.mark.django_db
def test_what_is_drafted_or_withdrawn_is_not_on_the_map() -> None:
    make_reference()
    numbness = make_symptom(live=True)
    for name in ("Iron", "Zinc", "Copper"):
        nutrient = make_nutrient(name=name)
        say(nutrient, numbness, certainty="limited")
        if name != "Copper":
            publish([nutrient.item], by=make_user())
    withdraw(Nutrient.objects.get(name="Zinc").item, by=make_user(), reason="An example.")

    assert cells(Client().get("/evidence/").content.decode()) == ["Iron Numbness Too little: limited evidence"]


@pytest.mark.django_db
def test_an_empty_map_says_so_and_stays_out_of_search_engines() -> None:
    html = Client().get("/evidence/").content.decode()

    assert "No statement has been published yet." in html
    assert 'content="noindex, follow"' in html
