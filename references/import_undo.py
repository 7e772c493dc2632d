"""Takes a whole import of references back, record by record: what was edited or cited since stays, and why is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from publishing import audit, clock, kinds, workflow
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Edition, Link, User
from publishing.new_records import withdraw_many
from publishing.workflow import Refused
from references import marks
from references.import_models import ImportRow, ReferenceImport
from references.kinds import ReferenceKind
from references.models import Reference

AT_ONCE = 500
Outcome = ImportRow.Outcome


@dataclass(frozen=True, kw_only=True)
class Undone:
    """How many records were taken back, and those that stay with the reason for each."""

    count: int
    kept: Sequence[tuple[ImportRow, str]]


@transaction.atomic
def undo(found: ReferenceImport, *, by: User) -> Undone:
    """New records are withdrawn, changed ones become what they were. Raises Refused if there is nothing to take back."""
    lock_publishing()
    locked = ReferenceImport.objects.select_for_update().get(pk=found.pk)
    if locked.applied_at is None:
        raise Refused(f"“{found}” was never imported, so there is nothing to take back.")
    cited = keys_cited_in_drafts()
    kept: list[tuple[ImportRow, str]] = []
    count = 0
    rows = found.rows.filter(outcome__in=[Outcome.CREATED, Outcome.UPDATED]).order_by("-position")
    waiting = list(rows.values_list("pk", flat=True))
    for begin in range(0, len(waiting), AT_ONCE):
        some = list(found.rows.filter(pk__in=waiting[begin : begin + AT_ONCE]).order_by("-position"))
        back, stay = _sorted_out(some, cited)
        _take_back(found, back, by=by)
        for row, reason in stay:
            row.reason = reason
        ImportRow.objects.bulk_update([row for row, _ in stay], ["reason"], batch_size=100)
        count += len(back)
        kept += stay
    now = clock.stamp()
    ReferenceImport.objects.filter(pk=found.pk).update(undone_at=now, undone_by=by)
    said = {"file": str(found), "taken back": str(count), "kept": str(len(kept))}
    audit.record(AuditEntry.Action.UNDO_IMPORT, None, by=by, at=now, detail=said)
    found.refresh_from_db()
    return Undone(count=count, kept=kept)


def _sorted_out(
    rows: Sequence[ImportRow], cited: set[str]
) -> tuple[list[tuple[ImportRow, Reference]], list[tuple[ImportRow, str]]]:
    ids = [row.target_id for row in rows]
    drafts = {
        draft.item_id: draft for draft in Reference.objects.filter(item__in=ids).select_related("item", "changed_by")
    }
    linked = set(Link.objects.filter(target__in=ids).values_list("target_id", flat=True))
    back, stay = [], []
    for row in rows:
        draft = drafts.get(row.target_id) if row.target_id else None
        if draft is None:
            stay.append((row, "Its record is gone."))
        elif draft.version != row.version:
            who = f" by {draft.changed_by}" if draft.changed_by else ""
            stay.append((row, f"“{draft.slug}” was changed{who} since."))
        elif draft.item.merged_into_id:
            stay.append((row, f"“{draft.slug}” was merged into another record since."))
        elif row.outcome == Outcome.CREATED and draft.item_id in linked:
            stay.append((row, f"“{draft.slug}” was cited on a page since."))
        elif row.outcome == Outcome.CREATED and draft.slug in cited:
            stay.append((row, f"“{draft.slug}” is cited in a draft."))
        else:
            back.append((row, draft))
    return back, stay


def _take_back(found: ReferenceImport, back: Sequence[tuple[ImportRow, Reference]], *, by: User) -> None:
    created = [draft.item for row, draft in back if row.outcome == Outcome.CREATED]
    withdraw_many(created, by=by, reason=f"The import of {found} was taken back.")
    kind = ReferenceKind()
    for row, draft in back:
        if row.outcome == Outcome.UPDATED:
            draft.changed_by = by
            kind.restore(kind.read(row.before), draft)
            workflow.publish([draft.item], by=by, change=Edition.Change.MINOR)
        row.outcome = Outcome.UNDONE
    ImportRow.objects.bulk_update([row for row, _ in back], ["outcome"], batch_size=AT_ONCE)


def keys_cited_in_drafts() -> set[str]:
    """Every key that a citation in any draft's text names, as it is saved now."""
    return {key for text in _texts() for key in marks.keys(text)}


def _texts() -> Iterator[str]:
    for kind in kinds.every():
        rows: list[Any] = [kind.draft_model]
        rows += [
            relation.related_model
            for relation in kind.draft_model._meta.related_objects
            if relation.one_to_many and relation.on_delete is models.CASCADE
        ]
        for model in rows:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.TextField):
                    texts = model._default_manager.filter(**{f"{field.name}__contains": "data-refs"})
                    yield from texts.values_list(field.name, flat=True).iterator()
