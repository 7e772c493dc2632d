"""Brings references in: stages the records of a file with a plan for each, and imports them in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing import audit, clock, documents, workflow
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Edition, User
from publishing.new_records import publish_new
from publishing.workflow import Refused
from references import import_notices
from references.citation_keys import Keys
from references.csl import Source, authors_to_lines
from references.formats.detection import detect, read
from references.formats.records import BadRecord, Record
from references.formats.text import Decoded
from references.import_models import ImportRow, ReferenceImport
from references.import_plan import USUAL_CHOICE, Plan, Planner
from references.kinds import NAMES, SHARED, ReferenceKind
from references.models import Reference
from references.vocabulary import Format, StudyType

AT_ONCE = 500
MAX_RECORDS = 20_000
# In the admin somebody waits for the one transaction, and what stands before the server may not wait as long.
MAX_WHILE_WAITING = 5_000
MAX_MEGABYTES = 20

Proposal, Choice, Outcome = ImportRow.Proposal, ImportRow.Choice, ImportRow.Outcome


class NotReferences(Exception):
    """The text can't be imported as a whole; the message says why and what would be right."""


def refuse_size(size: int) -> None:
    if size > MAX_MEGABYTES * 1024 * 1024:
        raise NotReferences(
            f"The file has {size / 1024 / 1024:.1f} MB; {MAX_MEGABYTES} MB is the most. Export fewer records at a time, "
            "or without abstracts."
        )


@transaction.atomic
def stage(
    text: Decoded, *, form: str = "", name: str = "", by: User | None = None, most: int = MAX_RECORDS
) -> ReferenceImport:
    """The import with a row for each record, planned and waiting. Raises NotReferences."""
    if not text.text.strip():
        raise NotReferences("There is nothing in it. Export it again, and look at it before you bring it in.")
    form = form or detect(text.text) or ""
    if not form:
        raise NotReferences(
            "This is none of the formats that can be read: BibTeX, RIS, PubMed (MEDLINE), PubMed XML and CSL-JSON. "
            "Choose its format if you know it, or export it again as one of these."
        )
    parsed = read(text.text, form)
    count = len(parsed.records) + len(parsed.bad)
    if not count:
        raise NotReferences(f"No record of {Format(form).label} was found in it. Was another format meant?")
    if count > most:
        raise NotReferences(_too_many(count, most))
    found = ReferenceImport.objects.create(
        name=name[:200], format=form, notes=[*text.notes, *parsed.notes], started_at=clock.now(), started_by=by
    )
    planner = Planner()
    position = 1
    for chunk in _chunks(sorted([*parsed.records, *parsed.bad], key=lambda one: one.line)):
        ImportRow.objects.bulk_create(_planned(found, chunk, planner, first=position))
        position += len(chunk)
    return found


def _too_many(count: int, most: int) -> str:
    said = f"There are {count:,} records in it; {most:,} is the most"
    if most == MAX_RECORDS:
        return f"{said}. Cut the file in parts."
    return (
        f"{said} that can be brought in while you wait. Cut the file in parts, or ask whoever runs the site: "
        f"`manage.py import_references FILE` takes {MAX_RECORDS:,}."
    )


def _chunks(rows: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, AT_ONCE)):
        yield chunk


def _planned(
    found: ReferenceImport, chunk: Sequence[Record | BadRecord], planner: Planner, *, first: int
) -> Iterator[ImportRow]:
    numbered = list(enumerate(chunk, start=first))
    readable = [(position, one.source) for position, one in numbered if isinstance(one, Record)]
    positions = [position for position, _ in readable]
    plans = dict(zip(positions, planner.plans([source for _, source in readable], positions=positions), strict=True))
    for position, one in numbered:
        row = ImportRow(reference_import=found, position=position, line=one.line, raw=one.raw)
        if isinstance(one, Record):
            row.source = msgspec.json.encode(one.source).decode()
            row.notices = msgspec.to_builtins(list(one.notices))
            row.study_type = one.study_type
            row.notes = [*import_notices.in_words(one.notices, form=found.format), *_called(one.study_type), *one.notes]
            _set_plan(row, _storable(one.source, plans[position]))
        else:
            _set_plan(row, Plan(proposal=Proposal.BAD, reason=one.message))
        row.choice = USUAL_CHOICE[Proposal(row.proposal)]
        yield row


def _called(study_type: str) -> list[str]:
    return [f"PubMed calls it: {StudyType(study_type).label.lower()}."] if study_type else []


def _storable(source: Source, plan: Plan) -> Plan:
    """What would be refused on import is said before it."""
    if plan.proposal not in (Proposal.CREATE, Proposal.DUPLICATE):
        return plan
    _, refused = _draft_of(source)
    return Plan(proposal=Proposal.BAD, reason=refused) if refused else plan


def _set_plan(row: ImportRow, plan: Plan) -> None:
    row.proposal, row.reason, row.target_id = plan.proposal, plan.reason, plan.target


def apply(found: ReferenceImport, *, by: User) -> Counter[str]:
    """Imports every waiting row as it was chosen, all or nothing. Raises Refused."""
    try:
        with transaction.atomic():
            return _apply(found, by=by)
    except IntegrityError as error:
        raise Refused(
            f"Someone saved a reference with the same key or identifier meanwhile, so nothing was imported. Try again. ({error})"
        ) from error


