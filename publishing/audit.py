"""The audit trail's one pen: every state change writes a row in its own transaction."""

from __future__ import annotations

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
