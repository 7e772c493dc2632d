"""Tasks: what somebody has to look at again, of which item, why and by when."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from publishing.models.items import Item


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True)

    def due(self, *, by: date) -> Self:
        return self.open().filter(due_on__lte=by)


class Task(models.Model):
    class Kind(models.TextChoices):
        RE_REVIEW = "re-review", "review again"
        REVIEW_DUE = "review-due", "review falls due"
        UNLISTING = "unlisting", "leaves the lists"
        WITHDRAWAL = "withdrawal", "look into a withdrawal"
        RETRACTION = "retraction", "a source was retracted"
        SUPERSEDED = "superseded", "a source was superseded"
        BROKEN_LINK = "broken-link", "a link is broken"

    # Only a draft that never went out can be deleted, and nobody needs to look at it any more.
    item = models.ForeignKey(Item, models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=20, choices=Kind)
    cause = models.CharField(max_length=200, blank=True)
    """Tells tasks of one kind and item apart, for example by the reference that was retracted."""
    reason = models.TextField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True)
    """When the owner was told that the review which this task asks for falls due."""
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind", "cause"], condition=Q(done_at__isnull=True), name="task_open_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="task_has_a_reason"),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, claimed_by__isnull=True)
                | Q(claimed_at__isnull=False, claimed_by__isnull=False),
                name="task_claimed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True, note="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(note=""),
                name="task_done_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="task_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}: {self.item}"
