"""Withdrawing for harm: one step that takes effect at once, opens a task and tells everybody who had to do with the page."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from publishing import clock
from publishing.inbox import tell
from publishing.models import Decision, DraftVersion, Edition, Item, Submission, Task, User
from publishing.problems import describe
from publishing.tasks import open_task
from publishing.workflow import withdraw


@transaction.atomic
def withdraw_for_harm(item: Item, *, by: User, reason: str, hide_history: bool = False) -> Task:
    """It needs nobody else: four eyes are for what goes out, not for what must not stay."""
    what = describe(item)
    people = concerned(item)
    withdraw(item, by=by, reason=reason, hide_history=hide_history)
    now = clock.stamp()
    task = open_task(
        item, kind=Task.Kind.WITHDRAWAL, reason=reason, due_on=timezone.localdate(now), by=by, at=now, cause="harm"
    )
    tell(
        people,
        subject=f"Withdrawn at once: {what}",
        text=f"{by} took it away from readers, because it could harm them. {reason}",
        item=item,
        by=by,
        at=now,
    )
    return task


def concerned(item: Item) -> list[User]:
    """Who ever wrote, submitted, decided, published or reviewed it, and whoever may publish or withdraw."""
    hands = [
        DraftVersion.objects.filter(item=item).values("saved_by"),
        Submission.objects.filter(item=item).values("submitted_by"),
        Decision.objects.filter(submission__item=item).values("decided_by"),
        Edition.objects.filter(item=item).values("published_by"),
        item.medical_reviews.values("recorded_by"),
    ]
    may = Group.objects.filter(permissions__codename__in=["publish", "withdraw"])
    wanted = Q(groups__in=may)
    for hand in hands:
        wanted |= Q(pk__in=hand)
    return list(User.objects.filter(wanted).distinct())
