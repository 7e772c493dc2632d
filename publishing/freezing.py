"""Freezing: the rows that one publish writes. Called by `publishing.workflow` inside its transaction only."""

from __future__ import annotations

from datetime import datetime

from publishing.candidates import Candidate
from publishing.image_index import index_images
from publishing.models import Edition, Item, ItemKey, Link, Path, User
from publishing.moment import Moment


def freeze(
    candidate: Candidate,
    *,
    live_from: datetime,
    live_until: datetime | None,
    now: datetime,
    by: User,
    change: str,
    note: str,
    moment: Moment,
) -> Edition:
    """Inserts the edition with its links and projections."""
    edition = edition_of(
        candidate, live_from=live_from, live_until=live_until, now=now, by=by, change=change, note=note
    )
    edition.save(force_insert=True)
    _link(candidate, edition, moment=moment)
    index_images(edition)
    candidate.kind.project(edition, candidate.document)
    return edition


def edition_of(
    candidate: Candidate,
    *,
    live_from: datetime,
    live_until: datetime | None,
    now: datetime,
    by: User,
    change: str,
    note: str,
) -> Edition:
    """The row to insert for the candidate."""
    card = candidate.card
    # Nothing was there that it could have changed or corrected.
    change = change if candidate.record.editions else Edition.Change.MAJOR
    return Edition(
        item=candidate.item,
        kind=candidate.kind.name,
        number=candidate.record.last_number + 1,
        document=candidate.text,
        sha256=candidate.sha256,
        title=card.title,
        sort_title=card.sort_title,
        aliases=list(card.aliases),
        summary=card.summary,
        path=card.path,
        change=change,
        note=note,
        published_by=by,
        recorded_at=now,
        live_from=live_from,
        live_until=live_until,
        first_live_from=candidate.first_live_from(live_from),
        substantive_from=candidate.substantive_from(live_from, change),
    )


def _link(candidate: Candidate, edition: Edition, *, moment: Moment) -> None:
    """Indexes what the edition says of others; the check has made sure that every target is live."""
    targets = moment.resolve(candidate.mentions)
    Link.objects.bulk_create(
        Link(
            edition=edition,
            target_id=targets[mention.target].item_id,
            role=mention.role,
            anchor=mention.anchor,
            position=position,
            excerpt=mention.excerpt,
            item_id=edition.item_id,
            kind=edition.kind,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for position, mention in enumerate(candidate.mentions)
    )


def move_interval(edition: Edition, *, live_from: datetime | None, live_until: datetime | None) -> None:
    """Sets the edition's interval and the copy of it on its links; the database refuses to rewrite the past."""
    for rows in (Edition.objects.filter(pk=edition.pk), Link.objects.filter(edition_id=edition.pk)):
        rows.update(live_from=live_from, live_until=live_until)
    edition.live_from, edition.live_until = live_from, live_until


def claim_key(item: Item, key: str) -> None:
    """Lets the item be known by its present address; the keys it had before still lead to it.

    A key that another item has, or once had, stays that item's, and this one keeps its old key.
    """
    if not key or key == item.key:
        return
    owned, _ = ItemKey.objects.get_or_create(kind=item.kind, key=key, defaults={"item": item})
    # What was merged into this item keeps its own key; the key itself leads here.
    if owned.item_id == item.id and not Item.objects.filter(kind=item.kind, key=key).exists():
        item.key = key
        item.save(update_fields=["key"])


def claim_path(item: Item, path: str) -> None:
    """Makes the path the item's for ever; the check has made sure that no other item owns it."""
    if path:
        Path.objects.get_or_create(path=path, defaults={"item": item, "origin": Path.Origin.EDITION})


def claim_alias_paths(candidate: Candidate) -> None:
    """Makes addresses of the item's other names its own, unless they are taken."""
    for path in candidate.kind.alias_paths(candidate.card.aliases):
        Path.objects.get_or_create(path=path, defaults={"item": candidate.item, "origin": Path.Origin.ALIAS})
