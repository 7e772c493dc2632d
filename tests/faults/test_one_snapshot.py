"""A reader whose request meets a commit gets the guide as it was before or after, never a mixture of both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Article, Policy
from publishing import clock
from publishing.snapshot import one_snapshot
from tests.factories import edit, make_article, make_policy, make_user, publish
from tests.leaks.readers import every_address
from tests.leaks.states import SOON, published
from tests.universe import MODELS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

PATIENCE = 30
OLD, NEW = "Words of old.", "Words of new."


class Publisher(Thread):
    """Publishes a set in a connection of its own and commits when it is told to."""

    def __init__(self, *drafts: Any) -> None:
        super().__init__()
        self.drafts = drafts
        self.is_stamped, self.may_commit = Event(), Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                publish([draft.item for draft in self.drafts], by=make_user())
                self.is_stamped.set()
                assert self.may_commit.wait(PATIENCE)
        finally:
            connection.close()

    def commit(self) -> None:
        self.may_commit.set()
        self.join(PATIENCE)


def after_each_query(tell: Callable[[str], None]) -> Any:
    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        found = execute(sql, params, many, context)
        tell(sql)
        return found

    return connection.execute_wrapper(wrapper)


@contextmanager
def committing_after_the_first_read(publisher: Publisher) -> Iterator[None]:
    def commit(sql: str) -> None:
        if "SELECT" in sql and publisher.is_alive():
            publisher.commit()

    with after_each_query(commit):
        yield


def words_on(path: str) -> list[str]:
    text = Client().get(path).content.decode()
    return [words for words in (OLD, NEW) for _ in range(text.count(words))]


def article_and_disclaimer() -> tuple[Article, Policy]:
    """A page that reads its own edition with one query and the disclaimer below it with another."""
    disclaimer = make_policy(body=f"<p>{OLD}</p>", live=True)
    article = make_article(title="Weak legs", text=f"<p>{OLD}</p>", live=True)
    article.articles_richtext_set.update(text=f"<p>{NEW}</p>")
    return edit(article), edit(disclaimer, body=f"<p>{NEW}</p>")


def test_a_page_that_meets_a_commit_shows_no_half_of_the_set() -> None:
    publisher = Publisher(*article_and_disclaimer())
    publisher.start()
    assert publisher.is_stamped.wait(PATIENCE)

    with committing_after_the_first_read(publisher):
        met = words_on("/articles/weak-legs/")

    assert (met, words_on("/articles/weak-legs/")) == ([OLD, OLD], [NEW, NEW])


def test_without_a_snapshot_it_would() -> None:
    publisher = Publisher(*article_and_disclaimer())
    publisher.start()
    assert publisher.is_stamped.wait(PATIENCE)
    article, disclaimer = (draft.item.editions for draft in publisher.drafts)

    with committing_after_the_first_read(publisher):
        counts = article.count(), disclaimer.count()

    assert counts == (1, 2)


def reads_outside(path: str) -> list[str]:
    """What the page reads outside of a snapshot, but for the first: a page that isn't there looks around itself once."""
    told: list[str] = []

    def tell(sql: str) -> None:
        if "SELECT" in sql and not connection.in_atomic_block:
            told.append(sql)

    with clock.at(SOON), after_each_query(tell):
        Client().get(path)
    return told[1:]


def test_every_public_page_reads_in_one_snapshot() -> None:
    published()
    paths = {path for kind in MODELS for path in every_address(subject=kind)} - {reverse("health_ready")}

    assert {path: told for path in sorted(paths) if (told := reads_outside(path))} == {}


def test_a_snapshot_leaves_the_connection_as_it_found_it() -> None:
    with one_snapshot():
        assert Policy.objects.count() == 0

    draft = make_policy()
    assert (connection.in_atomic_block, Policy.objects.get()) == (False, draft)
