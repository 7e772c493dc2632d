"""Constraints that Django lacks, each from one class for SQLite and PostgreSQL: no overlap, and frozen columns.

On SQLite they are triggers handed to `deferred_sql`, because a table rebuild silently drops any other trigger.
A trigger names only its own table: one that names another breaks that table's next rebuild.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

# How long one publish may take between reading the clock and writing; anything older rewrites the past.
GRACE = "10 minutes"

# A setting of PostgreSQL that tests give when they connect.
MAY_EMPTY = "guide.may_empty"

ModelClass = type[models.Model]


class TriggerConstraint(BaseConstraint):
    """A constraint that is made of triggers; subclasses give the statements for each database."""

    def statements(self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """SQL templates in which %(table)s stands for the quoted table."""
        raise NotImplementedError

    def _statements(self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return [Statement(sql, table=table) for sql in self.statements(model, schema_editor)]

    def constraint_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))
        return None

    def create_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        # Only PostgreSQL comes here: SQLite rebuilds the table and asks for constraint_sql instead.
        return "; ".join(str(statement) for statement in self._statements(model, schema_editor))

    def remove_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(f'DROP TRIGGER IF EXISTS "{self.name}" ON %(table)s', table=table)

    def validate(
        self,
        model: ModelClass,
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Nothing to say before the write: these rows are written by publishing code only."""


def columns_of(model: ModelClass, names: Sequence[str]) -> list[str]:
    fields = {field.name: field.column for field in model._meta.local_concrete_fields}
    return [fields[name] for name in names]


