"""Looking at what a set would change holds nobody up: while its pages are read, others save and publish."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from publishing import clock
from publishing.blast_radius import blast_radius, rehearsed
from publishing.candidates import candidates_of
from publishing.lock import LOCK
from publishing.models import Edition, Item
from publishing.problems import NotPublishable
from tests.factories import edit, make_article, make_nutrient, make_reference, make_user, publish

# SQLite lets one write at a time, a look included.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.on_postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL's locks"),
]


def locks_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()",
            [LOCK],
        )
        (count,) = cursor.fetchone()
    return int(count)


def elsewhere(item: Item) -> int:
    """Publishes on a connection of its own, which gives up rather than wait for another's lock."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        make_reference(slug="saved-meanwhile", title="Saved meanwhile")
        (edition,) = publish([item], by=make_user())
        return edition.number
    finally:
        connections.close_all()


def test_others_save_and_publish_while_the_pages_are_read() -> None:
    iron, zinc = make_nutrient(name="Iron", live=True), make_nutrient(name="Zinc", live=True)
    edit(zinc, summary="Other words.")
    candidates = candidates_of([edit(iron, summary="Other words.").item])

    with rehearsed(candidates, by=make_user()) as t, ThreadPoolExecutor(1) as others:
        assert locks_held() == 0
        assert others.submit(elsewhere, zinc.item).result() == 2
        seen = set(Edition.objects.live(at=t).filter(kind="nutrient").values_list("title", "number"))

    # What went out meanwhile is not in the picture, and nothing of the picture stays.
    assert seen == {("Iron", 2), ("Zinc", 1)}
    live = Edition.objects.live(at=clock.now()).filter(kind="nutrient")
    assert set(live.values_list("title", "number")) == {("Iron", 1), ("Zinc", 2)}


def test_a_look_that_is_refused_lets_the_lock_go() -> None:
    with pytest.raises(NotPublishable):
        blast_radius([make_article(authors=[]).item], by=make_user())

    assert locks_held() == 0
