"""Related articles: those that share a nutrient or a symptom, with the reason in words. Never itself, never a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from publishing.listing import offered
from publishing.models import Link
from publishing.moment import Live, Moment

MOST = 5


@dataclass(frozen=True, kw_only=True)
class Related:
    path: str
    title: str
    reason: str


def related_articles(live: Live, shared: Sequence[UUID], moment: Moment) -> list[Related]:
    """Articles that name most of the same nutrients and symptoms come first."""
    if not shared:
        return []
    naming = Link.objects.live(at=moment.t).filter(target__in=shared, kind="article", role__in=("compares", "about"))
    links = offered(naming, at=moment.t).exclude(item=live.item_id).select_related("edition").defer("edition__document")
    common: dict[UUID, dict[UUID, str]] = {}
    cards: dict[UUID, Link] = {}
    for link in links:
        target = moment.get(link.target_id)
        if target is not None:
            common.setdefault(link.item_id, {})[link.target_id] = target.card.title
            cards[link.item_id] = link
    order = sorted(common, key=lambda item: (-len(common[item]), cards[item].edition.sort_title))
    return [
        Related(
            path=cards[item].edition.path,
            title=cards[item].edition.title,
            reason=f"Also about {in_words(sorted(common[item].values()))}",
        )
        for item in order[:MOST]
    ]


def in_words(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
