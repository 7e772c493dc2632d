"""Pages whose medical review saw other words than a new edition brings: each gets a task. Refuses to judge the new words.

A page is touched by its own edition, by one whose text it includes, and by one that says something new of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from publishing import kinds, tasks
from publishing.models import Edition, Item, Link, MedicalReview, Task, User

# A page that changed in substance is looked at again within so long.
AFTER_CHANGE = timedelta(days=30)


def open_review_tasks(editions: Sequence[Edition], *, by: User, at: datetime) -> list[Task]:
    """For editions that were just written, all with one beginning; a small change asks for nothing."""
    changed = {edition.item_id: edition for edition in editions if edition.change != Edition.Change.MINOR}
    touched = _touched(changed)
    for review in (
        MedicalReview.objects.filter(edition__in=editions).select_related("item", "edition").defer("edition__document")
    ):
        # It went out as it was reviewed.
        touched.pop(review.item_id, None)
        tasks.close_reviewed(review.item, note=f"{review.edition} went out reviewed.", by=by, at=at)
    reviewed = MedicalReview.objects.filter(item__in=touched).values("item")
    opened = []
    for item in Item.objects.filter(id__in=reviewed).order_by("kind", "key"):
        edition = touched[item.id]
        assert edition.live_from is not None
        begun = timezone.localtime(edition.live_from)
        own = "It" if edition.item_id == item.id else f"“{edition.title}”, which stands on it,"
        opened.append(
            tasks.open_task(
                item,
                kind=Task.Kind.RE_REVIEW,
                cause=cause_of(edition),
                reason=f"{own} changed with edition {edition.number} of {begun:%d %b %Y}"
                + (f": {edition.note}" if edition.note else "."),
                due_on=(begun + AFTER_CHANGE).date(),
                by=by,
                at=at,
            )
        )
    return opened


def close_review_tasks(edition: Edition, *, by: User, at: datetime) -> None:
    """Its schedule was cancelled, so nothing changed."""
    tasks.close_caused(cause_of(edition), note="The schedule that asked for it was cancelled.", by=by, at=at)


def cause_of(edition: Edition) -> str:
    return f"edition {edition.number} of {edition.item_id}"


def _touched(changed: dict[UUID, Edition]) -> dict[UUID, Edition]:
    """Every item whose page changes, each with the first edition that changes it."""
    touched: dict[UUID, Edition] = {}
    for item_id, edition in changed.items():
        touched.setdefault(item_id, edition)
    for item_id, target_id, role, kind in _links_to(changed):
        if role in kinds.get(kind).includes:
            touched.setdefault(item_id, changed[target_id])
    for edition in changed.values():
        for target_id in _spoken_of_anew(edition):
            touched.setdefault(target_id, edition)
    return touched


def _links_to(changed: dict[UUID, Edition]) -> list[Any]:
    if not changed:
        return []
    begin = next(iter(changed.values())).live_from
    assert begin is not None
    links = Link.objects.live(at=begin).filter(target__in=list(changed))
    return list(links.order_by("edition_id", "position").values_list("item_id", "target_id", "role", "kind"))


def _spoken_of_anew(edition: Edition) -> set[UUID]:
    """Items of which this edition says something that the one before it did not, or no longer says."""
    before = Edition.objects.filter(item=edition.item_id, live_until=edition.live_from).values("pk")
    said = [
        {(link.target_id, link.role, str(link.excerpt)) for link in links if link.excerpt}
        for links in (Link.objects.filter(edition__in=before), Link.objects.filter(edition=edition))
    ]
    return {target_id for target_id, _, _ in said[0] ^ said[1]}
