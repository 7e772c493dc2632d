"""Moments to publish at, and what an item's record looks like afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from publishing import clock
from publishing.models import AuditEntry, Draft, Edition, Person
from tests.factories import edit, make_person, make_user, publish

MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
# Ahead of the real clock, which the guards inside the database go by.
T = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + DAY


def intervals(draft: Draft) -> list[tuple[int, Any, Any]]:
    """(number, live_from, live_until) of each edition."""
    return list(draft.item.editions.order_by("number").values_list("number", "live_from", "live_until"))


def actions() -> list[tuple[str, int | None, str]]:
    """The audit trail: what was done to which edition number, and why."""
    return list(AuditEntry.objects.order_by("id").values_list("action", "edition_number", "reason"))


def person_live_from(moment: datetime, **fields: Any) -> Person:
    """Live from the moment, and edited since."""
    person = make_person(**fields)
    with clock.at(moment):
        publish([person.item], by=make_user())
    return edit(person, role="Writes")


def schedule(draft: Draft, *, at: datetime, said: datetime) -> Edition:
    with clock.at(said):
        (edition,) = publish([draft.item], by=make_user(), at=at)
    return edition
