"""Paths: what a public path leads to at a moment. One hop at most; chains and loops can't exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    own = _latest(owner.item_id, at=at)
    if owner.origin != Path.Origin.IMPORTED and not _was_public(path, own, at=at):
        return Missing()
    latest = own if owner.item.merged_into_id is None else _latest(owner.item.merged_into_id, at=at) or own
    if latest is None:
        return Missing()
    return Moved(latest.path) if latest.is_live(at=at) else Gone(latest.title)


def _latest(item_id: UUID, *, at: datetime) -> Edition | None:
    """The item's last edition to have begun by the moment, whether or not it has ended."""
    return Edition.objects.cards().filter(item_id=item_id, live_from__lte=at).order_by("-live_from").first()


def _was_public(path: str, latest: Edition | None, *, at: datetime) -> bool:
    if latest is None:
        return False
    if path in kinds.get(latest.kind).alias_paths(latest.aliases):
        return True
    return Edition.objects.filter(item_id=latest.item_id, path=path, live_from__lte=at).exists()
