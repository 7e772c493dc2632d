"""Every state that an item can be in, reached through the real steps, in a universe where everything names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from publishing import clock
from publishing.merging import merge
from publishing.models import Edition
from publishing.workflow import cancel, plan_end, publish, withdraw
from tests.universe import GENERATIONS, MODELS, Universe, make_universe, write

HOUR = timedelta(hours=1)
# Ahead of the real clock, which the guards inside the database go by.
T = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
SOON = T + 10 * HOUR
LATER = T + 100 * HOUR
JUST_BEFORE = LATER - timedelta(microseconds=1)
REASON = "secretreason"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A universe in which the subject of one kind has come to a state, as readers find it."""

    universe: Universe
    kind: str
    not_live: tuple[str, ...] = ()
    """Kinds beside it of which nothing could be published."""

    @property
    def drafted(self) -> str:
        """The generation of the draft's words."""
        title = getattr(self.subject, self.subject.title_field)
        return next(generation for generation in GENERATIONS if title.startswith(generation))

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
    # No article goes out without the disclaimer.
    not_live = ("article",) if kind == "policy" else ()
    rest = [found for found in rest if found.kind not in not_live]
    for found in rest:
        write(found, "other" if found in universe.others.values() else "first", naming=rest)
    with clock.at(T):
        publish([found.item for found in rest], by=universe.editor)
        for name, found in universe.subjects.items():
            universe.subjects[name] = write(found, "secret", naming=universe.drafts())
    return Reached(universe=universe, kind=kind, not_live=not_live)


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
    return reached


def ending(kind: str) -> Reached:
    reached = changed(kind)
    with clock.at(T + HOUR):
        plan_end(reached.subject.item, at=LATER, by=reached.universe.editor)
    return reached


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
class Look:
    """What the subject is to readers at a moment."""

    status: str
    """What its first address answers; "moved" to its next one, "merged" to that of the survivor."""
    visible: str = ""
    """The generation of its words that they see, if any."""


HIDDEN, LIVE, GONE = Look(status="404"), Look(status="200", visible="first"), Look(status="410")
MOVED, MERGED = Look(status="moved", visible="next"), Look(status="merged")

# Each way to a state, with what readers get at which moment from then on, on both sides of what was planned.
STATES: dict[Callable[[str], Reached], list[tuple[datetime, Look]]] = {
    draft: [(SOON, HIDDEN)],
    cancelled: [(SOON, HIDDEN)],
    scheduled: [(JUST_BEFORE, HIDDEN), (LATER, LIVE)],
    live: [(SOON, LIVE)],
    changed: [(SOON, LIVE)],
    update_scheduled: [(JUST_BEFORE, LIVE), (LATER, MOVED)],
    update_cancelled: [(LATER, LIVE)],
    ending: [(JUST_BEFORE, LIVE), (LATER, GONE)],
    withdrawn: [(SOON, GONE)],
    returning: [(JUST_BEFORE, GONE), (LATER, MOVED)],
    republished: [(SOON, LIVE)],
    renamed: [(SOON, MOVED)],
    merged: [(SOON, MERGED)],
}
# The address of a policy page is fixed, and two of them have nothing in common.
CASES = [(kind, reach) for kind in MODELS for reach in STATES if (kind, reach) != ("policy", merged)]
