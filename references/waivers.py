"""Waivers of the claim gate: gives and takes them back, with a line in the audit trail each; decides nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from publishing import audit, clock
from publishing.candidates import candidate
from publishing.models import AuditEntry, DraftCheck, Item, User
from publishing.moment import Moment
from publishing.reasons import is_said
from references.cited_kind import CitedKind
from references.claims import Finding
from references.claims import fingerprint_of as fingerprint_of
from references.marks import sentences
from references.waiver_models import ClaimWaiver

SHORTEST_REASON = 15


class NotWaived(Exception):
    """The sentence can't be waived; the message says why and what to do."""


def waivable(item: Item) -> dict[str, tuple[str, Finding]]:
    """What the draft's sentences are found to claim without a source: place and finding by fingerprint."""
    drafted = candidate(item)
    if not isinstance(drafted.kind, CitedKind):
        return {}
    found = drafted.kind.findings(drafted.document, item, Moment(clock.now(), overrides=[drafted.as_live(clock.now())]))
    return {finding.fingerprint: (place, finding) for place, finding in found if finding.fingerprint}


def stands_in_draft(waiver: ClaimWaiver) -> bool:
    """Whether the waived words are still those of a sentence of the draft; else the waiver is void."""
    drafted = candidate(waiver.item)
    assert isinstance(drafted.kind, CitedKind)
    passages = drafted.kind.passages(drafted.document)
    return any(fingerprint_of(one.text) == waiver.fingerprint for _, html in passages for one in sentences(html))


@transaction.atomic
def waive(item: Item, fingerprint: str, *, reason: str, by: User) -> ClaimWaiver:
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON or not is_said(reason):
        raise NotWaived(
            "Say why readers may be told this without a source, in a sentence that a colleague will understand "
            f"next year: at least {SHORTEST_REASON} characters."
        )
    found = waivable(item).get(fingerprint)
    if found is None:
        raise NotWaived(
            "The saved draft has no such sentence without a source any more. Somebody may have changed or cited it; "
            "go back and look at the problems again."
        )
    place, finding = found
    at = clock.stamp()
    waiver = ClaimWaiver.objects.create(
        item=item,
        fingerprint=fingerprint,
        sentence=finding.sentence,
        claims=finding.claims,
        reason=reason,
        by=by,
        given_at=at,
    )
    detail = {"place": place, "sentence": finding.sentence}
    audit.record(AuditEntry.Action.WAIVE, item, by=by, at=at, reason=reason, detail=detail)
    forget_check([item])
    return waiver


@transaction.atomic
def take_back(waiver: ClaimWaiver, *, by: User) -> None:
    at = clock.stamp()
    ended = ClaimWaiver.objects.filter(pk=waiver.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by)
    if not ended:
        raise NotWaived("This waiver was taken back already. Nothing was changed.")
    detail = {"sentence": waiver.sentence}
    audit.record(AuditEntry.Action.END_WAIVER, waiver.item, by=by, at=at, reason=waiver.reason, detail=detail)
    forget_check([waiver.item])


def forget_check(items: Iterable[Item]) -> None:
    """What lists say of the drafts no longer holds."""
    DraftCheck.objects.filter(item__in=list(items)).delete()
