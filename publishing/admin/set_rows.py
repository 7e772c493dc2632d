"""The rows of the pages that publish and submit: the chosen drafts, what they name, and what keeps each of them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from publishing import kinds
from publishing.admin.schedules import Clash, clash_of
from publishing.candidates import Candidate, candidates_of
from publishing.models import Draft, Edition, Item
from publishing.moment import Moment
from publishing.problems import Problem, publish_problems, refusals
from publishing.rebasing import Choices
from publishing.standing import Standing, newer_editions, standings_of, what_is_missing
from publishing.state import State, state_of
from publishing.submissions import included
from publishing.three_way import Side

# How far the page looks for drafts that belong to the set: items named by items named by the chosen ones.
DEPTH = 4
NO_CHOICES: Choices = {}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One draft that is, or could be, part of the set."""

    candidate: Candidate
    state: State
    is_chosen: bool
    problems: Sequence[Problem]
    change_url: str
    missing: str = ""
    """What the site's policy still asks before it may go out."""
    is_held: bool = False
    """Whether it asks for that however small the change is said to be."""
    newer: Sequence[str] = ()
    """What the approver saw in an older edition than readers see now, in words."""

    clash: Clash | None = None
    """With the edition that is scheduled for it, if one is."""

    @property
    def item(self) -> Item:
        return self.candidate.item


def why_not(rows: Sequence[Row]) -> str:
    """Why nothing can go out as it is ticked; empty when it may. Publishing itself asks again."""
    chosen = [row for row in rows if row.is_chosen]
    if not chosen:
        return "Nothing is ticked."
    problems = sum(len(refusals(row.problems)) for row in chosen)
    held = [f"“{row.candidate.draft}”" for row in chosen if row.is_held]
    found = [f"{problems} problem{'s' if problems > 1 else ''} to mend"] if problems else []
    found += [f"a review is missing of {', '.join(held[:3])}{' and others' if len(held) > 3 else ''}"] if held else []
    return f"Not yet: {', and '.join(found)}." if found else ""


def rows_of(items: Sequence[Item], *, at: datetime, choices: Choices = NO_CHOICES) -> list[Row]:
    """The chosen drafts, then those they name that readers can't see as they are drafted."""
    chosen = candidates_of(items)
    problems = publish_problems(items, at=at)
    found = [*chosen, *named_by(chosen, at=at)]
    standings = standings_of(candidate.item for candidate in found)
    return [
        _row(
            candidate,
            standings.get(candidate.item.id),
            at=at,
            is_chosen=index < len(chosen),
            problems=[problem for problem in problems if problem.item_id == candidate.item.id],
            choices=choices.get(candidate.item.id, {}),
        )
        for index, candidate in enumerate(found)
    ]


def _row(
    candidate: Candidate,
    standing: Standing | None,
    *,
    at: datetime,
    is_chosen: bool,
    problems: Sequence[Problem],
    choices: Mapping[str, Side],
) -> Row:
    missing = what_is_missing(candidate, standing, change=Edition.Change.MAJOR, at=at)
    return Row(
        candidate=candidate,
        state=state_of(candidate.draft, at=at, record=candidate.record, standing=standing),
        is_chosen=is_chosen,
        problems=problems,
        change_url=draft_url(candidate.draft),
        clash=clash_of(candidate, at=at, chosen=choices) if is_chosen else None,
        missing=missing,
        is_held=bool(missing and what_is_missing(candidate, standing, change=Edition.Change.MINOR, at=at)),
        newer=newer_than_seen(candidate, standing, at=at),
    )


def newer_than_seen(candidate: Candidate, standing: Standing | None, *, at: datetime) -> list[str]:
    """A warning and no refusal: the words of what a page includes go out under reviews of their own."""
    if standing is None or not standing.is_approved:
        return []
    lives = dict(included(candidate, Moment(at)))
    numbers = {item_id: live.edition.number for item_id, live in lives.items() if live.edition}
    return [
        f"“{lives[item_id].card.title}” has edition {now} by now; the approver saw edition {seen}."
        for item_id, (seen, now) in newer_editions(standing, numbers).items()
    ]


def named_by(chosen: Sequence[Candidate], *, at: datetime) -> list[Candidate]:
    """Drafts that the chosen ones name, and those that they name in turn, where readers can't see them as drafted."""
    seen = {candidate.item.id for candidate in chosen}
    found: list[Candidate] = []
    front = list(chosen)
    for _ in range(DEPTH):
        named = {m.target for candidate in front for m in candidate.mentions if isinstance(m.target, UUID)} - seen
        seen |= named
        items = Item.objects.filter(id__in=named).order_by("kind", "key")
        front = [
            candidate for candidate in candidates_of(items) if not kinds.get(candidate.item.kind).publishes_on_save
        ]
        found += [candidate for candidate in front if not candidate.is_unchanged(at=at)]
        if not front:
            break
    return found


def draft_url(draft: Draft) -> str:
    meta = draft._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[draft.pk])
