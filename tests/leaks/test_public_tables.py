"""The guard itself: it lets the public tables through and nothing else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection

from nutrients.models import Nutrient
from publishing.models import Edition, Item, Link, User
from tests.leaks.public_tables import NotPublic, known_tables, only_public_tables, tables_in

pytestmark = pytest.mark.django_db


def test_public_tables_are_let_through_and_written_down() -> None:
    with only_public_tables() as seen:
        Edition.objects.filter(item__keys__key="a").count()
        list(Link.objects.select_related("edition", "target"))

    assert [tables_in(sql, known_tables()) for sql in seen] == [
        {"publishing_edition", "publishing_itemkey", "publishing_item"},
        {"publishing_link", "publishing_edition", "publishing_item"},
    ]


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ("nutrients_nutrient", lambda: Nutrient.objects.first()),
        ("nutrients_nutrient", lambda: Edition.objects.filter(item__in=Nutrient.objects.values("item")).first()),
        ("publishing_user", lambda: Edition.objects.select_related("published_by").first()),
        ("publishing_user", lambda: User.objects.exists()),
        ("auth_group", lambda: Group.objects.first()),
        ("django_session", lambda: Session.objects.first()),
    ],
)  # fmt: skip
def test_any_other_table_is_refused_by_name(table: str, read: object) -> None:
    with pytest.raises(NotPublic, match=f"read .*{table}.*: SELECT"), only_public_tables():
        read()  # type: ignore[operator]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM nutrients_nutrient",
        "select count(*) from publishing_item join nutrients_nutrient on true",
        'SELECT 1 FROM publishing_item, "nutrients_nutrient"',
        "SELECT 1 FROM sqlite_master",
        "SELECT 1 FROM pg_catalog.pg_tables",
    ],
)
def test_tables_are_found_however_the_statement_is_written(sql: str) -> None:
    with pytest.raises(NotPublic, match="read "), only_public_tables(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "write", [lambda: Item.objects.update(key="x"), lambda: Item.objects.create(kind="person", key="x")]
)
def test_writing_to_a_public_table_is_refused(write: object) -> None:
    with pytest.raises(NotPublic, match="may only read"), only_public_tables():
        write()  # type: ignore[operator]


def test_a_table_may_be_allowed_by_name() -> None:
    with only_public_tables(besides=frozenset({"nutrients_nutrient"})):
        found = list(Nutrient.objects.all())

    assert found == []
