"""Forms of drafts that are full of everything, sent back with text and choices that no browser sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from references.richtext import CitedTextField, RichTextField
from tests.leaks.forms import NUL, Desk, errors, form_at
from tests.leaks.states import FROM_DRAFTS
from tests.universe import MODELS, Universe

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

# Longer than any field takes.
LONG, SURROGATE, LATIN = "a" * 300_000, b"a\xed\xa0\x80b", b"Vitam\xedn"
no_nul = ["Null characters are not allowed."]
CITED = (RichTextField, CitedTextField)


def every_kind(test: Any) -> Any:
    return FROM_DRAFTS(pytest.mark.parametrize("kind", MODELS)(test))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@every_kind
def test_a_form_sent_back_as_it_was_changes_nothing(universe: Universe, kind: str) -> None:
    desk = Desk(universe.subjects[kind])
    before = desk.stored

    response = desk.send({})

    assert (response.status_code, desk.stored) == (302, before)


@every_kind
def test_nul_is_refused_beside_every_plain_field_and_nothing_is_written(universe: Universe, kind: str) -> None:
    desk = Desk(universe.subjects[kind])
    before = desk.stored
    plain = [name for name, column in desk.words.items() if not isinstance(column, CITED)]

    response = desk.send({name: [NUL] for name in plain})

    said = errors(response)
    assert {name for name in plain if no_nul[0] not in said[name]} <= {"slug"}
    assert (sorted(said), desk.stored) == (sorted(plain), before)


@every_kind
def test_nul_is_dropped_from_cited_text(universe: Universe, kind: str) -> None:
    desk = Desk(universe.subjects[kind])
    cited = [name for name, column in desk.words.items() if isinstance(column, CITED)]

    response = desk.send({name: [NUL] for name in cited})

    assert (response.status_code, "\\u0000" in desk.stored) == (302, False)


@every_kind
def test_bytes_that_are_no_utf_8_are_stored_as_readable_marks_or_refused(universe: Universe, kind: str) -> None:
    desk = Desk(universe.subjects[kind])
    free = [name for name in desk.words if name not in ("slug", "doi", "url", "archive_url", "authors")]

    for raw in (SURROGATE, LATIN):
        response = desk.send({name: [raw] for name in free}, raw=True)

        assert (response.status_code, "\ufffd" in desk.stored) == (302, True)
        desk.shown = form_at(desk.client, desk.url)


@every_kind
def test_a_text_too_long_in_any_field_is_stored_or_refused_with_the_limit(universe: Universe, kind: str) -> None:
    desk = Desk(universe.subjects[kind])

    for name in desk.words:
        with undone():
            response = desk.send({name: [LONG]})

            if response.status_code == 200:
                assert "300000" in errors(response)[name][0] or name == "slug"
            else:
                assert response.status_code == 302


# --- Values that are none of the choices --------------------------------------------------------------------------


@FROM_DRAFTS
@pytest.mark.parametrize("garbage", ["abc", "-1", "1e3", "\u0661", NUL])
@pytest.mark.parametrize("kind", ["article", "nutrient", "symptom", "food"])
def test_a_choice_that_does_not_exist_is_refused_beside_its_field(universe: Universe, kind: str, garbage: str) -> None:
    desk = Desk(universe.subjects[kind])
    before = desk.stored
    # Whole rows and counts of rows have a test of their own.
    choices = [
        name
        for name in desk.shown
        if "-0-" in name and name not in desk.words and name.rsplit("-", 1)[-1] not in ("id", "DELETE", "parent", kind)
    ]

    with undone():
        response = desk.send({name: [garbage] for name in choices})

        assert response.status_code in (200, 302)
        if response.status_code == 200:
            assert (set(errors(response)) <= {*choices, ""}, desk.stored) == (True, before)
