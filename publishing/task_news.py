"""News of tasks that the system opened: one message for each owner with all of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from publishing.inbox import tell
from publishing.models import Task, User
from publishing.problems import describe
from publishing.reminders import by_owner


def tell_owners(tasks: Sequence[Task], *, subject: str, by: User | None, at: datetime) -> None:
    """Mail follows as each of them wishes. The text names every item with the reason of its task."""
    for owner, own in by_owner(tasks).items():
        tell(
            [owner],
            subject=subject,
            text="\n\n".join(f"{describe(task.item)}: {task.reason}" for task in own),
            item=own[0].item if len(own) == 1 else None,
            by=by,
            at=at,
            address=reverse("admin:publishing_task_changelist"),
        )
