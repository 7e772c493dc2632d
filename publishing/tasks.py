"""Tasks: what somebody has to look at again. They remind and are kept on record; they stop no step and change no page."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from publishing import audit, clock
from publishing.models import AuditEntry, Item, Task, User
from publishing.models.tasks import TaskQuerySet
from publishing.reasons import is_said
from publishing.workflow import Refused


@transaction.atomic
def open_task(
    item: Item,
    *,
    kind: str,
    reason: str,
    due_on: date,
    by: User | None,
    at: datetime,
    cause: str = "",
) -> Task:
    """Opens it once: while one of the same kind and cause is open for the item, that one is brought forward at most."""
    kind = Task.Kind(kind)
    item = item.merged_into or item
    task, is_new = Task.objects.get_or_create(
        item=item,
        kind=kind,
        cause=cause,
        done_at=None,
        defaults={"reason": reason, "due_on": due_on, "opened_at": at, "opened_by": by},
    )
    if is_new:
        _record(AuditEntry.Action.OPEN_TASK, task, by=by, at=at, reason=reason)
    elif due_on < task.due_on:
        task.due_on = due_on
        task.save(update_fields=["due_on"])
    return task


@transaction.atomic
def claim(task: Task, *, by: User) -> Task:
    task = _open(task)
    if task.claimed_by is not None and task.claimed_by != by:
        raise Refused(f"{task.claimed_by} has taken this task on already. Speak with them, or let them give it back.")
    if task.claimed_by is None:
        task.claimed_by, task.claimed_at = by, clock.stamp()
        task.save(update_fields=["claimed_by", "claimed_at"])
        _record(AuditEntry.Action.CLAIM_TASK, task, by=by, at=task.claimed_at)
    return task


@transaction.atomic
def release(task: Task, *, by: User) -> Task:
    """Whoever may claim a task may also give back one whose owner is away."""
    task = _open(task)
    if task.claimed_by is None:
        raise Refused("Nobody has taken this task on, so there is nothing to give back.")
    of_whom = {"of": str(task.claimed_by)} if task.claimed_by != by else {}
    task.claimed_by = task.claimed_at = None
    task.save(update_fields=["claimed_by", "claimed_at"])
    _record(AuditEntry.Action.RELEASE_TASK, task, by=by, at=clock.stamp(), detail=of_whom)
    return task


@transaction.atomic
def finish(task: Task, *, by: User, note: str) -> Task:
    task = _open(task)
    if not is_said(note):
        raise Refused("Say what was done about it, or why nothing had to be. The note is kept on record.")
    task.done_by, task.done_at, task.note = by, clock.stamp(), note.strip()
    task.save(update_fields=["done_by", "done_at", "note"])
    _record(AuditEntry.Action.FINISH_TASK, task, by=by, at=task.done_at, reason=task.note)
    return task


def close_reviewed(item: Item, *, note: str, by: User, at: datetime) -> None:
    """A medical review answers every open task that asked for one."""
    asked = (Task.Kind.RE_REVIEW, Task.Kind.REVIEW_DUE, Task.Kind.UNLISTING)
    _close(Task.objects.filter(item=item, kind__in=asked), note=note, by=by, at=at)


def close_caused(cause: str, *, note: str, by: User, at: datetime) -> None:
    """What caused these tasks was taken back."""
    _close(Task.objects.filter(cause=cause), note=note, by=by, at=at)


def _close(tasks: TaskQuerySet, *, note: str, by: User, at: datetime) -> None:
    for task in tasks.open().select_for_update():
        task.done_by, task.done_at, task.note = by, at, note
        task.save(update_fields=["done_by", "done_at", "note"])
        _record(AuditEntry.Action.FINISH_TASK, task, by=by, at=at, reason=note)


def _open(task: Task) -> Task:
    """The task read afresh under a lock. Raises Refused when somebody was faster."""
    fresh = Task.objects.select_for_update().get(pk=task.pk)
    if fresh.done_at is not None:
        raise Refused(f"{fresh.done_by} finished this task already: {fresh.note}")
    return fresh


def _record(
    action: str, task: Task, *, by: User | None, at: datetime, reason: str = "", detail: dict[str, str] | None = None
) -> None:
    told = {"task": task.get_kind_display(), "due": task.due_on.isoformat(), **(detail or {})}
    audit.record(action, task.item, by=by, at=at, reason=reason, detail=told)
