"""Reviews that fall due: of each page that was medically reviewed, when it has to be looked at again, and why.

The day comes nearer with the harm that an error could do, when a source grows old, when the page changes in substance and
when a task about it is open. Nothing here is stored: a page that was reviewed again is due later by itself. Readers are told
only of what is overdue, never of a day ahead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from publishing import kinds
from publishing.listing import leaves_lists_at
from publishing.models import Edition, Link, MedicalReview, Task
from publishing.outdated import AFTER_CHANGE
from publishing.pages import review_due


@dataclass(kw_only=True)
class Due:
    """One page's next review. Of its reasons the first is the one that sets the day."""

    item_id: UUID
    kind: str
    title: str
    path: str
    reviewed_at: datetime
    leaves_lists_on: date | None = None
    """If it is not reviewed before. Only where an error could do most harm, and where the site's policy says so."""
    reasons: list[tuple[date, str]] = field(default_factory=list)

    @property
    def due_on(self) -> date:
        return self.reasons[0][0]

    @property
    def why(self) -> str:
        return self.reasons[0][1]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a frozen document says about reviews; it never changes, so it is read once by each process."""

    months: int
    grows_old_on: date | None


def within(found: Iterable[Due], ahead: timedelta, *, at: datetime) -> list[Due]:
    """Those that are due by so long after the moment."""
    return [due for due in found if due.due_on <= day_of(at) + ahead]


def due_reviews(*, at: datetime) -> list[Due]:
    """Every live page that was reviewed, the most urgent first: six queries, whatever their number."""
    latest = _latest_reviews(at=at)
    editions = _live_of(list(latest), at=at)
    links = list(
        Link.objects.live(at=at)
        .filter(item__in=MedicalReview.objects.values("item"))
        .values_list("item_id", "target_id", "role", "edition__kind")
    )
    targets = _live_of({target for _, target, _, _ in links}, at=at)
    tasks = Task.objects.open().filter(item__in=latest).exclude(kind=Task.Kind.REVIEW_DUE)
    known = _terms([*editions.values(), *(e for e in targets.values() if kinds.get(e.kind).sources_grow_old)])
    found: dict[UUID, Due] = {}
    for item_id, edition in editions.items():
        review = latest[item_id]
        seen, leaves_at = review.reviewed_at, leaves_lists_at(review)
        due = Due(item_id=item_id, kind=edition.kind, title=edition.title, path=edition.path, reviewed_at=seen)
        due.leaves_lists_on = day_of(leaves_at) if leaves_at else None
        months = known[edition.pk].months
        due.reasons.append((day_of(review_due(seen, months=months)), f"a review of such a page holds {months} months"))
        if edition.substantive_from > review.edition.substantive_from:
            due.reasons.append((_after(edition), "it changed since its review"))
        found[item_id] = due
    for item_id, target_id, role, kind in links:
        target = targets.get(target_id)
        if target is None or item_id not in found:
            continue
        due = found[item_id]
        if role in kinds.get(kind).includes and target.substantive_from > due.reviewed_at:
            due.reasons.append((_after(target), f"“{target.title}”, which stands on it, changed since its review"))
        old_on = known[target.pk].grows_old_on if target.pk in known else None
        # Who reviewed it later saw an old source, and let it stand.
        if old_on is not None and old_on > day_of(due.reviewed_at):
            due.reasons.append((old_on, f"its source “{target.title}” grows old"))
    for task in tasks:
        if task.item_id in found:
            found[task.item_id].reasons.append((task.due_on, f"a task is open: {task.reason}"))
    for due in found.values():
        due.reasons.sort(key=lambda reason: reason[0])
    return sorted(found.values(), key=lambda due: (due.due_on, due.title, due.path))


def never_reviewed(*, at: datetime) -> list[Edition]:
    """Live pages of the kinds that await a medical review and have had none: they say so themselves."""
    awaited = [kind.name for kind in kinds.every() if kind.awaits_review]
    is_reviewed = MedicalReview.objects.given(by=at).filter(item=OuterRef("item"))
    live = Edition.objects.cards().live(at=at).filter(~Exists(is_reviewed), kind__in=awaited)
    return list(live.order_by("first_live_from", "id"))


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def _after(edition: Edition) -> date:
    return day_of(edition.substantive_from) + AFTER_CHANGE


def _latest_reviews(*, at: datetime) -> dict[UUID, MedicalReview]:
    """Of each item, with since when what was reviewed had stood as it was."""
    records = MedicalReview.objects.given(by=at).order_by("reviewed_at", "id").select_related("edition")
    wanted = records.only("item", "reviewed_at", "holds_until", "edition", "edition__substantive_from")
    return {review.item_id: review for review in wanted}


def _live_of(item_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Edition]:
    shown = Edition.objects.live(at=at).filter(item_id__in=list(item_ids))
    return {
        edition.item_id: edition
        for edition in shown.only("item", "kind", "title", "path", "sha256", "substantive_from")
    }


# By kind and hash, because the same document says the same for ever.
_read: dict[tuple[str, str], Terms] = {}
# As many as a large guide has live at once; beyond that the process begins anew.
MOST_READ = 50_000


def _terms(editions: Sequence[Edition]) -> dict[int, Terms]:
    if len(_read) > MOST_READ:
        _read.clear()
    missing = [edition.pk for edition in editions if (edition.kind, edition.sha256) not in _read]
    if missing:
        rows = Edition.objects.filter(pk__in=missing).values_list("kind", "sha256", "document")
        for name, sha256, text in rows:
            kind = kinds.get(name)
            document = kind.read(text)
            months, old_on = kind.months_between_reviews(document), kind.grows_old_on(document)
            _read[name, sha256] = Terms(months=months, grows_old_on=old_on)
    return {edition.pk: _read[edition.kind, edition.sha256] for edition in editions}
