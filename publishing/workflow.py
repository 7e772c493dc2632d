"""Publishing: the only code that makes a draft public or takes an item away again.

Each function is one transaction under one lock, writes its audit rows, and refuses with a reason or does it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from publishing import audit, clock
from publishing.candidates import SKEW, Candidate, candidates_of, records_of
from publishing.freezing import claim_alias_paths, claim_key, claim_path, freeze, move_interval
from publishing.local_time import shown
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Draft, Edition, Item, User
from publishing.moment import Moment
from publishing.problems import NotPublishable, describe, moment_after, problems_of, refusals
from publishing.reasons import is_said
from publishing.reviewers import leave_reviews
from publishing.standing import Standing, standings_of, what_is_missing


class Refused(Exception):
    """The step makes no sense in the state the item is in; the message says why and what to do."""


class Unapproved(Refused):
    """The site's policy asks for eyes that have not looked yet."""


class Unexplained(Refused):
    """The change needs a public note and has none."""


@transaction.atomic
def publish(
    items: Iterable[Item],
    *,
    by: User,
    at: datetime | None = None,
    change: str = Edition.Change.MAJOR,
    note: str = "",
) -> list[Edition]:
    """Freezes the drafts of the items as one set that goes live at one moment: now, or `at`.

    Items whose live document would not change get no edition. Raises NotPublishable with every problem of
    every item, or Refused.
    """
    change = Edition.Change(change)
    lock_publishing()
    now = clock.stamp()
    candidates = candidates_of(items, lock=True)
    live_from = _begin(candidates, now=now, at=at)
    moment = moment_after(candidates, at=live_from)
    if problems := refusals(problems_of(candidates, moment)):
        raise NotPublishable(problems)
    _refuse_merged(candidates)
    changed = [candidate for candidate in candidates if not candidate.is_unchanged(at=live_from)]
    standings = standings_of(candidate.item for candidate in changed)
    _refuse_unapproved(changed, standings, by=by, change=change, at=now)
    _refuse_unexplained(changed, change=change, note=note)
    for candidate in changed:
        _refuse_over_plans(candidate, live_from=live_from, now=now, is_scheduled=at is not None)
    editions = write_set(changed, live_from=live_from, now=now, by=by, change=change, note=note, moment=moment)
    for candidate in candidates:
        mark_published(candidate.draft)
    action = AuditEntry.Action.SCHEDULE if at is not None else AuditEntry.Action.PUBLISH
    for edition in editions:
        audit.record(action, edition.item, by=by, at=now, edition=edition, reason=note)
    leave_reviews(editions, standings, moment=moment, at=now)
    # Tasks refuse with this module's own Refused.
    from publishing.outdated import open_review_tasks

    open_review_tasks(editions, by=by, at=now)
    return editions


def write_set(
    changed: Sequence[Candidate],
    *,
    live_from: datetime,
    now: datetime,
    by: User,
    change: str,
    note: str,
    moment: Moment,
) -> list[Edition]:
    """Writes the editions of a set that was checked, and ends what they replace. For publishing and its rehearsal."""
    for candidate in changed:
        claim_key(candidate.item, candidate.draft.slug)
        claim_path(candidate.item, candidate.card.path)
    editions = [
        freeze(
            candidate,
            live_from=live_from,
            live_until=_end_live(candidate, at=live_from),
            now=now,
            by=by,
            change=change,
            note=note,
            moment=moment,
        )
        for candidate in changed
    ]
    for candidate in changed:
        claim_alias_paths(candidate)
    return editions


def begin_of(candidates: Sequence[Candidate], *, now: datetime) -> datetime:
    """The first moment at which the whole set can go live."""
    return max([now, *(candidate.record.earliest(now) for candidate in candidates)])


def _begin(candidates: Sequence[Candidate], *, now: datetime, at: datetime | None) -> datetime:
    if at is None:
        return begin_of(candidates, now=now)
    _require_zone(at)
    if at <= now:
        raise Refused(
            f"{shown(at)} is already past, so nothing can be scheduled for it. Choose a later moment, or publish now."
        )
    return at


