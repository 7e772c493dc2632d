"""Preview links: drafts frozen for somebody without an account, until a moment or until they are taken back.

A link shows exactly the documents it was made of. A wrong, expired or revoked address says nothing about why.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from publishing import audit, clock, kinds
from publishing.candidates import candidates_of, with_sort_title
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Edition, Item, PreviewDocument, PreviewLink, User
from publishing.moment import Live
from publishing.problems import describe
from publishing.workflow import Refused

LONGEST = timedelta(days=90)


@transaction.atomic
def share(items: Iterable[Item], *, by: User, lasts: timedelta) -> tuple[PreviewLink, str]:
    """Freezes the drafts as they are saved now. Gives the link and its token, which is stored nowhere."""
    if not timedelta(0) < lasts <= LONGEST:
        raise Refused(f"A preview link lasts from a moment to {LONGEST.days} days; choose a time between.")
    # A picture that the drafts name must not go between reading and keeping them.
    lock_publishing()
    candidates = candidates_of(items)
    if not candidates:
        raise Refused("Nothing was chosen to be shown. Choose at least one draft.")
    now = clock.stamp()
    token = secrets.token_urlsafe(32)
    link = PreviewLink.objects.create(
        token_sha256=hash_of(token), created_by=by, created_at=now, expires_at=now + lasts
    )
    for position, candidate in enumerate(candidates):
        PreviewDocument.objects.create(link=link, position=position, item=candidate.item, document=candidate.text)
        until = {"until": link.expires_at.isoformat()}
        audit.record(AuditEntry.Action.SHARE, candidate.item, by=by, at=now, detail=until)
    return link, token


@transaction.atomic
def revoke(link: PreviewLink, *, by: User) -> None:
    now = clock.stamp()
    taken_back = PreviewLink.objects.filter(pk=link.pk).open(at=now).update(revoked_at=now, revoked_by=by)
    if not taken_back:
        raise Refused("This link had expired or was taken back already, so there is nothing to take back.")
    for document in link.documents.select_related("item"):
        audit.record(AuditEntry.Action.UNSHARE, document.item, by=by, at=now)


def opened(token: str, *, at: datetime) -> PreviewLink | None:
    """The link of that token, while it is open."""
    return PreviewLink.objects.open(at=at).filter(token_sha256=hash_of(token)).first()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def shown_by(link: PreviewLink, *, at: datetime) -> list[tuple[Item, Live]]:
    """The frozen drafts as if they were live, each with its item, in the link's order."""
    documents = list(link.documents.select_related("item"))
    began = _beginnings([document.item for document in documents])
    return [(one.item, _as_live(one, began.get(one.item.id, at), at=at)) for one in documents]


def _beginnings(items: Sequence[Item]) -> dict[object, datetime]:
    """Since when each of the items has been public."""
    return dict(Edition.objects.filter(item__in=items).values_list("item_id", "first_live_from"))


def _as_live(frozen: PreviewDocument, first_live_from: datetime, *, at: datetime) -> Live:
    kind = kinds.get(frozen.item.kind)
    document = kind.read(frozen.document)
    return Live(
        item_id=frozen.item.id,
        kind=kind.name,
        card=with_sort_title(kind.card(document)),
        document=document,
        first_live_from=first_live_from,
        substantive_from=at,
    )


def named(link: PreviewLink) -> str:
    """What the link shows, in words."""
    return ", ".join(describe(document.item) for document in link.documents.select_related("item"))
