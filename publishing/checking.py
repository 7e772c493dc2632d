"""Checks the whole guide: every problem of every draft and of every live edition, by item. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from publishing import kinds
from publishing.candidates import NoDraft, candidates_of
from publishing.models import Edition, Item
from publishing.moment import Live, Moment
from publishing.problems import Problem, moment_after, problems_in, problems_of


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found in one item's draft or live edition."""

    item_id: UUID
    kind: str
    key: str
    title: str
    is_live: bool
    """Whether it is what readers see now; else it is a draft that differs from it."""
    problems: tuple[Problem, ...]


def check_guide(*, at: datetime) -> Iterator[Checked]:
    """Live editions as readers see them, and each draft that differs from them as if it was published alone."""
    moment = Moment(at)
    editions = list(Edition.objects.live(at=at).select_related("item").order_by("kind", "sort_title", "id"))
    for edition in editions:
        moment.know(Live.of(edition))
    for edition in editions:
        live = moment.get(edition.item_id)
        assert live is not None
        kind = kinds.get(live.kind)
        found = problems_in(kind, live.document, edition.item, moment)
        yield _checked(edition.item, title=edition.title, is_live=True, problems=found)
    for item in Item.objects.filter(merged_into__isnull=True).order_by("kind", "key"):
        try:
            [candidate] = candidates_of([item])
        except NoDraft:
            continue
        if not candidate.is_unchanged(at=at):
            found = problems_of([candidate], moment_after([candidate], at=at))
            yield _checked(item, title=candidate.card.title, is_live=False, problems=found)


def _checked(item: Item, *, title: str, is_live: bool, problems: list[Problem]) -> Checked:
    return Checked(
        item_id=item.id, kind=item.kind, key=item.key, title=title, is_live=is_live, problems=tuple(problems)
    )
