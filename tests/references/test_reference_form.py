"""What the form of a reference asks of the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing import clock
from references.duplicates import tell_apart
from references.models import Reference
from tests.articles.test_article_form import MOST, editor
from tests.browser.editing import change_path
from tests.factories import make_reference, make_user

pytestmark = pytest.mark.django_db


def reference_with(*, alike: int) -> Reference:
    """With an identifier of each sort, records that may be the same work, and as many that somebody told apart from it."""
    own: dict[str, Any] = {
        "doi": f"10.1000/own-{alike}",
        "pmid": f"9{alike}",
        "pmcid": f"PMC9{alike}",
        "url": f"https://a.example/{alike}",
    }
    title = f"A study of legs number {alike}"
    reference = make_reference(title=title, slug=f"own-{alike}", **own)
    for number in range(alike):
        make_reference(title=title, slug=f"alike-{alike}-{number}")
        other = make_reference(title=title, slug=f"other-{alike}-{number}")
        tell_apart(reference, other, by=make_user(), at=clock.now())
    return reference


def test_the_form_asks_fifteen_queries_at_most_however_many_records_are_like_it() -> None:
    client = editor()
    # What a process asks once is asked already.
    client.get(change_path(make_reference(title="The first")))
    asked = []
    for alike in (1, 4):
        reference = reference_with(alike=alike)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(change_path(reference))
        assert (page.status_code, len(page.context["alike"])) == (200, alike)
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[0] <= MOST


def test_a_save_waits_for_publishing_before_it_takes_the_record() -> None:
    """As imports and merges do: in the other order each would wait for the other, and PostgreSQL would end one."""
    client = editor()
    reference = make_reference(title="A study of legs")
    page = client.get(change_path(reference))
    form = page.context["adminform"].form
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(change_path(reference), typed)

    locks = [sql for query in queries for sql in ("pg_advisory_xact_lock", "FOR UPDATE") if sql in query["sql"]]
    assert (answer.status_code, locks[:2]) == (
        302,
        {"postgresql": ["pg_advisory_xact_lock", "FOR UPDATE"], "sqlite": []}[connection.vendor],
    )
