"""What could stand in for a source that can't be relied on: those that the same sentences, and others like them, cite with it.

Advice for editors: whether one carries the sentence, only a reader of it can say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from publishing.models import Edition, Item, Link, Overlay
from references.source_health import Facts, standing

MOST = 3


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A source that is sound, and in how many of the sentences it stands beside the other already."""

    item_id: UUID
    key: str
    title: str
    path: str
    sentences: int


def replacements_for(item: Item, *, at: datetime) -> list[Replacement]:
    """The most used first; none that was retracted, or that a journal has doubts about."""
    cited = Link.objects.live(at=at).filter(role="cites")
    own = cited.filter(target=item)
    sentences = {_place(link) for link in own}
    beside = cited.filter(edition__in=own.values("edition")).exclude(target=item)
    counted = Counter(link.target_id for link in beside if _place(link) in sentences)
    facts = dict(Overlay.objects.filter(item__in=counted).values_list("item", "facts"))
    sound = [found for found in counted if standing(msgspec.convert(facts.get(found, {}), Facts).notices) is None]
    live = Edition.objects.live(at=at).filter(item__in=sound).values_list("item", "item__key", "title", "path")
    named = {found: (key, title, path) for found, key, title, path in live}
    ranked = sorted(named, key=lambda found: (-counted[found], named[found]))
    return [
        Replacement(item_id=found, key=key, title=title, path=path, sentences=counted[found])
        for found in ranked[:MOST]
        for key, title, path in [named[found]]
    ]


def _place(link: Link) -> tuple[int, str, str]:
    """The sentence that a link stands for: cells of a table may be worded alike."""
    return link.edition_id, str(link.excerpt.get("place", "")), str(link.excerpt.get("sentence", ""))
