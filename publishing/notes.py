"""What readers are told of a change: the note of its edition, as it was last amended by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from publishing.models import Edition, NoteAmendment


@dataclass(frozen=True, kw_only=True)
class Told:
    note: str
    amended_at: datetime | None = None


def notes_of(editions: Iterable[Edition], *, at: datetime) -> dict[int, Told]:
    """By the edition's primary key, in one query for all of them."""
    found = {edition.pk: Told(note=edition.note) for edition in editions}
    made = NoteAmendment.objects.filter(edition__in=found, amended_at__lte=at).order_by("id")
    for edition_id, note, amended_at in made.values_list("edition_id", "note", "amended_at"):
        found[edition_id] = Told(note=note, amended_at=amended_at)
    return found


def note_of(edition: Edition, *, at: datetime) -> Told:
    return notes_of([edition], at=at)[edition.pk]
