"""Paths: what a public path leads to at a moment. One hop at most; chains and loops can't exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from publishing import kinds
from publishing.models import Edition, Path


@dataclass(frozen=True)
class Found:
    edition: Edition


@dataclass(frozen=True)
class Moved:
    to: str


@dataclass(frozen=True)
class Gone:
    """Something was public here and no longer is."""

    title: str


@dataclass(frozen=True)
class Missing:
    """Nothing was ever public here by the moment, whatever may be drafted or scheduled."""


Outcome = Found | Moved | Gone | Missing


def resolve(path: str, *, at: datetime) -> Outcome:
    edition = Edition.objects.at_path(path, at=at)
    if edition is not None:
        return Found(edition)
    owner = Path.objects.select_related("item").filter(path=path).first()
    if owner is None:
        return Missing()
    begun = Edition.objects.cards().filter(item_id=owner.item.survivor_id, live_from__lte=at)
    latest = begun.order_by("-live_from").first()
    if latest is None or not _was_public(owner, latest, at=at):
        return Missing()
    if latest.is_live(at=at):
        return Moved(latest.path)
    return Gone(latest.title)


def _was_public(path: Path, latest: Edition, *, at: datetime) -> bool:
    if path.origin == Path.Origin.IMPORTED or path.item_id != latest.item_id:
        return True
    if path.path in kinds.get(latest.kind).alias_paths(latest.aliases):
        return True
    return Edition.objects.filter(item_id=path.item_id, path=path.path, live_from__lte=at).exists()
