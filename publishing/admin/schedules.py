"""A draft against the edition that is scheduled for its item, in words: what that one would undo, and what both changed.

It shows; whether one is cancelled or carried forward is for the publish page and publishing.rebasing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from publishing import documents, drafting
from publishing.candidates import Candidate
from publishing.comparison import Difference, Names, compare
from publishing.models import Edition
from publishing.rebasing import Outcome, carried
from publishing.three_way import ABSENT, Conflict, Side
from publishing.word_diff import Run, diff

IS_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A place that both changed: struck out is the draft's, underlined the scheduled edition's."""

    name: str
    place: tuple[str, ...]
    runs: Sequence[Run]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Clash:
    scheduled: Edition
    undone: Sequence[Difference]
    """From the draft to the scheduled document."""
    can_carry: bool
    gained: Sequence[Difference]
    """From the scheduled document to what it would say with the draft's changes."""
    choices: Sequence[Choice]


def clash_of(candidate: Candidate, *, at: datetime, chosen: Mapping[str, Side]) -> Clash | None:
    found = carried(candidate, at=at, chosen=chosen)
    if found is None:
        return None
    scheduled = documents.encode(found.undone)
    names = drafting.names_in(candidate.kind, [candidate.text, scheduled])
    return Clash(
        scheduled=found.scheduled,
        undone=compare(candidate.document, found.undone, names),
        can_carry=found.merged is not None,
        gained=compare(found.undone, found.merged, names) if found.merged is not None else (),
        choices=[_choice(conflict, candidate, chosen, names) for conflict in found.conflicts],
    )


def _choice(conflict: Conflict, candidate: Candidate, chosen: Mapping[str, Side], names: Names) -> Choice:
    return Choice(
        name=f"side-{candidate.item.id}-{conflict.key}",
        place=tuple(part if part.isdigit() else names.field(part) for part in conflict.place),
        runs=diff(_in_words(conflict.mine, names), _in_words(conflict.theirs, names)),
        chosen=chosen.get(conflict.key, ""),
    )


def _in_words(value: Any, names: Names) -> str:
    if value is ABSENT or value is None:
        return "nothing"
    if isinstance(value, str):
        return names.item(UUID(value)) if IS_IDENTITY.fullmatch(value) else value
    if isinstance(value, dict):
        parts = {name: _in_words(part, names) for name, part in value.items() if name not in ("type", "anchors")}
        return "; ".join(f"{names.field(name)}: {text}" for name, text in parts.items() if text)
    if isinstance(value, list):
        return " ".join(_in_words(part, names) for part in value) or "nothing"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def tell_what_follows(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.carried_on:
        when = timezone.localtime(outcome.carried_on[0].live_from)
        names = ", ".join(f"“{edition.title}”" for edition in outcome.carried_on)
        messages.info(request, f"Carried forward: {names} follows on {when:%d %b %Y, %H:%M}, with this in it.")
    for edition, reason in outcome.waiting:
        messages.warning(
            request,
            f"What was scheduled for {timezone.localtime(edition.live_from):%d %b %Y, %H:%M} waits in the draft of "
            f"“{edition.title}”, with this in it; it could not be scheduled again: {reason}",
        )
