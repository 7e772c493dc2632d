"""Every state that an item can be in, reached through the real steps, in a universe where everything names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from publishing import clock
from publishing.merging import merge
from publishing.workflow import cancel, plan_end, withdraw
from tests.factories import publish
from tests.universe import GENERATIONS, MODELS, Universe, make_universe, write

HOUR = timedelta(hours=1)
# Ahead of the real clock, which the guards inside the database go by.
T = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
SOON = T + 10 * HOUR
LATER = T + 100 * HOUR
JUST_BEFORE = LATER - timedelta(microseconds=1)
REASON = "secretreason"
# What the fixture "universe" is to hold for a test.
FROM_DRAFTS = pytest.mark.parametrize("base", ["drafted"], indirect=True)
FROM_LIVE = pytest.mark.parametrize("base", ["published"], indirect=True)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The one of a kind that is brought to a state, in its universe."""

    universe: Universe
    kind: str

    @property
    def draft(self) -> Any:
        return self.universe.subjects[self.kind]

    @property
    def unpublishable(self) -> tuple[str, ...]:
        """Kinds of which nothing can go out before it has: no article without the disclaimer."""
        return ("article",) if self.kind == "policy" else ()

    @property
    def drafted(self) -> str:
        """The generation of the draft's words."""
        title = getattr(self.draft, self.draft.title_field)
        return next(generation for generation in GENERATIONS if title.startswith(generation))

    def write(self, generation: str) -> None:
        """Writes the draft anew, naming all that it named."""
        self.universe.subjects[self.kind] = write(self.draft, generation, naming=self.universe.drafts())

    def publish(self, *, at: datetime | None = None) -> None:
        publish([self.draft.item], by=self.universe.editor, at=at)

    def withdraw(self) -> None:
        withdraw(self.draft.item, by=self.universe.editor, reason=REASON)

    def cancel(self) -> None:
        """Takes the last edition back."""
        cancel(self.draft.item.editions.latest("number"), by=self.universe.editor)


def drafted() -> Universe:
    return make_universe()


def published() -> Universe:
    universe = make_universe()
    with clock.at(T):
        publish(universe.items(), by=universe.editor)
    return universe


# --- From a universe of drafts ------------------------------------------------------------------------------------


def draft(subject: Subject) -> None:
    """Never published. What is live doesn't name it; the drafts of all that is live do."""
    universe = subject.universe
    rest = [
        found
        for found in universe.drafts()
        if found.item_id != subject.draft.item_id and found.kind not in subject.unpublishable
    ]
    for found in rest:
        write(found, "other" if found in universe.others.values() else "first", naming=rest)
    with clock.at(T):
        publish([found.item for found in rest], by=universe.editor)
        for kind, found in universe.subjects.items():
            universe.subjects[kind] = write(found, "secret", naming=universe.drafts())


def cancelled(subject: Subject) -> None:
    """Taken back from a set that went live without it: what is live names it, and it never was public."""
    universe = subject.universe
    with clock.at(T):
        publish(universe.items(), by=universe.editor, at=T + HOUR)
    with clock.at(T + HOUR / 2):
        subject.cancel()
        subject.write("secret")


def scheduled(subject: Subject) -> None:
    """As cancelled, and scheduled again."""
    cancelled(subject)
    with clock.at(T + HOUR / 2):
        subject.write("first")
        subject.publish(at=LATER)
        subject.write("secret")


# --- From a universe that is live ---------------------------------------------------------------------------------


def live(subject: Subject) -> None:
    """As it was published."""


def changed(subject: Subject) -> None:
    with clock.at(T + HOUR):
        subject.write("secret")


def update_scheduled(subject: Subject) -> None:
    """Other words everywhere, the address among them, from a moment ahead."""
    with clock.at(T + HOUR):
        subject.write("next")
        subject.publish(at=LATER)
        subject.write("secret")


def update_cancelled(subject: Subject) -> None:
    update_scheduled(subject)
    with clock.at(T + 2 * HOUR):
        subject.cancel()


def renamed(subject: Subject) -> None:
    """Other words everywhere, the address among them, at once."""
    with clock.at(T + HOUR):
        subject.write("next")
        subject.publish()
        subject.write("secret")


def ending(subject: Subject) -> None:
    with clock.at(T + HOUR):
        subject.write("secret")
        plan_end(subject.draft.item, at=LATER, by=subject.universe.editor)


def withdrawn(subject: Subject) -> None:
    with clock.at(T + HOUR):
        subject.write("secret")
        subject.withdraw()


def returning(subject: Subject) -> None:
    """Withdrawn, and scheduled to come back."""
    with clock.at(T + HOUR):
        subject.withdraw()
        subject.write("next")
        subject.publish(at=LATER)
        subject.write("secret")


def merged(subject: Subject) -> None:
    """Withdrawn and merged into the other one of its kind."""
    with clock.at(T + HOUR):
        subject.write("secret")
        subject.withdraw()
        survivor = subject.universe.others[subject.kind].item
        merge(subject.draft.item, into=survivor, by=subject.universe.editor, reason=REASON)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a subject is to readers at a moment."""

    status: str
    """What its first address answers; "moved" to its next one, "merged" to that of the survivor."""
    visible: str = ""
    """The generation of its words that they see, if any."""


HIDDEN, LIVE, GONE = Look(status="404"), Look(status="200", visible="first"), Look(status="410")
MOVED, MERGED = Look(status="moved", visible="next"), Look(status="merged")

Reach = Callable[[Subject], None]
Looks = list[tuple[datetime, Look]]

# Each way to a state, with what readers get at which moment from then on, on both sides of what was planned.
# Those in which every kind can be at once, because what names them stays whole:
TOGETHER: dict[Reach, Looks] = {
    live: [(SOON, LIVE)],
    changed: [(SOON, LIVE)],
    update_scheduled: [(JUST_BEFORE, LIVE), (LATER, MOVED)],
    update_cancelled: [(LATER, LIVE)],
    renamed: [(SOON, MOVED)],
    ending: [(JUST_BEFORE, LIVE)],
}
# Those that leave a hole where all else names it:
NEVER_PUBLIC: dict[Reach, Looks] = {
    draft: [(SOON, HIDDEN)],
    cancelled: [(SOON, HIDDEN)],
    scheduled: [(JUST_BEFORE, HIDDEN), (LATER, LIVE)],
}
ONCE_PUBLIC: dict[Reach, Looks] = {
    ending: [(LATER, GONE)],
    withdrawn: [(SOON, GONE)],
    returning: [(JUST_BEFORE, GONE), (LATER, MOVED)],
    merged: [(SOON, MERGED)],
}


Case = tuple[str, Reach, Looks]


# Every state of a kind on one of the two databases, and all kinds together in every state on both.
ON_POSTGRESQL = ("article", "nutrient", "reference")


def cases(looks: dict[Reach, Looks]) -> list[Case]:
    # The address of a policy page is fixed, and two of them have nothing in common.
    return [(kind, reach, looks[reach]) for reach in looks for kind in MODELS if (kind, reach) != ("policy", merged)]


def each(found: list[Case]) -> pytest.MarkDecorator:
    named = [
        pytest.param(
            *case,
            id=f"{case[1].__name__}-{case[0]}",
            marks=pytest.mark.on_postgresql if case[0] in ON_POSTGRESQL else pytest.mark.once,
        )
        for case in found
    ]
    return pytest.mark.parametrize(("kind", "reach", "looks"), named)


CASES = [*cases(NEVER_PUBLIC), *cases(ONCE_PUBLIC)]
