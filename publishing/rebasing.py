"""When something urgent comes between: publishes over a scheduled edition, which is cancelled or carried forward.

Carried forward means that what is published now is brought into the scheduled text, which is then scheduled anew for the
same moment. Refuses to choose where both changed the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from publishing import clock, drafting, workflow
from publishing.candidates import Candidate, candidates_of, records_of
from publishing.documents import Document
from publishing.lock import lock_publishing
from publishing.models import Edition, Item, User
from publishing.notes import note_of
from publishing.problems import NotPublishable
from publishing.three_way import Conflict, Merge, Side
from publishing.workflow import Refused

Choices = Mapping[UUID, Mapping[str, Side]]


class Undecided(Refused):
    """Both changed the same words, and nobody said yet which are to stand."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What becomes of a scheduled edition when the draft is published before it."""

    scheduled: Edition
    undone: Document
    """The scheduled document: it would take the place of the draft's."""
    merged: Document | None
    """The scheduled document with what the draft changes; none where nothing is live to compare with."""
    conflicts: Sequence[Conflict] = ()
    open: Sequence[Conflict] = ()


def carried(candidate: Candidate, *, at: datetime, chosen: Mapping[str, Side] | None = None) -> Carried | None:
    """What the draft means for the edition that is scheduled, if one is. It writes nothing."""
    scheduled, live = candidate.record.scheduled(after=at), candidate.record.live(at=at)
    if scheduled is None:
        return None
    wanted = [edition.pk for edition in (scheduled, live) if edition is not None]
    texts = dict(Edition.objects.filter(pk__in=wanted).values_list("pk", "document"))
    theirs = texts[scheduled.pk]
    undone = candidate.kind.read(theirs)
    if live is None or theirs == candidate.text:
        return Carried(scheduled=scheduled, undone=undone, merged=None)
    merge = Merge(chosen=chosen or {})
    merged = candidate.kind.read(merge.texts(texts[live.pk], candidate.text, theirs))
    return Carried(scheduled=scheduled, undone=undone, merged=merged, conflicts=merge.conflicts, open=merge.open)


@dataclass(kw_only=True)
class Outcome:
    published: list[Edition]
    carried_on: list[Edition] = field(default_factory=list)
    waiting: list[tuple[Edition, str]] = field(default_factory=list)
    """Cancelled editions whose text, with the change in it, waits in the draft, and why."""


@transaction.atomic
def publish_instead(
    items: Iterable[Item],
    *,
    by: User,
    at: datetime | None = None,
    change: str = Edition.Change.MAJOR,
    note: str = "",
) -> list[Edition]:
    """Cancels what is scheduled for the items, and publishes their drafts."""
    chosen = list(items)
    lock_publishing()
    _cancel(chosen, by=by, reason="Published something else instead.")
    return workflow.publish(chosen, by=by, at=at, change=change, note=note)


@transaction.atomic
def publish_and_carry(
    items: Iterable[Item],
    *,
    by: User,
    choices: Choices,
    change: str = Edition.Change.MAJOR,
    note: str = "",
) -> Outcome:
    """Publishes the drafts now, and schedules anew what was scheduled for them.

    What can't be scheduled as it is now stays in the draft, with the reason.
    """
    chosen = list(items)
    lock_publishing()
    now = clock.stamp()
    plans: list[tuple[Candidate, Carried]] = []
    for candidate in candidates_of(chosen, lock=True):
        plan = carried(candidate, at=now, chosen=choices.get(candidate.item.id))
        if plan is not None and plan.merged is not None:
            plans.append((candidate, plan))
    undecided = [conflict for _, plan in plans for conflict in plan.open]
    if undecided:
        raise Undecided(
            f"The scheduled edition changes the same words in {len(undecided)} place{'s' if len(undecided) > 1 else ''}. "
            "Choose below which are to stand there from its day on."
        )
    _cancel(chosen, by=by, reason="Carried forward over an urgent change.")
    published = workflow.publish(chosen, by=by, change=change, note=note)
    outcome = Outcome(published=published)
    for candidate, plan in plans:
        assert plan.merged is not None
        scheduled = plan.scheduled
        note_then = note_of(scheduled, at=now).note
        drafting.write_back(plan.merged, candidate.item, by=by)
        try:
            outcome.carried_on += workflow.publish(
                [candidate.item], by=by, at=scheduled.live_from, change=scheduled.change, note=note_then
            )
        except (Refused, NotPublishable) as error:
            # For example because nobody has approved the two texts together. Nothing is lost: the draft holds them.
            outcome.waiting.append((scheduled, str(error)))
    return outcome


def _cancel(items: Sequence[Item], *, by: User, reason: str) -> None:
    now = clock.stamp()
    for record in records_of(items).values():
        scheduled = record.scheduled(after=now)
        if scheduled is not None:
            workflow.cancel(scheduled, by=by, reason=reason)
