"""When two sources are one work: shared identifiers, near-same titles, and what looks alike but isn't."""

from __future__ import annotations

from typing import Any

import pytest

from references.csl import Name, Source
from references.likeness import author_key, author_keys_near, likeness, title_key, title_likeness, words
from tests.growth import grows_with_length_alone


def a_source(**fields: Any) -> Source:
    known: dict[str, Any] = {
        "key": "rao-2013",
        "type": "article-journal",
        "title": "Cobalamin deficiency: clinical picture and radiological findings",
        "authors": (Name(family="Rao", given="Ravi"),),
        "issued": (2013, 11),
    }
    return Source(**(known | fields))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cobalamin deficiency: clinical picture", "COBALAMIN DEFICIENCY - CLINICAL PICTURE."),
        ("Iron-deficiency anaemia in adults", "Iron deficiency anemia in adults"),
        ("The role of vitamin B12 in myelopathy", "Role of vitamin B-12 in myelopathy"),
        ("Neuropathy and &alpha;-tocopherol".replace("&alpha;", "\u03b1"), "Neuropathy and alpha-tocopherol"),
        ("Folate: a <i>systematic</i> review", "Folate: a systematic review"),
        ("Supplementation in hospitalised patients", "Supplementation in hospitalized patients"),
        ("A meta-analysis of thiamine and heart failure", "A metaanalysis of thiamine and heart failure"),
        ("Subacute combined degeneration of the spinal cord", "Subacute combined degenration of the spinal cord"),
        ("Carence en vitamine B12 chez l\u2019\u00e2g\u00e9", "Carence en vitamine B12 chez l'age"),
    ],
)
def test_titles_that_differ_in_spelling_alone_are_near_the_same(one: str, other: str) -> None:
    assert title_likeness(one, other) >= 0.9
    assert title_likeness(one, other) == title_likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vitamin D: Fact Sheet for Health Professionals", "Vitamin E: Fact Sheet for Health Professionals"),
        ("Vitamin B12: Fact Sheet for Health Professionals", "Vitamin B6: Fact Sheet for Health Professionals"),
        ("Iron: Fact Sheet for Health Professionals", "Zinc: Fact Sheet for Health Professionals"),
        ("Magnesium: Fact Sheet for Health Professionals", "Manganese: Fact Sheet for Health Professionals"),
        ("Hypokalemia in the emergency department", "Hyperkalemia in the emergency department"),
        ("Dietary reference intakes, part 1", "Dietary reference intakes, part 2"),
        ("Cobalamin deficiency", "Cobalamin deficiency: clinical picture and radiological findings"),
        ("", ""),
    ],
)
def test_another_word_or_number_makes_another_work(one: str, other: str) -> None:
    assert title_likeness(one, other) < 0.9


def test_an_identifier_decides_whatever_the_title_says() -> None:
    found = likeness(a_source(doi="10.1/x"), a_source(title="Something else", doi="10.1/x"))

    assert (found.is_duplicate, found.is_conflict, found.same) == (True, True, ("doi",))
    assert found.reason == "the same DOI, but another title"


def test_title_year_and_first_author_decide_together() -> None:
    known = a_source()

    assert likeness(known, a_source(title="Cobalamin Deficiency. Clinical picture and radiological findings")).is_near
    assert likeness(known, a_source(issued=(2014,))).is_near
    assert likeness(known, a_source(issued=())).is_near
    assert likeness(known, a_source(authors=(Name(family="van der Rao"),))).is_near
    assert not likeness(known, a_source(issued=(2016,))).is_duplicate
    assert not likeness(known, a_source(authors=(Name(family="Briani"),))).is_duplicate


def test_another_doi_is_said_and_still_worth_a_look() -> None:
    found = likeness(a_source(doi="10.1/x"), a_source(doi="10.1/y"))

    assert found.is_duplicate
    assert found.reason == "nearly the same title, year and first author, though another DOI"


def test_candidates_are_found_by_name_and_year_or_by_the_start_of_the_title() -> None:
    source = a_source(authors=(Name(family="van der R\u00e4o"),))

    assert author_key(source) == "rao 2013"
    assert author_keys_near(source) == ["rao 2012", "rao 2013", "rao 2014"]
    assert author_key(a_source(authors=())) == author_key(a_source(issued=())) == ""
    assert title_key(a_source(title="The Role of Vitamin B-12 in Myelopathy")) == "role vitamin b12"


def test_hostile_titles_take_time_that_grows_with_their_length_alone() -> None:
    assert grows_with_length_alone(lambda text: title_likeness(text, text[::-1]), "a b c d e " * 1000)
    assert grows_with_length_alone(words, "<" * 10_000)
    assert grows_with_length_alone(words, "\u0301" * 10_000)
