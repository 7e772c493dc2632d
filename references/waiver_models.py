"""Waivers: a sentence of one item that may claim something without a source, with an editor's reason; and age limits."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from publishing.models import Item


class ClaimWaiverQuerySet(models.QuerySet["ClaimWaiver"]):
    def in_force(self, item: Item) -> Self:
        """Not taken back; those whose sentence has changed match nothing any more."""
        return self.filter(item=item, ended_at__isnull=True)


class ClaimWaiver(models.Model):
    """Bound to the words of the sentence: it stands while they stay the same, wherever they move in the item."""

    # A draft that never went out takes its waivers with it.
    item = models.ForeignKey(Item, models.CASCADE, related_name="claim_waivers")
    fingerprint = models.CharField(max_length=32)
    sentence = models.TextField()
    claims = models.CharField(max_length=300)
    """What the sentence was found to claim, in words."""
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("given")
    ended_at = models.DateTimeField("taken back", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ClaimWaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "waiver"
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "fingerprint"], condition=Q(ended_at__isnull=True), name="claimwaiver_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="claimwaiver_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="claimwaiver_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence if len(self.sentence) <= 80 else self.sentence[:79].rstrip() + "…"
