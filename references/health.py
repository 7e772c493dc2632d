"""Writes what was found out about sources, and lets it stand over them for readers: the only module that does.

Nothing is unpublished: people are told where it matters, and decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from django.db import transaction

from publishing.models import Item, Link, Overlay, Task, User
from publishing.task_news import tell_owners
from publishing.tasks import open_task
from references.formats.notices import FoundNotice
from references.health_models import IdentityCheck, LinkCheck, Notice
from references.models import Reference
from references.source_health import Facts, Happened, Identity, Newer, Reached, standing
from references.vocabulary import Nature

# How long editors have to look at what rests on a source that can't be relied on.
DAYS_TO_LOOK = 7
# An editor's words in a task; the whole sentence stands behind the link.
SHOWN_SENTENCES = 3


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a registry says happened to one source."""

    nature: str
    dated_on: date | None
    registry: str
    number: str
    doi: str = ""
    pmid: str = ""
    reasons: Sequence[str] = ()


@transaction.atomic
def record_notice(item: Item, told: Told, *, at: datetime) -> str:
    """Stores it and lets readers know. Gives "created", "updated" or "unchanged"."""
    item = item.merged_into or item
    values = {
        "nature": told.nature,
        "dated_on": told.dated_on,
        "doi": told.doi,
        "pmid": told.pmid,
        "reasons": list(told.reasons),
    }
    notice, is_new = Notice.objects.get_or_create(
        item=item,
        registry=told.registry,
        number=told.number,
        defaults={**values, "recorded_at": at, "changed_at": at},
    )
    if not is_new:
        if all(getattr(notice, name) == value for name, value in values.items()):
            return "unchanged"
        Notice.objects.filter(pk=notice.pk).update(**values, changed_at=at)
    refresh(item, at=at)
    return "created" if is_new else "updated"


def record_found(item: Item, notices: Iterable[FoundNotice], *, registry: str, at: datetime) -> None:
    """What a record of a registry says of its work, whether it was looked up or imported."""
    for notice in notices:
        told = Told(
            nature=notice.nature,
            dated_on=date(*notice.dated) if len(notice.dated) == 3 else None,
            registry=registry,
            number=notice.number,
            doi=notice.doi,
            pmid=notice.pmid,
        )
        record_notice(item, told, at=at)


@transaction.atomic
def record_identity(check: IdentityCheck) -> None:
    check.save()
    refresh(check.item, at=check.checked_at)


def refresh(item: Item, *, at: datetime) -> bool:
    """Writes the overlay anew from what is stored; whether it became another."""
    notices = tuple(happened_to(item))
    check = IdentityCheck.objects.filter(item=item).select_related("checked_by").last()
    link = LinkCheck.objects.filter(item=item).first()
    facts = Facts(
        notices=notices,
        identity=_identity(check) if check else None,
        link=_reached(item, link) if link else None,
        newer=_newer(item),
    )
    return Overlay.objects.lay(item.id, msgspec.to_builtins(facts), at=at)


def happened_to(item: Item) -> list[Happened]:
    """Everything that registries tell of the source, oldest first; what isn't dated, by the day on which it was learnt.

    A newer version that they name is a proposal, until an editor takes it.
    """
    notices = Notice.objects.filter(item=item).exclude(nature=Nature.NEWER_VERSION)
    return [
        Happened(nature=notice.nature, on=notice.dated_on, doi=notice.doi, reasons=tuple(notice.reasons))
        for notice in sorted(notices, key=lambda one: (one.dated_on or one.recorded_at.date(), one.recorded_at, one.pk))
    ]


def _newer(item: Item) -> Newer | None:
    record = Reference.objects.filter(item=item).select_related("superseded_by").first()
    versions = list(record.newer_versions()) if record else []
    return Newer(key=versions[-1].slug, title=versions[-1].title, year=versions[-1].issued[:4]) if versions else None


def _reached(item: Item, link: LinkCheck) -> Reached:
    """Since when it is so: else a page would be another one after every try."""
    known = Overlay.objects.filter(item=item).values_list("facts", flat=True).first() or {}
    before = known.get("link", {})
    if (before.get("state"), before.get("url")) == (link.state, link.url):
        return Reached(state=link.state, url=link.url, on=date.fromisoformat(before["on"]))
    return Reached(state=link.state, url=link.url, on=link.checked_at.date())


def _identity(check: IdentityCheck) -> Identity:
    return Identity(
        state=check.state,
        of=check.of,
        scheme=check.scheme,
        value=check.value,
        title=check.title_seen,
        how=check.how,
        # A log-in name is nobody's business.
        by=check.checked_by.get_full_name() or "an editor of this guide",
        on=check.checked_at.date(),
    )


@dataclass(frozen=True, kw_only=True)
class Resting:
    """What one live page takes from a source: its sentences and cells."""

    item_id: UUID
    title: str
    path: str
    sentences: Sequence[str]


def resting_on(item: Item, *, at: datetime) -> list[Resting]:
    """Every live page that cites the source, with the very sentences that rest on it."""
    found: dict[UUID, Resting] = {}
    for link in Link.objects.pointing_at(item.id, at=at).filter(role="cites"):
        said = str(link.excerpt.get("sentence", ""))
        if said and (population := link.excerpt.get("population")):
            said = f"{said} (in {population})"
        before = found.get(link.item_id)
        found[link.item_id] = Resting(
            item_id=link.item_id,
            title=link.edition.title,
            path=link.edition.path,
            sentences=[*(before.sentences if before else []), *([said] if said else [])],
        )
    return list(found.values())


@transaction.atomic
def ask_editors(item: Item, *, by: User | None, at: datetime) -> int:
    """Opens a task for every live page that rests on a source with a notice, unless it had one for this notice before."""
    notice = standing(happened_to(item))
    if notice is None:
        return 0
    when = f" on {notice.on:%d %b %Y}" if notice.on else ""
    return ask_of_pages(
        item,
        kind=Task.Kind.RETRACTION,
        cause=f"{item.key}: {notice.nature} {notice.on or ''}".strip(),
        label=notice.label,
        said=f"{notice.label.lower()}{when}",
        days=DAYS_TO_LOOK,
        by=by,
        at=at,
    )


def ask_of_pages(
    item: Item, *, kind: str, cause: str, label: str, said: str, days: int, by: User | None, at: datetime
) -> int:
    """Opens a task for every live page that cites the source, unless it ever had one of this kind and cause.

    Who answers for the pages is told of them. `said` is what happened to the source, in the midst of a sentence.
    """
    title = Reference.objects.get(item=item).title
    known = set(Task.objects.filter(kind=kind, cause=cause).values_list("item_id", flat=True))
    pages = [page for page in resting_on(item, at=at) if page.item_id not in known]
    tasks = [
        open_task(
            Item.objects.get(id=page.item_id),
            kind=kind,
            cause=cause,
            reason=f"“{title}” ({item.key}), which this cites: {said}. {_resting(page.sentences)}",
            due_on=at.date() + timedelta(days=days),
            by=by,
            at=at,
        )
        for page in pages
    ]
    tell_owners(tasks, subject=f"{label}: {title}", by=by, at=at)
    return len(pages)


def _resting(sentences: Iterable[str]) -> str:
    quoted = [f"“{sentence}”" for sentence in dict.fromkeys(sentences)]
    more = f" and {len(quoted) - SHOWN_SENTENCES} more" if len(quoted) > SHOWN_SENTENCES else ""
    return "Rests on it: " + "; ".join(quoted[:SHOWN_SENTENCES]) + more
