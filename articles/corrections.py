"""What was corrected in public: the list below the policy, and the feed of it. A hidden history is not told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from publishing.models import Edition
from publishing.moment import Moment
from publishing.notes import with_notes

MOST_CORRECTIONS = 200


@dataclass(frozen=True, kw_only=True)
class Correction:
    at: datetime
    note: str
    amended_at: datetime | None
    """When the note was last said better."""
    title: str
    path: str
    """Empty when the page is no longer public."""
    history_path: str
    """Where readers find the words that it changed."""


def corrections_at(t: datetime) -> list[Correction]:
    """Items whose history is hidden are left out; one that is live is called what it is called now."""
    made = Edition.objects.cards().filter(change=Edition.Change.CORRECTION, live_from__lte=t)
    open_to_all = with_notes(made.filter(item__history_hidden_at__isnull=True), at=t)
    shown = list(open_to_all.order_by("-live_from", "-id")[:MOST_CORRECTIONS])
    moment = Moment(t)
    moment.load({edition.item_id for edition in shown})
    found = []
    for edition in shown:
        live = moment.get(edition.item_id)
        title, path = (live.card.title, live.card.path) if live else (edition.title, "")
        assert edition.live_from is not None
        found.append(
            Correction(
                at=edition.live_from,
                note=edition.amended_note or edition.note,
                amended_at=edition.amended_at,
                title=title,
                path=path,
                history_path=_history_path(edition),
            )
        )
    return found


def _history_path(edition: Edition) -> str:
    """A fragment has no history of its own, so its place is named."""
    return edition.path if "#" in edition.path else f"{edition.path}history/{edition.number}/"
