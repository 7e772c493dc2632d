"""What is live at one moment: the only way in which pages, lists and checks read the guide.

A moment may carry overrides: documents that stand in for what their items have live, as in a preview or in the
check of a set that is about to be published. It reads editions and what hangs on them; never a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from publishing import kinds
from publishing.among import IsAmong, Listed
from publishing.documents import Document
from publishing.kinds import Card, KeyOf, Mention, Target
from publishing.models import Edition, Item, ItemKey, Link, Overlay


class Live:
    """One item's document and card as they stand at a moment, whether frozen or standing in."""

    def __init__(
        self,
        *,
        item_id: UUID,
        kind: str,
        card: Card,
        first_live_from: datetime,
        substantive_from: datetime,
        document: Document | None = None,
        edition: Edition | None = None,
    ) -> None:
        self.item_id, self.kind, self.card = item_id, kind, card
        self.first_live_from, self.substantive_from = first_live_from, substantive_from
        self.edition = edition
        self.overlay: Mapping[str, Any] = {}
        """What is true of the item today, as far as it was read along: a page reads it for what it cites and links."""
        self._document = document

    @classmethod
    def of(cls, edition: Edition) -> Live:
        return cls(
            item_id=edition.item_id,
            kind=edition.kind,
            card=card_of(edition),
            first_live_from=edition.first_live_from,
            substantive_from=edition.substantive_from,
            edition=edition,
        )

    @cached_property
    def document(self) -> Any:
        """The typed document; read from its text when first asked for."""
        if self._document is not None:
            return self._document
        assert self.edition is not None
        return kinds.get(self.kind).read(self.edition.document)


