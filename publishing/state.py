"""States: what has become of a draft, in an editor's words, told from its editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from publishing.candidates import Record, records_of
from publishing.local_time import shown
from publishing.models import Draft, Edition, Item
from publishing.standing import Standing


@dataclass(frozen=True, kw_only=True)
class State:
    name: str
    label: str
    live: Edition | None = None
    scheduled: Edition | None = None
    last: Edition | None = None
    standing: Standing | None = None

    @property
    def is_public(self) -> bool:
        return self.live is not None


def state_of(draft: Draft, *, at: datetime, record: Record | None = None, standing: Standing | None = None) -> State:
    """What has become of the draft. Where its last submission stands is said behind what readers see of it."""
    record = record or records_of([draft.item])[draft.item_id]
    live, scheduled, last = record.live(at=at), record.scheduled(after=at), record.last
    if live and scheduled and scheduled.live_from:
        name, label = "live", f"Live; edition {scheduled.number} takes over on {shown(scheduled.live_from)}"
    elif scheduled and scheduled.live_from:
        name, label = "scheduled", f"Scheduled for {shown(scheduled.live_from)}"
    elif live and live.live_until:
        name, label = "live", f"Live until {shown(live.live_until)}"
    elif live and draft.has_unpublished_changes:
        name, label = "changed", "Live, with changes that readers don't see yet"
    elif live:
        name, label = "live", "Live"
    elif last:
        name, label = "withdrawn", "Withdrawn"
    else:
        name, label = "draft", "Draft, never published"
    if standing is not None and not scheduled:
        name, label = _under_review(name, label, standing)
    return State(name=name, label=label, live=live, scheduled=scheduled, last=last, standing=standing)


def _under_review(name: str, label: str, standing: Standing) -> tuple[str, str]:
    before = {"draft": "", "changed": "Live. "}.get(name, f"{label}. ")
    return standing.name or name, f"{before}{standing.label}"


def live_items(*, at: datetime) -> Q:
    """A condition on drafts: their item is live at the moment."""
    return Q(item__in=Edition.objects.live(at=at).values("item"))


def is_never_published(item: Item | UUID) -> bool:
    return not Edition.objects.filter(item=item).exists()
