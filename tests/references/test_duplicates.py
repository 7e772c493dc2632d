"""Records of the library that may be the same work: found without reading the library, and told apart for good."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing import clock
from references.csl import Name, Source
from references.duplicates import near_duplicates, tell_apart
from references.match_keys import work_of
from references.models import Reference
from tests.factories import make_reference, make_user

pytestmark = pytest.mark.django_db

TITLE = "Cobalamin deficiency: clinical picture and radiological findings"


def a_record(**fields: str) -> Reference:
    known = {"slug": "briani-2013", "title": TITLE, "authors": "Briani, Chiara", "issued": "2013-11-15"}
    return make_reference(live=False, **(known | fields))


def keys_like(source: Source) -> list[str]:
    return [found.key for found in near_duplicates([source])[0]]


def a_source(**fields: Any) -> Source:
    known: dict[str, Any] = {"key": "", "type": "article-journal", "title": TITLE, "authors": (Name(family="Briani"),)}
    return Source(**(known | {"issued": (2013,)} | fields))


def test_a_near_same_title_is_found_and_another_author_is_not() -> None:
    a_record()
    a_record(slug="rao-2013", authors="Rao, Ravi")

    assert keys_like(a_source(title=TITLE.upper())) == ["briani-2013"]


def test_an_identifier_is_found_whatever_else_differs() -> None:
    a_record(title="Something else", authors="", issued="1999", doi="10.3390/nu5114521")

    found = near_duplicates([a_source(doi="10.3390/nu5114521")])

    assert [(one.key, one.likeness.is_conflict) for one in found[0]] == [("briani-2013", True)]


@pytest.mark.parametrize("missing", ["authors", "issued"])
def test_a_record_without_author_or_year_is_found_by_its_title(missing: str) -> None:
    a_record(**{missing: ""})

    assert keys_like(a_source()) == ["briani-2013"]


@pytest.mark.parametrize("missing", [{"authors": ()}, {"issued": ()}])
def test_a_source_without_author_or_year_finds_whole_records(missing: dict[str, Any]) -> None:
    a_record()

    assert keys_like(a_source(**missing)) == ["briani-2013"]


def test_each_source_gets_an_answer_of_its_own_in_a_fixed_number_of_queries() -> None:
    for number in range(12):
        a_record(slug=f"source-{number}", title=f"Outcomes of trial number {number}", authors=f"Author{number}, A")
    sources = [
        a_source(title=f"Outcomes of trial number {number}", authors=(Name(family=f"Author{number}"),))
        for number in range(12)
    ]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = near_duplicates(sources)

    assert [[one.key for one in of_one] for of_one in found] == [[f"source-{number}"] for number in range(12)]
    assert len(queries) <= 8


def test_a_record_is_no_duplicate_of_itself_or_of_what_was_told_apart() -> None:
    one, other = a_record(), a_record(slug="briani-2013a")
    assert [found.key for found in near_duplicates([work_of(one)], besides=one)[0]] == ["briani-2013a"]

    tell_apart(other, one, by=make_user(), at=clock.now())
    tell_apart(one, other, by=make_user(), at=clock.now())

    assert near_duplicates([work_of(one)], besides=one) == [[]]
    assert near_duplicates([work_of(other)], besides=other) == [[]]


def test_every_way_of_writing_makes_the_keys() -> None:
    record = a_record()
    Reference.objects.filter(pk=record.pk).update(author_key="", title_key="")
    Reference.objects.bulk_update([record], ["author_key"])

    assert Reference.objects.values_list("author_key", "title_key").get() == ("briani 2013", "")
    record.refresh_from_db()
    record.save()
    assert Reference.objects.values_list("author_key", "title_key").get() == (
        "briani 2013",
        "cobalamin deficiency clinical",
    )
