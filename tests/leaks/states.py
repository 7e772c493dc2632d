"""Every state that an item can be in, reached through the real steps, in a universe where everything names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from publishing import clock
from publishing.merging import merge
from publishing.models import Edition
from publishing.workflow import cancel, plan_end, publish, withdraw
from tests.universe import MODELS, Universe, make_universe, write

HOUR = timedelta(hours=1)
# Ahead of the real clock, which the guards inside the database go by.
T = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
LATER = T + 100 * HOUR
REASON = "secretreason"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A universe in which the subject of one kind has come to a state, to be looked at from `at` on."""

    universe: Universe
    kind: str
    at: datetime = T + 10 * HOUR

    @property
    def subject(self) -> Any:
        return self.universe.subjects[self.kind]

    def write(self, generation: str) -> None:
        """Writes the subject's draft anew, naming all that it named."""
        self.universe.subjects[self.kind] = write(self.subject, generation, naming=self.universe.drafts())

    def publish(self, *, at: datetime | None = None) -> None:
        publish([self.subject.item], by=self.universe.editor, at=at)

    def withdraw(self) -> None:
        withdraw(self.subject.item, by=self.universe.editor, reason=REASON)

    def cancel(self, edition: Edition) -> None:
        cancel(edition, by=self.universe.editor)


def all_live(kind: str) -> Reached:
    universe = make_universe()
    with clock.at(T):
        publish(universe.items(), by=universe.editor)
    return Reached(universe=universe, kind=kind)


def draft(kind: str) -> Reached:
    """Never published. What is live doesn't name it; the drafts of all that is live do."""
    universe = make_universe()
    subject = universe.subjects[kind]
    rest = [found for found in universe.drafts() if found.item_id != subject.item_id]
    if kind == "policy":
        # No article goes out without the disclaimer.
        rest = [found for found in rest if found.kind != "article"]
    for found in rest:
        write(found, "other" if found in universe.others.values() else "first", naming=rest)
    with clock.at(T):
        publish([found.item for found in rest], by=universe.editor)
        for name, found in universe.subjects.items():
            universe.subjects[name] = write(found, "secret", naming=universe.drafts())
    return Reached(universe=universe, kind=kind)


def cancelled(kind: str) -> Reached:
    """Taken back from a set that went live without it: what is live names it, and it never was public."""
    universe = make_universe()
    with clock.at(T):
        publish(universe.items(), by=universe.editor, at=T + HOUR)
    reached = Reached(universe=universe, kind=kind)
    with clock.at(T + HOUR / 2):
        reached.cancel(reached.subject.item.editions.get())
        reached.write("secret")
    return reached


def scheduled(kind: str) -> Reached:
    """As cancelled, and scheduled again."""
    reached = cancelled(kind)
    with clock.at(T + HOUR / 2):
        reached.write("first")
        reached.publish(at=LATER)
        reached.write("secret")
    return reached


def live(kind: str) -> Reached:
    return all_live(kind)


def changed(kind: str) -> Reached:
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.write("secret")
    return reached


def update_scheduled(kind: str) -> Reached:
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.write("next")
        reached.publish(at=LATER)
        reached.write("secret")
    return reached


def update_cancelled(kind: str) -> Reached:
    reached = update_scheduled(kind)
    with clock.at(T + 2 * HOUR):
        reached.cancel(reached.subject.item.editions.get(number=2))
    return replace(reached, at=LATER)


def ending(kind: str) -> Reached:
    reached = changed(kind)
    with clock.at(T + HOUR):
        plan_end(reached.subject.item, at=LATER, by=reached.universe.editor)
    return reached


def ended(kind: str) -> Reached:
    return replace(ending(kind), at=LATER)


def withdrawn(kind: str) -> Reached:
    reached = changed(kind)
    with clock.at(T + 2 * HOUR):
        reached.withdraw()
    return reached


def returning(kind: str) -> Reached:
    """Withdrawn, and scheduled to come back."""
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.withdraw()
        reached.write("next")
        reached.publish(at=LATER)
        reached.write("secret")
    return reached


def republished(kind: str) -> Reached:
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.withdraw()
    with clock.at(T + 2 * HOUR):
        reached.publish()
        reached.write("secret")
    return reached


def renamed(kind: str) -> Reached:
    """Published anew with other words everywhere, the address among them."""
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.write("next")
        reached.publish()
        reached.write("secret")
    return reached


def merged(kind: str) -> Reached:
    """Withdrawn and merged into the other one of its kind."""
    reached = all_live(kind)
    with clock.at(T + HOUR):
        reached.write("secret")
        reached.withdraw()
        survivor = reached.universe.others[kind].item
        merge(reached.subject.item, into=survivor, by=reached.universe.editor, reason=REASON)
    return reached


@dataclass(frozen=True, kw_only=True)
class State:
    reach: Callable[[str], Reached]
    status: str
    """What the subject's first address answers; "moved" to its next one, "merged" to that of the survivor."""
    visible: str = ""
    """The generation that readers see, if any."""

    @property
    def name(self) -> str:
        return self.reach.__name__


STATES = [
    State(reach=draft, status="404"),
    State(reach=cancelled, status="404"),
    State(reach=scheduled, status="404"),
    State(reach=live, status="200", visible="first"),
    State(reach=changed, status="200", visible="first"),
    State(reach=update_scheduled, status="200", visible="first"),
    State(reach=update_cancelled, status="200", visible="first"),
    State(reach=ending, status="200", visible="first"),
    State(reach=ended, status="410"),
    State(reach=withdrawn, status="410"),
    State(reach=returning, status="410"),
    State(reach=republished, status="200", visible="first"),
    State(reach=renamed, status="moved", visible="next"),
    State(reach=merged, status="merged"),
]
# The address of a policy page is fixed, and two of them have nothing in common.
IMPOSSIBLE = {("policy", "merged")}
CASES = [(kind, state) for kind in MODELS for state in STATES if (kind, state.name) not in IMPOSSIBLE]
