"""The guards outlive changes of their tables, and the migrations lead to nothing and back to the same schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models

from publishing.models import Edition
from tests.faults.scratch import Scratch, scratch_database
from tests.publishing.rows import HOUR, a_person, insert_edition, moment, refused, update

WHOLE_SCHEMA = {
    "sqlite": "SELECT tbl_name, type, name, sql FROM sqlite_master WHERE tbl_name LIKE 'publishing_%' AND sql IS NOT NULL",
    "postgresql": """
        SELECT relname, 'column', attname, format_type(atttypid, atttypmod) || attnotnull
          FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relname LIKE 'publishing_%' AND attnum > 0
        UNION SELECT relname, 'constraint', conname, pg_get_constraintdef(pg_constraint.oid)
          FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE relname LIKE 'publishing_%'
        UNION SELECT tablename, 'index', indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'publishing_%'
        UNION SELECT relname, 'trigger', tgname, pg_get_triggerdef(pg_trigger.oid)
          FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relname LIKE 'publishing_%' AND NOT tgisinternal
    """,
}


def schema(scratch: Scratch) -> set[tuple[Any, ...]]:
    return set(scratch.query(WHOLE_SCHEMA[scratch.vendor]))


@pytest.mark.on_postgresql
@pytest.mark.django_db
def test_migrations_lead_to_nothing_and_back_to_the_same_schema(tmp_path: Path) -> None:
    with scratch_database(tmp_path) as scratch:
        first = schema(scratch)
        scratch.migrate("publishing", "zero")
        nothing = schema(scratch)
        scratch.migrate()
        second = schema(scratch)

    assert len(first) > 40
    assert nothing == set()
    assert second == first


@contextmanager
def a_longer_title() -> Iterator[None]:
    """Alters a column of the edition's table, for which SQLite writes the whole table anew."""
    old = Edition._meta.get_field("title")
    new: models.Field[str, str] = models.CharField(max_length=301)
    new.set_attributes_from_name("title")
    new.model = Edition
    with connection.schema_editor() as editor:
        editor.alter_field(Edition, old, new)
    try:
        assert "301" in edition_sql()
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Edition, new, old)


def edition_sql() -> str:
    sql = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'publishing_edition'",
        "postgresql": "SELECT character_maximum_length::text FROM information_schema.columns "
        "WHERE table_name = 'publishing_edition' AND column_name = 'title'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_guards_outlive_a_rebuild_of_the_table() -> None:
    item, start = a_person(), datetime.now(UTC)
    row = insert_edition(item, number=1, live_from=moment(-HOUR), live_until=None)

    with a_longer_title():
        with refused("edition_no_overlap"):
            insert_edition(item, number=2, live_from=start, live_until=None)
        with refused("edition_frozen"):
            update(Edition, row, title="changed")
        with refused("edition_frozen"):
            update(Edition, row, live_from=None)
        other = insert_edition(item, number=2, live_from=None, live_until=None)
        with refused("edition_frozen"):
            update(Edition, other, live_from=start)

    with refused("edition_no_overlap"):
        insert_edition(item, number=3, live_from=start, live_until=None)
