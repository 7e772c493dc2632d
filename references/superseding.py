"""Sources that a newer version took the place of: readers learn it at once, and editors of what cites them are asked to look."""

from __future__ import annotations

from collections.abc import Iterator

from publishing import clock
from publishing.models import Item, Overlay, Task, User
from references.health import DAYS_TO_LOOK, ask_of_pages, refresh
from references.models import Reference

# An older edition is seldom wrong at once.
DAYS_TO_COMPARE = 4 * DAYS_TO_LOOK


def tell_of_newer_versions(item: Item, *, by: User) -> None:
    """After a record was saved: what readers are told of it and of its older versions, whose newest it may be now."""
    record = Reference.objects.filter(item=item).first()
    if record is None:
        return
    now = clock.now()
    if record.superseded_by or Overlay.objects.filter(item=item, facts__has_key="newer").exists():
        refresh(item, at=now)
    for older in _older_versions(record):
        refresh(older.item, at=now)
    newest = next(reversed(list(record.newer_versions())), None)
    if newest is not None:
        ask_of_pages(
            item,
            kind=Task.Kind.SUPERSEDED,
            cause=f"{item.key}: superseded by {newest.slug}",
            label="Superseded",
            said=f"superseded by “{newest.title}” ({newest.slug}). Read whether that says the same, then cite it instead",
            days=DAYS_TO_COMPARE,
            by=by,
            at=now,
        )


def _older_versions(record: Reference) -> Iterator[Reference]:
    seen, waiting = {record.pk}, [record]
    while waiting:
        older = Reference.objects.filter(superseded_by__in=waiting).exclude(pk__in=seen).select_related("item")
        waiting = list(older)
        seen |= {one.pk for one in waiting}
        yield from waiting
