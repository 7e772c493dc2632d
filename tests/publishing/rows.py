"""Rows written by raw SQL, past every guard of ours but the database's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from publishing.constraints import TriggerConstraint
from publishing.models import AuditEntry, Edition, Item, MedicalReview
from publishing.models.drafts import new_item
from tests.factories import make_user

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
PAST, AHEAD = -HOUR, HOUR
Offset = timedelta | None


def moment(offset: Offset) -> datetime | None:
    """A moment counted from now; None stays None."""
    return None if offset is None else datetime.now(UTC) + offset


def a_person() -> Item:
    return new_item("person", "ravi-rao")


def declared(kind: type[TriggerConstraint]) -> list[tuple[type[models.Model], Any]]:
    return [
        (model, constraint)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    ]


def insert(model: type[models.Model], **values: Any) -> int:
    """Inserts one row and gives its id."""
    fields = [model._meta.get_field(name) for name in values]
    columns = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    marks = ", ".join(["%s"] * len(fields))
    prepared = [field.get_db_prep_save(values[field.name], connection) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks}) RETURNING "id"',
            prepared,
        )
        return int(cursor.fetchone()[0])


def update(model: type[models.Model], row_id: int, **values: Any) -> None:
    fields = [model._meta.get_field(name) for name in values]
    changes = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
    prepared = [field.get_db_prep_save(values[field.name], connection) for field in fields]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET {changes} WHERE "id" = %s', [*prepared, row_id])
        assert cursor.rowcount == 1


@contextmanager
def refused(*constraints: str) -> Iterator[None]:
    """The database refuses, naming one of the constraints: when two would, each database picks its own."""
    names = "|".join(re.escape(name) for name in constraints)
    with pytest.raises(IntegrityError, match=names), transaction.atomic():
        yield


def insert_edition(item: Item, *, number: int, live_from: datetime | None, live_until: datetime | None) -> int:
    made = datetime.now(UTC)
    return insert(
        Edition,
        item=item.pk,
        kind=item.kind,
        number=number,
        document="{}",
        sha256="0" * 64,
        title="Ravi Rao",
        sort_title="ravi rao",
        aliases=[],
        summary="",
        path="/people/ravi-rao/",
        change="major",
        note="",
        published_by=make_user().pk,
        recorded_at=made,
        live_from=live_from,
        live_until=live_until,
        first_live_from=live_from or made,
        substantive_from=live_from or made,
    )


def insert_audit_entry(item: Item) -> int:
    return insert(
        AuditEntry,
        at=datetime.now(UTC),
        actor=make_user().pk,
        action="publish",
        item=item.pk,
        edition_number=1,
        reason="",
        detail={},
    )


def insert_review(item: Item, *, reviewer: Item) -> int:
    return insert(
        MedicalReview,
        item=item.pk,
        edition=insert_edition(item, number=1, live_from=None, live_until=None),
        reviewer=reviewer.pk,
        reviewed_at=datetime.now(UTC),
        scope="The whole page.",
        recorded_by=make_user().pk,
    )


def another_value(field: models.Field[Any, Any], value: Any) -> Any:
    """A value that the column could hold and does not."""
    match field:
        case models.ForeignKey() if isinstance(field.target_field, models.UUIDField):
            return uuid4()
        case models.UUIDField():
            return uuid4()
        case models.BooleanField():
            return not value
        case models.DecimalField():
            return (value or 0) + 1
        case models.DateTimeField():
            return (value or datetime.now(UTC)) + HOUR
        case models.DateField():
            return (value or date(2026, 1, 1)) + timedelta(days=1)
        case models.IntegerField() | models.ForeignKey():
            return (value or 0) + 1000
        case models.JSONField():
            return {"changed": True}
        case models.CharField() | models.TextField():
            # PostgreSQL measures before it asks the guard.
            return "changed"[: field.max_length]
    raise NotImplementedError(f"Say here what another value of a {type(field).__name__} is.")
