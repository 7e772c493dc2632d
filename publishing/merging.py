"""Merging: two items turn out to be one, and one of them answers for both from then on."""

from __future__ import annotations

from django.db import transaction

from publishing import audit, clock
from publishing.candidates import records_of
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Item, ItemKey, Link, User
from publishing.problems import describe
from publishing.workflow import Refused


@transaction.atomic
def merge(item: Item, *, into: Item, by: User, reason: str) -> None:
    """Lets the survivor answer for the item for ever: its keys, its paths and the links to it.

    Frozen documents keep naming the merged item. It must have nothing live any more.
    """
    lock_publishing()
    now = clock.stamp()
    item, into = (Item.objects.select_related("merged_into").get(id=one.id) for one in (item, into))
    into = into.merged_into or into
    if item.merged_into_id:
        raise Refused(f"{describe(item)} has been merged already.")
    if item.kind != into.kind or item.id == into.id:
        raise Refused(f"{describe(item)} can only be merged into another {item.kind}.")
    history = records_of([item])[item.id]
    if history.live(at=now) or history.ahead(of=now):
        raise Refused(f"{describe(item)} is live or scheduled. Withdraw it first, then merge.")
    merged = [item.id, *item.merged_from.values_list("id", flat=True)]
    Item.objects.filter(id__in=merged).update(merged_into=into)
    ItemKey.objects.filter(item_id__in=merged).update(item=into)
    Link.objects.filter(target_id__in=merged).update(target=into)
    audit.record(AuditEntry.Action.MERGE, item, by=by, at=now, reason=reason, detail={"into": str(into.id)})