class NoOverlap(TriggerConstraint):
    """At most one row for equal `keys` at any moment of the half-open interval [start, end).

    A NULL start means that the row has no interval; a NULL end means that it is open.
    """

    def __init__(self, *, name: str, keys: Sequence[str], start: str, end: str) -> None:
        super().__init__(name=name)
        self.keys, self.start, self.end = tuple(keys), start, end

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "keys": self.keys, "start": self.start, "end": self.end}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def constraint_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return self._exclusion(model)
        return super().constraint_sql(model, schema_editor)

    def create_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(f"ALTER TABLE %(table)s ADD {self._exclusion(model)}", table=table)

    def remove_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(f'ALTER TABLE %(table)s DROP CONSTRAINT "{self.name}"', table=table)

    def _exclusion(self, model: ModelClass) -> str:
        start, end = columns_of(model, [self.start, self.end])
        keys = "".join(f'"{column}" WITH =, ' for column in columns_of(model, self.keys))
        return (
            f'CONSTRAINT "{self.name}" EXCLUDE USING gist '
            f'({keys}tstzrange("{start}", "{end}", \'[)\') WITH &&) WHERE ("{start}" IS NOT NULL)'
        )

    def statements(self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        start, end = columns_of(model, [self.start, self.end])
        keys = columns_of(model, self.keys)
        same = " AND ".join(f'other."{column}" = NEW."{column}"' for column in keys)
        body = (
            f'WHEN NEW."{start}" IS NOT NULL BEGIN '
            f"SELECT RAISE(ABORT, '{self.name}') WHERE EXISTS (SELECT 1 FROM %(table)s AS other "
            f'WHERE {same} AND other.rowid <> NEW.rowid AND other."{start}" IS NOT NULL '
            f'AND (NEW."{end}" IS NULL OR other."{start}" < NEW."{end}") '
            f'AND (other."{end}" IS NULL OR NEW."{start}" < other."{end}")); END'
        )
        watched = ", ".join(f'"{column}"' for column in [*keys, start, end])
        return [
            f'CREATE TRIGGER "{self.name}_insert" AFTER INSERT ON %(table)s {body}',
            f'CREATE TRIGGER "{self.name}_update" AFTER UPDATE OF {watched} ON %(table)s {body}',
        ]

    def validate(
        self,
        model: ModelClass,
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        start, end = getattr(instance, self.start), getattr(instance, self.end)
        if start is None:
            return
        rows = model._default_manager.using(using).filter(**{key: getattr(instance, key) for key in self.keys})
        rows = rows.exclude(pk=instance.pk).filter(**{f"{self.start}__isnull": False})
        rows = rows.filter(models.Q(**{f"{self.end}__isnull": True}) | models.Q(**{f"{self.end}__gt": start}))
        if end is not None:
            rows = rows.filter(**{f"{self.start}__lt": end})
        if rows.exists():
            raise ValidationError(
                f"{instance} would be live at the same time as {rows.first()}; end one before the other begins.",
                code=self.name,
            )


class Frozen(TriggerConstraint):
    """No column changes after insert, but for the interval's future part.

    `end` may be set or moved while it is open or still ahead, not to a moment already past; `start` may only
    go from a moment ahead to NULL (a cancelled schedule). Without `start` and `end` the row never changes.
    """

    def __init__(self, *, name: str, start: str = "", end: str = "") -> None:
        super().__init__(name=name)
        self.start, self.end = start, end

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "start": self.start, "end": self.end}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def statements(self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        if schema_editor.connection.vendor == "postgresql":
            return self._postgresql(model)
        interval = self._interval(model)
        changed = [
            f'OLD."{field.column}" IS NOT NEW."{field.column}"'
            for field in model._meta.local_concrete_fields
            if field.column not in interval
        ]
        moved = self._moved(model, differs="IS NOT", now=_SQLITE_NOW, earliest=_SQLITE_EARLIEST)
        return [
            f'CREATE TRIGGER "{self.name}" BEFORE UPDATE ON %(table)s WHEN {" OR ".join([*changed, *moved])} '
            f"BEGIN SELECT RAISE(ABORT, '{self.name}'); END"
        ]

    def _postgresql(self, model: ModelClass) -> list[str]:
        # Whole rows are compared in the body: a WHEN clause would tie the columns' types to the trigger for ever.
        kept = "".join(f'kept."{column}" := OLD."{column}"; ' for column in self._interval(model))
        earliest = f"(clock_timestamp() - interval '{GRACE}')"
        moved = self._moved(model, differs="IS DISTINCT FROM", now="clock_timestamp()", earliest=earliest)
        refused = " OR ".join(["kept IS DISTINCT FROM OLD", *moved])
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $body$ '
            f"DECLARE kept record; BEGIN kept := NEW; {kept}IF {refused} THEN "
            f"RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}'; "
            f"END IF; RETURN NEW; END $body$",
            f'CREATE TRIGGER "{self.name}" BEFORE UPDATE ON %(table)s FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def _interval(self, model: ModelClass) -> list[str]:
        return columns_of(model, [name for name in (self.start, self.end) if name])

    def _moved(self, model: ModelClass, *, differs: str, now: str, earliest: str) -> list[str]:
        """Conditions under which the interval was moved in a way that rewrites the past."""
        if not self.start:
            return []
        start, end = self._interval(model)
        return [
            f'(OLD."{start}" {differs} NEW."{start}" AND NOT '
            f'(NEW."{start}" IS NULL AND OLD."{start}" IS NOT NULL AND OLD."{start}" > {now}))',
            f'(OLD."{end}" {differs} NEW."{end}" AND NOT '
            f'((OLD."{end}" IS NULL OR OLD."{end}" > {now}) '
            f'AND (NEW."{end}" IS NULL OR NEW."{end}" > {earliest})))',
        ]


class Kept(TriggerConstraint):
    """No row is ever deleted, one by one or with the whole table. On PostgreSQL, where the application's role is another than the tables' owner may be.

    On SQLite whoever can open the file can do anything with it, and Django empties its tables by deleting.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def statements(self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        if schema_editor.connection.vendor != "postgresql":
            return []
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN '
            f"RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}'; END $body$",
            f'CREATE TRIGGER "{self.name}" BEFORE DELETE ON %(table)s FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
            # Tests empty the tables between them, and say so when they connect.
            f'CREATE TRIGGER "{self.name}_all" BEFORE TRUNCATE ON %(table)s FOR EACH STATEMENT '
            f"WHEN (coalesce(current_setting('{MAY_EMPTY}', true), '') <> 'yes') EXECUTE FUNCTION \"{self.name}\"()",
        ]

    def remove_sql(  # type: ignore[override]
        self, model: ModelClass, schema_editor: BaseDatabaseSchemaEditor
    ) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        names = (self.name, f"{self.name}_all")
        return Statement("; ".join(f'DROP TRIGGER IF EXISTS "{name}" ON %(table)s' for name in names), table=table)


# Django stores datetimes on SQLite as text in UTC, so text compares as time. `%%` because a Statement interpolates.
_SQLITE_NOW = "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"
_SQLITE_EARLIEST = f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '-{GRACE}')"
