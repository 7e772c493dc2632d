"""What becomes of drafts beside being published: a former edition comes back into one, or one is thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from publishing import audit, clock, kinds
from publishing.candidates import Candidate, candidate, candidates_of, records_of
from publishing.comparison import Names
from publishing.documents import Document
from publishing.history import IDENTITY, titles_in
from publishing.kinds import AnyKind
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Draft, Edition, Item, Link, ReplacedDraft, Submission, User
from publishing.problems import describe
from publishing.submissions import note_saved
from publishing.workflow import Refused


def drafts_of(item_ids: Iterable[UUID]) -> dict[UUID, Draft]:
    """The drafts of these items, each with who changed it last: one query a kind."""
    named: dict[str, list[UUID]] = {}
    for item in Item.objects.filter(id__in=list(item_ids)):
        named.setdefault(item.kind, []).append(item.id)
    found: dict[UUID, Draft] = {}
    for kind, of_kind in named.items():
        drafts = kinds.get(kind).draft_model._default_manager.filter(item__in=of_kind).select_related("changed_by")
        found |= {draft.item_id: draft for draft in drafts}
    return found


def names_in(kind: AnyKind, texts: Sequence[str]) -> Names:
    """What editors call the fields of a kind, and the items that its documents hold."""
    drafts = drafts_of({UUID(found) for text in texts for found in IDENTITY.findall(text)})
    in_public = titles_in(texts, at=clock.now())
    return Names(
        item=lambda one: str(drafts[one]) if one in drafts else in_public(one),
        field=kind.field_label,
    )


@transaction.atomic
def restore(edition: Edition, *, by: User, reason: str = "") -> Draft:
    """Writes a former edition back into the item's draft; readers see nothing of it until it is published."""
    lock_publishing()
    now = clock.stamp()
    draft = write_back(kinds.get(edition.kind).read(edition.document), edition.item, by=by)
    audit.record(AuditEntry.Action.RESTORE, edition.item, by=by, at=now, edition=edition, reason=reason)
    return draft


def write_back(document: Document, item: Item, *, by: User) -> Draft:
    """Lets the draft say what the document says; within a transaction of the caller's.

    What it said before is kept, unless an edition or a submission has it.
    """
    found = candidates_of([item], lock=True)[0]
    _keep(found, by=by)
    found.draft.changed_by = by
    try:
        with transaction.atomic():
            found.kind.restore(document, found.draft)
    except LookupError as error:
        raise Refused(
            f"{describe(item)} can't be brought back as it was, because something that it names was deleted since "
            f"({error.args[0]}). Nothing was changed. Copy what you need of it from the comparison."
        ) from error
    except IntegrityError as error:
        raise Refused(
            f"{describe(item)} can't be brought back as it was: another draft has its address or identifier by now "
            f"({error}). Change that one first."
        ) from error
    note_saved(candidate(item), by=by)
    return found.draft


def _keep(found: Candidate, *, by: User) -> None:
    own: dict[str, Any] = {"item": found.item, "sha256": found.sha256}
    if not (Edition.objects.filter(**own).exists() or Submission.objects.filter(**own).exists()):
        told = {"document": found.text, "replaced_by": by, "replaced_at": clock.stamp()}
        ReplacedDraft.objects.update_or_create(**own, defaults=told)


@transaction.atomic
def bring_back(replaced: ReplacedDraft, *, by: User) -> Draft:
    """Lets the draft say again what it said before something was restored over it."""
    lock_publishing()
    draft = write_back(kinds.get(replaced.item.kind).read(replaced.document), replaced.item, by=by)
    reason = f"What the draft said before {timezone.localtime(replaced.replaced_at):%d %b %Y, %H:%M}."
    audit.record(AuditEntry.Action.RESTORE, replaced.item, by=by, at=clock.stamp(), reason=reason)
    return draft


@transaction.atomic
def discard(item: Item, *, by: User) -> None:
    """Deletes a draft that never had an edition, with its item."""
    lock_publishing()
    if records_of([item])[item.id].last_number:
        raise Refused(f"{describe(item)} has been published, so it stays on record. Withdraw it instead.")
    if Submission.objects.filter(item=item).exists():
        raise Refused(f"{describe(item)} was submitted for review, and what was reviewed stays on record.")
    if Link.objects.filter(target=item).exists():
        raise Refused(f"{describe(item)} is named by a published edition and can't be deleted.")
    last = AuditEntry.objects.filter(item=item).order_by("-at", "-id").first()
    if last is not None:
        raise Refused(
            f"{describe(item)} stays, because it stands on record: {last.actor or 'the site'} {last.get_action_display()} on "
            f"{timezone.localtime(last.at):%d %b %Y}. Readers see nothing of a draft, so it can be left, or used for "
            "another text."
        )
    draft = candidates_of([item])[0].draft
    detail = {"kind": item.kind, "key": item.key, "title": str(draft)}
    try:
        with transaction.atomic():
            draft.delete()
            item.keys.all().delete()
            item.delete()
    except ProtectedError as error:
        users = ", ".join(sorted(f"“{row}”" for row in error.protected_objects))
        raise Refused(f"{describe(item)} is used by {users}, so it stays. Take it out there first.") from error
    audit.record(AuditEntry.Action.DISCARD, None, by=by, at=clock.stamp(), detail=detail)
