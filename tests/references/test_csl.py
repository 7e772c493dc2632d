from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.csl import Name, Source, authors_from_lines, authors_to_lines, to_csl_json

LIU = Source(
    key="liu-2018",
    type="article-journal",
    title="Vitamin D deficiency and insufficiency among US adults: prevalence, predictors and clinical implications",
    authors=(Name(family="Liu", given="X"), Name(family="Baylin", given="A"), Name(family="Levy", given="PD")),
    container_title="British Journal of Nutrition",
    issued=(2018,),
    volume="119",
    page="928-36",
    doi="10.1017/s0007114518000491",
    pmid="29644951",
)


def test_csl_json_holds_every_filled_field_and_no_empty_one() -> None:
    assert to_csl_json(LIU) == {
        "id": "liu-2018",
        "type": "article-journal",
        "title": "Vitamin D deficiency and insufficiency among US adults: prevalence, predictors and clinical implications",
        "author": [
            {"family": "Liu", "given": "X"},
            {"family": "Baylin", "given": "A"},
            {"family": "Levy", "given": "PD"},
        ],
        "container-title": "British Journal of Nutrition",
        "issued": {"date-parts": [[2018]]},
        "volume": "119",
        "page": "928-36",
        "DOI": "10.1017/s0007114518000491",
        "PMID": "29644951",
    }


def test_a_source_survives_its_bytes() -> None:
    assert msgspec.json.decode(msgspec.json.encode(LIU), type=Source) == LIU


def test_authors_are_read_one_a_line() -> None:
    text = "Cui, A\r\n\n  Dalla   Torre, C \nOffice of Dietary Supplements\n{Institute of Medicine, Food and Nutrition Board}\nPlato,\n"

    assert authors_from_lines(text) == (
        Name(family="Cui", given="A"),
        Name(family="Dalla Torre", given="C"),
        Name(literal="Office of Dietary Supplements"),
        Name(literal="Institute of Medicine, Food and Nutrition Board"),
        Name(family="Plato"),
    )


def test_authors_are_written_as_they_are_typed() -> None:
    text = "Cui, A\nOffice of Dietary Supplements\n{Institute of Medicine, Food and Nutrition Board}\nPlato,"

    assert authors_to_lines(authors_from_lines(text)) == text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"given": "A"},
        {"family": "Cui", "literal": "NHS"},
        {"literal": "NHS", "given": "A"},
        {"family": "Cui, Jr"},
        {"family": "{Cui"},
        {"family": "Cui\nLiu"},
        {"literal": "N  H"},
    ],
)
def test_a_name_that_no_line_could_hold_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="name"):
        Name(**fields)


def test_csl_json_names_everybody_and_what_the_work_belongs_to() -> None:
    source = Source(
        key="chapter",
        type="chapter",
        title="A chapter",
        original_title="Ein Kapitel",
        editors=(Name(family="Rao", given="R"),),
        translators=(Name(family="Ada", given="A"),),
        container_title="A Book",
        series="Example Series",
        number="916",
        genre="Handbook",
        event_title="Example Meeting",
        event_place="Exampleton",
        issued=(2020,),
        season="winter",
    )

    assert to_csl_json(source) == {
        "id": "chapter",
        "type": "chapter",
        "title": "A chapter",
        "original-title": "Ein Kapitel",
        "editor": [{"family": "Rao", "given": "R"}],
        "translator": [{"family": "Ada", "given": "A"}],
        "container-title": "A Book",
        "collection-title": "Example Series",
        "collection-number": "916",
        "genre": "Handbook",
        "event-title": "Example Meeting",
        "event-place": "Exampleton",
        "issued": {"date-parts": [[2020]], "season": "winter"},
    }


word = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
families = word.filter(lambda text: "," not in text and not text.startswith("{"))
names = st.builds(lambda family, given: Name(family=family, given=given), families, word | st.just("")) | st.builds(
    lambda literal: Name(literal=literal), word
)


@given(st.lists(names, max_size=6).map(tuple))
def test_every_list_of_names_survives_the_text_form(authors: tuple[Name, ...]) -> None:
    assert authors_from_lines(authors_to_lines(authors)) == authors


@given(st.text(max_size=200) | st.text(alphabet="{},a \n", max_size=60))
def test_any_text_is_read_and_reading_it_again_changes_nothing(text: str) -> None:
    once = authors_from_lines(text)

    assert authors_from_lines(authors_to_lines(once)) == once
