"""What readers are told of a change: the note of its edition, as it was last amended by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from publishing.models import Edition, NoteAmendment
from publishing.models.editions import EditionQuerySet


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


def with_notes(editions: EditionQuerySet, *, at: datetime) -> QuerySet[Any]:
    """The same read along with the editions: `amended_note` and `amended_at`, None where nothing was amended."""
    newest = NoteAmendment.objects.filter(edition=OuterRef("pk"), amended_at__lte=at).order_by("-id")
    return editions.annotate(
        amended_note=Subquery(newest.values("note")[:1]), amended_at=Subquery(newest.values("amended_at")[:1])
    )


def note_of(edition: Edition, *, at: datetime) -> Told:
    return notes_of([edition], at=at)[edition.pk]
