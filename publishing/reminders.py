"""Reminders of reviews that fall due: a task for each page, and one message for each owner with all of theirs.

A page is reminded of once for each review that it had, and gets no second task where one asks for its review already. Running it again, or twice at once, tells nobody anything twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from publishing.drafting import drafts_of
from publishing.due import Due, day_of, within
from publishing.inbox import tell
from publishing.lock import lock_publishing
from publishing.models import Draft, Item, Task, User
from publishing.models.tasks import TaskQuerySet
from publishing.tasks import open_task

AboutT = TypeVar("AboutT", Due, Task)
AHEAD = timedelta(days=30)
# Without the name of the one that there is, Django does not say who may do what.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def remind(found: Iterable[Due], *, at: datetime) -> int:
    """Of what falls due soon: opens the tasks that are missing and tells the owners. Gives how many pages were news."""
    found = list(found)
    soon = within(found, AHEAD, at=at)
    leaving = [due for due in found if due.leaves_lists_on and due.leaves_lists_on <= day_of(at) + AHEAD]
    if _unwarned(leaving):
        _warn_of(leaving, at=at)
    return _remind_of(soon, at=at) if _unheard(soon) else 0


@transaction.atomic
def _remind_of(soon: Sequence[Due], *, at: datetime) -> int:
    lock_publishing()
    news = _unheard(soon)
    asked = _asking_already(news)
    asked.update(reminded_at=at)
    covered = set(asked.values_list("item_id", flat=True))
    items = Item.objects.in_bulk([due.item_id for due in news])
    for due in news:
        if due.item_id in covered:
            continue
        open_task(
            items[due.item_id],
            kind=Task.Kind.REVIEW_DUE,
            cause=_cause(due),
            reason=f"Its last review was on {day_of(due.reviewed_at):%d %b %Y}, and {due.why.rstrip('.')}.",
            due_on=due.due_on,
            by=None,
            at=at,
        )
    for owner, dues in by_owner(news).items():
        _tell(owner, dues, at=at)
    return len(news)


def _unheard(found: Sequence[Due]) -> list[Due]:
    heard = set(
        Task.objects.filter(kind=Task.Kind.REVIEW_DUE, item__in=[due.item_id for due in found]).values_list(
            "item_id", "cause"
        )
    )
    heard_of = set(_asking_already(found).filter(reminded_at__isnull=False).values_list("item_id", flat=True))
    return [due for due in found if due.item_id not in heard_of and (due.item_id, _cause(due)) not in heard]


@transaction.atomic
def _warn_of(leaving: Sequence[Due], *, at: datetime) -> None:
    """Before a page goes out of lists: a task of its own, even where that of its review was closed without one."""
    lock_publishing()
    news = _unwarned(leaving)
    items = Item.objects.in_bulk([due.item_id for due in news])
    for due in news:
        assert due.leaves_lists_on is not None
        open_task(
            items[due.item_id],
            kind=Task.Kind.UNLISTING,
            cause=_cause(due),
            reason=f"Its review of {day_of(due.reviewed_at):%d %b %Y} lapsed. On {due.leaves_lists_on:%d %b %Y} it goes out of "
            "lists, sitemap and search engines, and stays at its address with a warning. A new review keeps it there.",
            due_on=due.leaves_lists_on,
            by=None,
            at=at,
        )
    for owner, dues in by_owner(news).items():
        _tell_of_leaving(owner, dues, at=at)


def _unwarned(leaving: Sequence[Due]) -> list[Due]:
    warned = Task.objects.filter(kind=Task.Kind.UNLISTING, item__in=[due.item_id for due in leaving])
    known = set(warned.values_list("item_id", "cause"))
    return [due for due in leaving if (due.item_id, _cause(due)) not in known]


def _tell_of_leaving(owner: User, dues: Sequence[Due], *, at: datetime) -> None:
    count = len(dues)
    lines = [f"- {due.title} ({due.leaves_lists_on:%d %b %Y})" for due in dues]
    tell(
        [owner],
        subject=f"{count} page{'s leave' if count > 1 else ' leaves'} the lists",
        text="Their medical reviews lapsed. Unless they are reviewed again, these pages go out of lists, sitemap and search "
        "engines on the day behind them:\n\n" + "\n".join(lines),
        item=None,
        by=None,
        at=at,
        address=reverse("admin:due_reviews"),
    )


def _asking_already(found: Sequence[Due]) -> TaskQuerySet:
    """Open tasks that ask for the same review with a better reason: what changed."""
    return Task.objects.open().filter(kind=Task.Kind.RE_REVIEW, item__in=[due.item_id for due in found])


def _cause(due: Due) -> str:
    return f"after the review of {due.reviewed_at.isoformat()}"


def _tell(owner: User, dues: Sequence[Due], *, at: datetime) -> None:
    count = len(dues)
    lines = [f"- {due.title} ({due.due_on:%d %b %Y}): {due.why.rstrip('.')}." for due in dues]
    tell(
        [owner],
        subject=f"{count} medical review{'s fall' if count > 1 else ' falls'} due",
        text="These pages need a medical review:\n\n" + "\n".join(lines),
        item=None,
        by=None,
        at=at,
        address=reverse("admin:due_reviews"),
    )


def by_owner(found: Sequence[AboutT]) -> dict[User, list[AboutT]]:
    """To each who answers for their items, all of theirs."""
    owners = owners_of(drafts_of(about.item_id for about in found))
    theirs: dict[User, list[AboutT]] = {}
    for about in found:
        for owner in owners.get(about.item_id, []):
            theirs.setdefault(owner, []).append(about)
    return theirs


def owners_of(drafts: Mapping[UUID, Draft]) -> dict[UUID, list[User]]:
    """Who answers for each item: whoever took on a task about it, or edited its draft last, or else every publisher."""
    taken_on = Task.objects.open().filter(item__in=list(drafts), claimed_by__isnull=False).select_related("claimed_by")
    named = {item_id: draft.changed_by for item_id, draft in drafts.items()}
    named |= {task.item_id: task.claimed_by for task in taken_on}
    owners = {item_id: [person] for item_id, person in named.items() if person and person.is_active and person.is_staff}
    ownerless = drafts.keys() - owners.keys()
    return owners | dict.fromkeys(ownerless, publishers() if ownerless else [])


def publishers() -> list[User]:
    return list(User.objects.with_perm("publishing.publish", backend=BACKEND).filter(is_staff=True).order_by("pk"))
