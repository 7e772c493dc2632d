"""Is a record what it says? Compares its title with the one at its identifier, and keeps who looked, when and how."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from publishing.models import Item, User
from references.formats.records import SAYS_RETRACTED
from references.health import ask_editors, record_found, record_identity
from references.health_models import IdentityCheck
from references.likeness import IDENTIFIERS, THRESHOLD, title_likeness
from references.lookup.outcomes import Found
from references.match_keys import work_of
from references.models import Reference
from references.source_health import fingerprint

BY_HAND = "Opened it and read the title there."


@transaction.atomic
def check_by_hand(
    reference: Reference, *, scheme: str, title_seen: str, how: str, by: User, at: datetime
) -> IdentityCheck:
    """What a person saw at the identifier: verified if it is the stored title, else a mismatch."""
    return _record(reference, scheme=scheme, title_seen=title_seen, how=how.strip() or BY_HAND, by=by, at=at)


@transaction.atomic
def check_by_lookup(reference: Reference, found: Found, *, by: User, at: datetime) -> IdentityCheck:
    """What a registry says of it; what it tells of retractions is recorded too."""
    record_found(reference.item, found.notices, registry=found.via, at=at)
    check = _record(
        reference, scheme=found.scheme, title_seen=found.source.title, how=f"Looked up at {found.via}.", by=by, at=at
    )
    ask_editors(reference.item, by=by, at=at)
    return check


def is_same_title(stored: str, seen: str) -> bool:
    return title_likeness(SAYS_RETRACTED.sub("", stored), SAYS_RETRACTED.sub("", seen)) >= THRESHOLD


def checkable(reference: Reference) -> list[tuple[str, str, str]]:
    """The record's identifiers: scheme, name, value."""
    return [(scheme, label, value) for scheme, label in IDENTIFIERS.items() if (value := getattr(reference, scheme))]


def _record(reference: Reference, *, scheme: str, title_seen: str, how: str, by: User, at: datetime) -> IdentityCheck:
    is_same = is_same_title(reference.title, title_seen)
    check = IdentityCheck(
        item=Item.objects.get(pk=reference.item_id),
        state=IdentityCheck.State.VERIFIED if is_same else IdentityCheck.State.MISMATCH,
        of=fingerprint(work_of(reference)),
        scheme=scheme,
        value=getattr(reference, scheme),
        title_seen=title_seen[:1000],
        how=how,
        checked_by=by,
        checked_at=at,
    )
    record_identity(check)
    return check