def _apply(found: ReferenceImport, *, by: User) -> Counter[str]:
    lock_publishing()
    locked = ReferenceImport.objects.select_for_update().get(pk=found.pk)
    if not locked.is_waiting:
        raise Refused(f"“{found}” has been imported already.")
    planner, keys = Planner(), Keys()
    for begin in range(0, found.rows.count(), AT_ONCE):
        rows = list(found.rows.all()[begin : begin + AT_ONCE])
        _apply_some(found, rows, planner, keys, by=by)
        _note(rows)
    counts = outcomes(found)
    now = clock.stamp()
    ReferenceImport.objects.filter(pk=found.pk).update(applied_at=now, applied_by=by)
    said = {"file": str(found), **{name: str(number) for name, number in counts.items()}}
    audit.record(AuditEntry.Action.IMPORT, None, by=by, at=now, detail=said)
    found.refresh_from_db()
    return counts


def _note(rows: Sequence[ImportRow]) -> None:
    """Writes down what became of the rows: most of them in one statement for each outcome."""
    for outcome in Outcome.values:
        some = [row for row in rows if row.outcome == outcome]
        version = 1 if outcome == Outcome.CREATED else None
        ImportRow.objects.filter(pk__in=[row.pk for row in some]).update(outcome=outcome, version=version)
    ImportRow.objects.bulk_update([row for row in rows if row.outcome == Outcome.CREATED], ["target"], batch_size=250)
    others = [row for row in rows if row.outcome in (Outcome.UPDATED, Outcome.FAILED)]
    ImportRow.objects.bulk_update(others, ["target", "version", "before", "reason"], batch_size=100)


def outcomes(found: ReferenceImport) -> Counter[str]:
    return Counter(found.rows.values_list("outcome", flat=True))


def _apply_some(found: ReferenceImport, rows: Sequence[ImportRow], planner: Planner, keys: Keys, *, by: User) -> None:
    """Plans again: the library, and what was imported before this row, may have changed since the preview."""
    readable = [row for row in rows if row.proposal != Proposal.BAD]
    sources = [row.read_source() for row in readable]
    plans = planner.plans(sources, positions=[row.position for row in readable])
    new: list[tuple[ImportRow, Reference]] = []
    for row in rows:
        if row.proposal == Proposal.BAD:
            row.outcome = Outcome.FAILED
    for row, source, plan in zip(readable, sources, plans, strict=True):
        row.outcome = Outcome.UNCHANGED
        if plan.proposal == Proposal.CONFLICT:
            row.outcome, row.reason, row.target_id = Outcome.FAILED, plan.reason, plan.target
        elif row.choice == Choice.CREATE and plan.proposal in (Proposal.CREATE, Proposal.DUPLICATE):
            _take_new(row, source, keys, new)
        elif row.choice in (Choice.FILL, Choice.REPLACE, Choice.CREATE):
            _take_changes(row, plan, by=by)
    editions = publish_new([draft for _, draft in new], by=by, reason=f"Imported from {found}") if new else []
    for (row, draft), edition in zip(new, editions, strict=True):
        row.outcome, row.target_id, row.version = Outcome.CREATED, edition.item_id, draft.version
    named = [(row, edition.item_id) for (row, _), edition in zip(new, editions, strict=True)]
    named += [
        (row, plan.target)
        for row, plan in zip(readable, plans, strict=True)
        if plan.target and plan.proposal in (Proposal.SAME, Proposal.UPDATE)
    ]
    import_notices.record(named, form=found.format, by=by, at=clock.stamp())


def _take_new(row: ImportRow, source: Source, keys: Keys, new: list[tuple[ImportRow, Reference]]) -> None:
    draft, refused = _draft_of(source)
    if refused:
        row.outcome, row.reason = Outcome.FAILED, refused
        return
    draft.slug, draft.study_type = keys.take(source), row.study_type
    new.append((row, draft))


def _draft_of(source: Source) -> tuple[Reference, str]:
    """A record that holds the source, and why it can't be stored."""
    draft = Reference()
    _write(draft, {name: getattr(source, name) for name in Source.__struct_fields__ if name != "key"})
    try:
        draft.clean_fields(exclude=["item", "slug"])
    except ValidationError as error:
        return draft, f"This can't be stored. {_in_words(error)}"
    return draft, ""


def _take_changes(row: ImportRow, plan: Plan, *, by: User) -> None:
    target = plan.target or row.target_id
    draft = Reference.objects.select_for_update().filter(item=target).first() if target else None
    taken = {**plan.missing, **(plan.differing if row.choice == Choice.REPLACE else {})}
    if draft is None or not (taken or plan.proposal == Proposal.UPDATE):
        return
    before = documents.encode(ReferenceKind().build(draft))
    _write(draft, taken)
    draft.changed_by = by
    try:
        draft.clean_fields(exclude=["item"])
        with transaction.atomic():
            draft.save()
            workflow.publish([draft.item], by=by, change=Edition.Change.MINOR)
    except (ValidationError, IntegrityError) as error:
        row.outcome = Outcome.FAILED
        row.reason = _in_words(error) if isinstance(error, ValidationError) else f"This can't be stored: {error}"
        return
    row.outcome, row.target_id, row.version, row.before = Outcome.UPDATED, draft.item_id, draft.version, before


def _write(draft: Reference, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name in NAMES:
            setattr(draft, name, authors_to_lines(value))
        elif name == "issued":
            draft.issued = "-".join(f"{part:02}" for part in value)
        elif name == "accessed":
            draft.accessed_on = date(*value) if value else None
        elif name in SHARED:
            setattr(draft, name, value)


def _in_words(error: ValidationError) -> str:
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = []
    for name, messages in found.items():
        label = str(getattr(Reference._meta.get_field(name), "verbose_name", name)) if name else ""
        said.append(f"{label}: {' '.join(messages)}" if label else " ".join(messages))
    return " ".join(said)
