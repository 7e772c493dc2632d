"""The migrations lead to nothing and back to the same schema, guards included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.faults.scratch import Scratch, scratch_database

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


def test_migrations_lead_to_nothing_and_back_to_the_same_schema(tmp_path: Path) -> None:
    with scratch_database(tmp_path) as scratch:
        scratch.migrate()
        first = schema(scratch)
        scratch.migrate("publishing", "zero")
        nothing = schema(scratch)
        scratch.migrate()
        second = schema(scratch)

    assert len(first) > 40
    assert nothing == set()
    assert second == first