def card_of(edition: Edition) -> Card:
    return Card(
        title=edition.title,
        path=edition.path,
        sort_title=edition.sort_title,
        aliases=tuple(edition.aliases),
        summary=edition.summary,
    )


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What one live document says about the item it was asked about."""

    source_id: UUID
    kind: str
    card: Card
    role: str
    anchor: str
    excerpt: dict[str, Any]


class Moment:
    """Everything that is live at `t`, read lazily and at most once."""

    def __init__(self, t: datetime, overrides: Iterable[Live] = ()) -> None:
        self.t = t
        self.overrides = {live.item_id: live for live in overrides}
        self._read: dict[UUID, Live | None] = dict(self.overrides)
        self._by_key: dict[KeyOf, Live | None] = {}

    @property
    def is_rehearsal(self) -> bool:
        """Whether editors are looking: something stands in for what is live."""
        return bool(self.overrides)

    def know(self, live: Live) -> None:
        """Takes what the caller has already read as live at this moment."""
        self._read[live.item_id] = live

    def read_along(self, edition: Edition, *, including: Iterable[str], also: Iterable[UUID] = ()) -> None:
        """Reads in one query all that the edition links to, and what those that it includes link to in turn.

        `including` names the roles in which a target's text stands on the edition's own page.
        """
        links = Link.objects.filter(edition=edition)
        included = Edition.objects.live(at=self.t).filter(
            IsAmong("item_id", links.filter(role__in=including).values("target"))
        )
        theirs = Link.objects.filter(IsAmong("edition_id", included.values("id")))
        others = Item.objects.filter(id__in=list(also))
        self._take(links.values("target").union(theirs.values("target"), others.values("id")))

    def load(self, ids: Iterable[UUID]) -> None:
        """Reads what is live of these items, or of those that they were merged into, in one query."""
        unread = set(ids) - self._read.keys()
        if not unread:
            return
        self._take(Item.objects.filter(id__in=unread).values(survivor=Coalesce("merged_into_id", "id")))
        for item_id in unread:
            self._read.setdefault(item_id, None)

    def _take(self, items: QuerySet[Any, Any]) -> None:
        """Reads what each of the items has live and remembers it under every id and key that leads there.

        That nothing is live is remembered too, so that nobody asks again.
        """
        begun = Q(editions__live_from__lte=self.t)
        not_ended = Q(editions__live_until__isnull=True) | Q(editions__live_until__gt=self.t)
        keys = ItemKey.objects.filter(item=OuterRef("pk")).values("item").annotate(found=Listed("key"))
        merged = Item.objects.filter(merged_into=OuterRef("pk")).values("merged_into").annotate(found=Listed("id"))
        rows = Item.objects.filter(IsAmong("id", items)).annotate(
            live_edition=FilteredRelation("editions", condition=begun & not_ended),
            every_key=Subquery(keys.values("found")),
            merged_ids=Subquery(merged.values("found")),
        )
        for item in rows.select_related("live_edition", "overlay"):  # type: ignore[misc]
            # Django sets no attribute where the join found nothing.
            edition: Edition | None = getattr(item, "live_edition", None)
            overlay: Overlay | None = getattr(item, "overlay", None)
            found = Live.of(edition) if edition is not None else None
            live = self._read.setdefault(item.id, found)
            if live is not None and overlay is not None:
                # The caller may have known the document already; a document that stands in is overlaid too.
                live.overlay = overlay.facts
            for item_id in (item.merged_ids or "").split():
                self._read.setdefault(UUID(item_id), live)
            for key in (item.every_key or "").split():
                self._by_key[KeyOf(item.kind, key)] = live

    def get(self, item_id: UUID) -> Live | None:
        """What the item, or the one it was merged into, has live."""
        self.load([item_id])
        return self._read[item_id]

    def among(self, ids: Iterable[UUID]) -> list[Live]:
        """Those of the items that are live, in the given order."""
        wanted = list(ids)
        self.load(wanted)
        return [live for item_id in wanted if (live := self._read[item_id]) is not None]

    def by_keys(self, kind: str, keys: Iterable[str]) -> dict[str, Live]:
        """What is live under each of the keys, present or former; a key without anything live is left out."""
        wanted = {key: KeyOf(kind, key) for key in keys}
        unread = [key for key, target in wanted.items() if target not in self._by_key]
        if unread:
            self._read_keys(kind, unread)
        return {key: live for key, target in wanted.items() if (live := self._by_key[target]) is not None}

    def _read_keys(self, kind: str, keys: list[str]) -> None:
        self._take(ItemKey.objects.filter(kind=kind, key__in=keys).values("item"))
        for key in keys:
            self._by_key.setdefault(KeyOf(kind, key), None)

    def resolve(self, mentions: Iterable[Mention]) -> dict[Target, Live]:
        """The live target of each mention; one whose target isn't live is left out."""
        targets = {mention.target for mention in mentions}
        self.load(target for target in targets if isinstance(target, UUID))
        keys: dict[str, list[str]] = {}
        for target in targets:
            if isinstance(target, KeyOf):
                keys.setdefault(target.kind, []).append(target.key)
        for kind, wanted in keys.items():
            self.by_keys(kind, wanted)
        found = {target: self._read[target] if isinstance(target, UUID) else self._by_key[target] for target in targets}
        return {target: live for target, live in found.items() if live is not None}

    def named_by(self, item_id: UUID, *, role: str) -> list[str]:
        """The titles of what names the item in this role, each once."""
        return list(dict.fromkeys(said.card.title for said in self.incoming(item_id) if said.role == role))

    def incoming(self, item_id: UUID) -> list[Incoming]:
        """What live documents say about the item, in the order of their titles."""
        links = [
            Incoming(
                source_id=link.item_id,
                kind=link.kind,
                card=card_of(link.edition),
                role=link.role,
                anchor=link.anchor,
                excerpt=link.excerpt,
            )
            for link in Link.objects.pointing_at(item_id, at=self.t)
            if link.item_id not in self.overrides
        ]
        links += [said for live in self.overrides.values() for said in self._said_by(live, item_id)]
        return sorted(links, key=lambda said: (said.card.sort_title, str(said.source_id)))

    def _said_by(self, live: Live, item_id: UUID) -> list[Incoming]:
        mentions = list(kinds.get(live.kind).mentions(live.document))
        targets = self.resolve(mentions)
        return [
            Incoming(
                source_id=live.item_id,
                kind=live.kind,
                card=live.card,
                role=mention.role,
                anchor=mention.anchor,
                excerpt=mention.excerpt,
            )
            for mention in mentions
            if (target := targets.get(mention.target)) is not None and target.item_id == item_id
        ]
