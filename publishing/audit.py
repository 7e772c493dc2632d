"""The audit trail's one pen: every state change writes a row in its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from publishing.models import AuditEntry, Edition, Item, User


def record(
    action: str,
    item: Item | None,
    *,
    by: User | None,
    at: datetime,
    edition: Edition | None = None,
    reason: str = "",
    detail: dict[str, str] | None = None,
) -> None:
    AuditEntry.objects.create(
        at=at,
        actor=by,
        action=action,
        item=item,
        edition_number=edition.number if edition else None,
        reason=reason,
        detail=detail or {},
    )


def record_many(action: str, editions: Sequence[Edition], *, by: User, at: datetime, reason: str = "") -> None:
    """One row for each of the editions, in few queries."""
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=at, actor=by, action=action, item_id=edition.item_id, edition_number=edition.number, reason=reason
        )
        for edition in editions
    )
