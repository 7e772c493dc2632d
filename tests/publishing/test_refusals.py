"""Steps that make no sense in the state the item is in: refused in words, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from publishing import clock
from publishing.models import AuditEntry, Edition, Person
from publishing.workflow import Refused, cancel, plan_end, remove_end, withdraw
from tests.factories import edit, make_person, make_user, publish
from tests.publishing.timeline import DAY, SECOND, T, intervals, person_live_from, schedule

pytestmark = pytest.mark.django_db

LATER = T + DAY
ada = make_user


def day(moment: datetime) -> str:
    return f"{moment:%d %b %Y, %H:%M} UTC"


def nothing_yet() -> Person:
    return make_person(name="Ravi Rao")


def live() -> Person:
    return person_live_from(T - SECOND)


def scheduled() -> Person:
    person = live()
    schedule(person, at=LATER, said=T - SECOND)
    return person


def ending() -> Person:
    person = live()
    with clock.at(T - SECOND):
        plan_end(person.item, at=LATER, by=ada())
    return person


def withdrawn() -> Person:
    person = live()
    with clock.at(T - SECOND / 2):
        withdraw(person.item, by=ada(), reason="Harm.")
    return person


def last_of(person: Person) -> Edition:
    return person.item.editions.order_by("number").last() or Edition(title="Ravi Rao", number=0, item=person.item)


REFUSALS: dict[str, tuple[Callable[[], Person], Callable[[Person], Any], str]] = {
    "publish over a schedule": (
        scheduled,
        lambda p: publish([p.item], by=ada()),
        f"Person “Ravi Rao” has edition 2 scheduled for {day(LATER)}, which would undo this one. "
        "Cancel that edition, or carry it forward; the publish page offers both.",
    ),
    "schedule over a schedule": (
        scheduled,
        lambda p: publish([edit(p, role="Leads").item], by=ada(), at=LATER + DAY),
        f"Person “Ravi Rao” has edition 2 scheduled for {day(LATER)}, which would undo this one. "
        "Cancel that edition, or carry it forward; the publish page offers both.",
    ),
    "schedule over a planned end": (
        ending,
        lambda p: publish([p.item], by=ada(), at=LATER + DAY),
        f"Person “Ravi Rao” is planned to end on {day(LATER)}. Remove that end first, then schedule.",
    ),
    "schedule for the past": (
        live,
        lambda p: publish([p.item], by=ada(), at=T - SECOND),
        f"{day(T - SECOND)} is already past, so nothing can be scheduled for it. Choose a later moment, or publish now.",
    ),
    "schedule for this very microsecond": (
        live,
        lambda p: publish([p.item], by=ada(), at=T),
        f"{day(T)} is already past, so nothing can be scheduled for it. Choose a later moment, or publish now.",
    ),
    "cancel what is live": (
        live,
        lambda p: cancel(last_of(p), by=ada()),
        "Ravi Rao (edition 1) is not scheduled, so there is nothing to cancel.",
    ),
    "end of nothing": (
        nothing_yet,
        lambda p: plan_end(p.item, at=LATER, by=ada()),
        "Person “Ravi Rao” is neither live nor scheduled, so it has nothing to end.",
    ),
    "end of what was withdrawn": (
        withdrawn,
        lambda p: plan_end(p.item, at=LATER, by=ada()),
        "Person “Ravi Rao” is neither live nor scheduled, so it has nothing to end.",
    ),
    "end in the past": (
        live,
        lambda p: plan_end(p.item, at=T, by=ada()),
        f"{day(T)} is already past. Choose a later moment, or withdraw now.",
    ),
    "end before the schedule begins": (
        scheduled,
        lambda p: plan_end(p.item, at=LATER, by=ada()),
        f"Ravi Rao (edition 2) begins only on {day(LATER)}; its end must come after that.",
    ),
    "remove an end that is not there": (
        live,
        lambda p: remove_end(p.item, by=ada()),
        "Person “Ravi Rao” has no planned end to remove.",
    ),
    "remove the end of what was withdrawn": (
        withdrawn,
        lambda p: remove_end(p.item, by=ada()),
        "Person “Ravi Rao” has no planned end to remove.",
    ),
    "withdraw nothing": (
        nothing_yet,
        lambda p: withdraw(p.item, by=ada(), reason="Harm."),
        "Person “Ravi Rao” is not live and nothing is scheduled, so there is nothing to withdraw.",
    ),
    "withdraw twice": (
        withdrawn,
        lambda p: withdraw(p.item, by=ada(), reason="Harm."),
        "Person “Ravi Rao” is not live and nothing is scheduled, so there is nothing to withdraw.",
    ),
    "withdraw without a reason": (
        live,
        lambda p: withdraw(p.item, by=ada(), reason=" "),
        "Say why Person “Ravi Rao” is withdrawn; the reason is kept.",
    ),
}


@pytest.mark.parametrize(("before", "step", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_senseless_step_is_refused_in_words_and_changes_nothing(
    before: Callable[[], Person], step: Callable[[Person], Any], message: str
) -> None:
    person = before()
    kept, audited = intervals(person), AuditEntry.objects.count()

    with clock.at(T), pytest.raises(Refused) as refusal:
        step(person)

    assert str(refusal.value) == message
    assert (intervals(person), AuditEntry.objects.count()) == (kept, audited)
