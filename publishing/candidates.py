"""Candidates: drafts as they would be frozen, for the check, the preview and the publish alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from publishing import documents, kinds
from publishing.documents import Document
from publishing.kinds import AnyKind, Card, Mention
from publishing.models import Draft, Edition, Item
from publishing.moment import Live

# Clocks of hosts differ a little, and sets end on a shared microsecond: nearer than this is not "scheduled".
SKEW = timedelta(seconds=1)
# Moments are counted in microseconds.
STEP = timedelta(microseconds=1)


class NoDraft(Exception):
    """The item has no draft to publish."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """The editions of one item, oldest first, without the cancelled ones; `last_number` counts those too."""

    editions: tuple[Edition, ...] = ()
    last_number: int = 0

    @property
    def last(self) -> Edition | None:
        return self.editions[-1] if self.editions else None

    def live(self, *, at: datetime) -> Edition | None:
        return next((edition for edition in self.editions if edition.is_live(at=at)), None)

    def ahead(self, *, of: datetime) -> list[Edition]:
        """Editions that have not begun by the moment."""
        return [edition for edition in self.editions if edition.live_from and edition.live_from > of]

    def scheduled(self, *, after: datetime) -> Edition | None:
        ahead = self.ahead(of=after + SKEW)
        return ahead[-1] if ahead else None

    def earliest(self, now: datetime) -> datetime:
        """The first moment from `now` on at which a further edition can begin."""
        begun = [edition.live_from for edition in self.editions if edition.live_from]
        ended = [edition.live_until for edition in self.editions if edition.live_until]
        # An end further ahead than that was planned; it does not keep an edition from beginning before it.
        past = [moment for moment in begun if moment <= now + SKEW]
        past += [moment for moment in ended if moment <= now + STEP]
        return max([now, *(moment + STEP for moment in past)])


@dataclass(frozen=True, kw_only=True)
class Candidate:
    item: Item
    kind: AnyKind
    draft: Draft
    document: Document
    text: str
    card: Card
    mentions: tuple[Mention, ...]
    record: Record

    @property
    def sha256(self) -> str:
        return documents.sha256(self.text)

    def is_unchanged(self, *, at: datetime) -> bool:
        """Whether the very same document is live at the moment and stays so."""
        live = self.record.live(at=at)
        return live is not None and live is self.record.last and live.sha256 == self.sha256

    def first_live_from(self, t: datetime) -> datetime:
        return self.record.editions[0].first_live_from if self.record.editions else t

    def substantive_from(self, t: datetime, change: str) -> datetime:
        last = self.record.last
        return last.substantive_from if last and change == Edition.Change.MINOR else t

    def as_live(self, t: datetime, change: str = Edition.Change.MAJOR) -> Live:
        """The candidate as if it were live from `t` on."""
        return Live(
            item_id=self.item.id,
            kind=self.kind.name,
            card=self.card,
            document=self.document,
            first_live_from=self.first_live_from(t),
            substantive_from=self.substantive_from(t, change),
        )


def records_of(items: Iterable[Item]) -> dict[UUID, Record]:
    """Each item's editions, in one query and without their documents."""
    found: dict[UUID, list[Edition]] = {item.id: [] for item in items}
    for edition in Edition.objects.cards().filter(item_id__in=found).order_by("number"):
        found[edition.item_id].append(edition)
    return {
        item_id: Record(
            editions=tuple(sorted((e for e in editions if e.live_from), key=lambda e: e.live_from or e.recorded_at)),
            last_number=editions[-1].number if editions else 0,
        )
        for item_id, editions in found.items()
    }


def candidates_of(items: Iterable[Item], *, lock: bool = False) -> list[Candidate]:
    """Builds every item's draft; with `lock`, no one saves these drafts until the transaction ends."""
    items = list({item.id: item for item in items}.values())
    records = records_of(items)
    return [candidate(item, record=records[item.id], lock=lock) for item in items]


def candidate(item: Item, *, record: Record | None = None, lock: bool = False) -> Candidate:
    kind = kinds.get(item.kind)
    draft = _draft(kind, item, lock=lock)
    document = kind.build(draft)
    return Candidate(
        item=item,
        kind=kind,
        draft=draft,
        document=document,
        text=documents.encode(document),
        card=with_sort_title(kind.card(document)),
        mentions=tuple(kind.mentions(document)),
        record=record or records_of([item])[item.id],
    )


def _draft(kind: AnyKind, item: Item, *, lock: bool) -> Any:
    rows = kind.draft_model._default_manager.filter(item=item)
    draft = (rows.select_for_update() if lock else rows).first()
    if draft is None:
        raise NoDraft(f"{kind.label} “{item.key}” has no draft, so there is nothing to publish or preview.")
    return draft


def with_sort_title(card: Card) -> Card:
    # Folding may lengthen a title; the column holds what sorting needs.
    return replace(card, sort_title=(card.sort_title or card.title.casefold())[:300])
