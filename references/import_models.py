"""An import of references: the file as it came, what became of each record, and what is needed to take it back."""

from __future__ import annotations

import msgspec
from django.conf import settings
from django.db import models

from publishing.models import Item
from references.csl import Source
from references.vocabulary import Format


class ReferenceImport(models.Model):
    """One file or pasted text. Its rows wait with their choices until someone imports them, or leaves them."""

    name = models.CharField("file", max_length=200, blank=True)
    format = models.CharField(max_length=20, choices=Format)
    notes = models.JSONField(default=list)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "import of references"
        verbose_name_plural = "imports of references"
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name or f"Pasted {self.get_format_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.applied_at is None


class ImportRow(models.Model):
    """One record of the file: what it says, what would be done with it, what the editor chose, and what was done."""

    class Proposal(models.TextChoices):
        CREATE = "create", "new"
        UPDATE = "update", "adds to a record"
        SAME = "same", "in the library already"
        DUPLICATE = "duplicate", "perhaps a duplicate"
        CONFLICT = "conflict", "contradicts the library"
        BAD = "bad", "can't be read"

    class Choice(models.TextChoices):
        CREATE = "create", "Add as a new record"
        FILL = "fill", "Add what the record lacks"
        REPLACE = "replace", "Take all that this file says"
        SKIP = "skip", "Leave out"

    class Outcome(models.TextChoices):
        WAITING = "", "waiting"
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        UNCHANGED = "unchanged", "unchanged"
        FAILED = "failed", "failed"
        UNDONE = "undone", "taken back"

    reference_import = models.ForeignKey(ReferenceImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    raw = models.TextField()
    source = models.TextField(blank=True)
    notes = models.JSONField(default=list)
    # What the record says has happened to the work since.
    notices = models.JSONField(default=list)
    # What kind of study it is called there; a new record begins with it.
    study_type = models.CharField(max_length=20, blank=True)
    proposal = models.CharField(max_length=10, choices=Proposal)
    reason = models.TextField(blank=True)
    # The record of the library that it is, or may be, about.
    target = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    # The draft's version when this row had been imported, and its document before that.
    version = models.PositiveIntegerField(null=True)
    before = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["reference_import", "position"], name="importrow_position_unique"),
        ]
        indexes = [
            models.Index(fields=["reference_import", "proposal"], name="importrow_proposal"),
            models.Index(fields=["reference_import", "outcome"], name="importrow_outcome"),
        ]

    def __str__(self) -> str:
        return f"Record {self.position} of {self.reference_import}"

    def read_source(self) -> Source:
        return msgspec.json.decode(self.source, type=Source)