def _require_zone(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone; give an aware datetime, for example in UTC.")


def _refuse_merged(candidates: Sequence[Candidate]) -> None:
    merged = Item.objects.filter(id__in=[c.item.id for c in candidates], merged_into__isnull=False)
    for item in merged.select_related("merged_into"):
        assert item.merged_into is not None
        raise Refused(f"{describe(item)} was merged into {describe(item.merged_into)}. Publish that one.")


def _refuse_unapproved(
    changed: Sequence[Candidate], standings: dict[UUID, Standing], *, by: User, change: str, at: datetime
) -> None:
    """The one place through which every publish comes, whoever asks for it. Only the site's own hand is exempt."""
    if by.is_system:
        return
    refused = []
    for one in changed:
        if why := what_is_missing(one, standings.get(one.item.id), change=change, at=at):
            refused.append(f"{describe(one.item)}: {why}")
    if refused:
        raise Unapproved("\n".join(refused))


def _refuse_unexplained(changed: Sequence[Candidate], *, change: str, note: str) -> None:
    """Readers of a page's history learn why it changed; a first edition and a small change explain themselves."""
    if change == Edition.Change.MINOR or is_said(note):
        return
    again = [candidate for candidate in changed if candidate.record.editions]
    if again:
        names = ", ".join(describe(candidate.item) for candidate in again[:5]) + (" and more" if len(again) > 5 else "")
        raise Unexplained(
            f"{names} was published before, and readers find each {Edition.Change(change).label} in its history. "
            "Write a note that tells them what changed and why, or publish it as a minor change."
        )


def _refuse_over_plans(candidate: Candidate, *, live_from: datetime, now: datetime, is_scheduled: bool) -> None:
    # Two publishes may share a microsecond; two plans may not share a moment.
    ahead = candidate.record.ahead(of=now if is_scheduled else now + SKEW)
    if ahead:
        scheduled = ahead[-1]
        assert scheduled.live_from is not None
        raise Refused(
            f"{describe(candidate.item)} has edition {scheduled.number} scheduled for "
            f"{shown(scheduled.live_from)}, which would undo this one. Cancel that edition, or carry it forward; the publish page offers both."
        )
    last = candidate.record.last
    if is_scheduled and last and last.live_until and last.live_until > now:
        raise Refused(
            f"{describe(candidate.item)} is planned to end on {shown(last.live_until)}. "
            "Remove that end first, then schedule."
        )


def _end_live(candidate: Candidate, *, at: datetime) -> datetime | None:
    """Ends what is live when the candidate begins; gives the end that was planned for it, which passes on."""
    live = candidate.record.live(at=at)
    if live is None:
        return None
    planned_end = live.live_until
    move_interval(live, live_from=live.live_from, live_until=at)
    return planned_end


def mark_published(draft: Draft) -> None:
    """Notes that the saved draft is what its last edition says."""
    rows = type(draft)._base_manager.filter(pk=draft.pk)
    rows.update(published_version=draft.version)


@transaction.atomic
def withdraw(item: Item, *, by: User, reason: str, hide_history: bool = False) -> None:
    """Takes the item away from readers now, and cancels what was scheduled for it."""
    if not is_said(reason):
        raise Refused(f"Say why {describe(item)} is withdrawn; the reason is kept.")
    lock_publishing()
    now = clock.stamp()
    history = records_of([item])[item.id]
    ahead, live = history.ahead(of=now), history.live(at=now)
    if not ahead and live is None:
        raise Refused(f"{describe(item)} is not live and nothing is scheduled, so there is nothing to withdraw.")
    for scheduled in ahead:
        move_interval(scheduled, live_from=None, live_until=None)
        audit.record(AuditEntry.Action.CANCEL, item, by=by, at=now, edition=scheduled, reason=reason)
    if live is not None:
        assert live.live_from is not None
        end = max(now, live.live_from + timedelta(microseconds=1))
        move_interval(live, live_from=live.live_from, live_until=end)
    if hide_history:
        Item.objects.filter(id=item.id).update(history_hidden_at=now, history_hidden_reason=reason)
    audit.record(AuditEntry.Action.WITHDRAW, item, by=by, at=now, edition=live, reason=reason)


@transaction.atomic
def cancel(edition: Edition, *, by: User, reason: str = "") -> None:
    """Takes a scheduled edition back; what it would have replaced stays live without an end."""
    lock_publishing()
    now = clock.stamp()
    history = records_of([edition.item])[edition.item_id]
    scheduled = next((ahead for ahead in history.ahead(of=now) if ahead.pk == edition.pk), None)
    if scheduled is None:
        raise Refused(f"{edition} is not scheduled, so there is nothing to cancel.")
    begin = scheduled.live_from
    move_interval(scheduled, live_from=None, live_until=None)
    for before in history.editions:
        if before.live_until == begin:
            move_interval(before, live_from=before.live_from, live_until=None)
    # The draft is no longer what readers will get.
    draft = candidates_of([edition.item])[0].draft
    type(draft)._base_manager.filter(pk=draft.pk).update(published_version=None)
    audit.record(AuditEntry.Action.CANCEL, edition.item, by=by, at=now, edition=scheduled, reason=reason)
    # As above.
    from publishing.outdated import close_review_tasks

    close_review_tasks(scheduled, by=by, at=now)


@transaction.atomic
def plan_end(item: Item, *, at: datetime, by: User, reason: str = "") -> None:
    """Lets the item's last edition end at a future moment, with nothing after it."""
    lock_publishing()
    now = clock.stamp()
    last = records_of([item])[item.id].last
    _require_zone(at)
    if at <= now:
        raise Refused(f"{shown(at)} is already past. Choose a later moment, or withdraw now.")
    if last is None or (last.live_until is not None and last.live_until <= now):
        raise Refused(f"{describe(item)} is neither live nor scheduled, so it has nothing to end.")
    assert last.live_from is not None
    if at <= last.live_from:
        raise Refused(f"{last} begins only on {shown(last.live_from)}; its end must come after that.")
    move_interval(last, live_from=last.live_from, live_until=at)
    audit.record(
        AuditEntry.Action.PLAN_END, item, by=by, at=now, edition=last, reason=reason, detail={"at": at.isoformat()}
    )


@transaction.atomic
def remove_end(item: Item, *, by: User, reason: str = "") -> None:
    """Lets the item's last edition stay live without an end again."""
    lock_publishing()
    now = clock.stamp()
    last = records_of([item])[item.id].last
    if last is None or last.live_until is None or last.live_until <= now + SKEW:
        raise Refused(f"{describe(item)} has no planned end to remove.")
    move_interval(last, live_from=last.live_from, live_until=None)
    audit.record(AuditEntry.Action.REMOVE_END, item, by=by, at=now, edition=last, reason=reason)
