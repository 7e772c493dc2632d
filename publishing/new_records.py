"""Many records of the library at once: first editions of new drafts, and withdrawals, in few queries.

For kinds that are public when saved and whose documents mention no other item. The same rules, locks and audit rows as in
`publishing.workflow`, which does one set at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from publishing import audit, clock, documents, kinds
from publishing.candidates import Candidate, Record, records_of, with_sort_title
from publishing.freezing import edition_of
from publishing.image_index import images_named_in
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Draft, Edition, Item, ItemKey, Link, Path, User
from publishing.problems import NotPublishable, moment_after, problems_of, refusals


@transaction.atomic
def publish_new(drafts: Sequence[Draft], *, by: User, reason: str = "") -> list[Edition]:
    """Saves new drafts, whose slugs nothing else has, and makes them public. Raises NotPublishable with every problem."""
    lock_publishing()
    now = clock.stamp()
    candidates = _saved(drafts, by=by)
    moment = moment_after(candidates, at=now)
    if problems := refusals(problems_of(candidates, moment)):
        raise NotPublishable(problems)
    Path.objects.bulk_create(
        Path(path=candidate.card.path, item=candidate.item, origin=Path.Origin.EDITION) for candidate in candidates
    )
    editions = Edition.objects.bulk_create(
        edition_of(candidate, live_from=now, live_until=None, now=now, by=by, change=Edition.Change.MAJOR, note="")
        for candidate in candidates
    )
    audit.record_many(AuditEntry.Action.PUBLISH, editions, by=by, at=now, reason=reason)
    return editions


def _saved(drafts: Sequence[Draft], *, by: User) -> list[Candidate]:
    if not drafts:
        return []
    kind = kinds.get(drafts[0].kind)
    items = [Item(kind=kind.name, key=draft.slug) for draft in drafts]
    Item.objects.bulk_create(items)
    ItemKey.objects.bulk_create(ItemKey(kind=kind.name, key=item.key, item=item) for item in items)
    changed_at = clock.now()
    for draft, item in zip(drafts, items, strict=True):
        draft.item, draft.changed_at, draft.changed_by = item, changed_at, by
        draft.version = draft.published_version = 1
    rows: Any = kind.draft_model._default_manager
    rows.bulk_create(drafts)
    return [_candidate(draft) for draft in drafts]


def _candidate(draft: Draft) -> Candidate:
    kind = kinds.get(draft.kind)
    document = kind.build(draft)
    text = documents.encode(document)
    mentions = tuple(kind.mentions(document))
    if mentions or images_named_in(text) or not kind.publishes_on_save:
        raise ValueError(f"{kind.label} “{draft}” names other items or images; publish it with publishing.workflow.")
    return Candidate(
        item=draft.item,
        kind=kind,
        draft=draft,
        document=document,
        text=text,
        card=with_sort_title(kind.card(document)),
        mentions=mentions,
        record=Record(),
    )


@transaction.atomic
def withdraw_many(items: Sequence[Item], *, by: User, reason: str) -> list[Edition]:
    """Takes away what each of the items has live. Items with anything scheduled are for `workflow.withdraw`."""
    lock_publishing()
    now = clock.stamp()
    records = records_of(items)
    live = [edition for record in records.values() if (edition := record.live(at=now)) is not None]
    begun = [edition.live_from for edition in live if edition.live_from is not None]
    end = max([now, *(moment + timedelta(microseconds=1) for moment in begun)])
    ids = [edition.pk for edition in live]
    Edition.objects.filter(pk__in=ids).update(live_until=end)
    Link.objects.filter(edition_id__in=ids).update(live_until=end)
    audit.record_many(AuditEntry.Action.WITHDRAW, live, by=by, at=now, reason=reason)
    return live
