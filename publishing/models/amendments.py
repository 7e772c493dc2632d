"""Amendments of public notes: what readers are told of a change, said better later. The edition keeps what it said first."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from publishing.constraints import Frozen, Kept
from publishing.models.editions import Edition


class NoteAmendment(models.Model):
    """An append-only record. The newest one that was made by a moment is what readers are told then."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="amendments")
    note = models.TextField()
    amended_at = models.DateTimeField()
    amended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            Frozen(name="noteamendment_frozen"),
            Kept(name="noteamendment_kept"),
            models.CheckConstraint(condition=~models.Q(note=""), name="noteamendment_says_something"),
        ]

    def __str__(self) -> str:
        return f"Note of {self.edition}, amended on {self.amended_at:%Y-%m-%d}"
