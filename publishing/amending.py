"""Amending the public note of an edition: the one step that changes what readers are told of a change.

Nothing else of the edition moves: neither its text nor any date. What the note said before stays on record.
"""

from __future__ import annotations

from django.db import transaction

from publishing import audit, clock
from publishing.history import events_of
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Edition, NoteAmendment, User
from publishing.notes import note_of
from publishing.reasons import is_said
from publishing.workflow import Refused


@transaction.atomic
def amend_note(edition: Edition, *, note: str, seen: str, by: User) -> NoteAmendment:
    """`seen` is the note as whoever amends it read it: of two at once one wins, and the other is told."""
    note = note.strip()
    lock_publishing()
    now = clock.stamp()
    if why_not := why_not_amended(edition):
        raise Refused(why_not)
    told = note_of(edition, at=now).note
    if told != seen:
        raise Refused(f"Somebody amended it while you wrote. Readers are told now: “{told}”")
    if not is_said(note):
        raise Refused("A note tells readers what changed and why; it can be said better, but not be taken away.")
    if note == told:
        raise Refused("This is what the note says already, so there is nothing to amend.")
    amendment = NoteAmendment.objects.create(edition=edition, note=note, amended_at=now, amended_by=by)
    said = {"before": told}
    audit.record(AuditEntry.Action.AMEND_NOTE, edition.item, by=by, at=now, edition=edition, reason=note, detail=said)
    return amendment


def why_not_amended(edition: Edition) -> str:
    """Why there is no public note to amend; empty where there is one, or will be when the edition's moment comes."""
    if edition.live_from is None:
        return f"{edition} was cancelled before readers saw it, so its note is told to nobody."
    events = events_of(edition.item, at=max(edition.live_from, clock.now()))
    if not any(event.is_edition and event.number == edition.number for event in events):
        return f"{edition} stands in no history with a note: it is the first one, or changed only small things."
    return ""
