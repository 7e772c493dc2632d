"""Medical reviews: who with which credential looked at which edition, when, and at what."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models

from publishing.constraints import Frozen, Kept
from publishing.models.editions import Edition
from publishing.models.items import Item


class MedicalReviewQuerySet(models.QuerySet["MedicalReview"]):
    def given(self, *, by: datetime) -> Self:
        """Reviews that had happened by the moment, of editions that readers had by then."""
        return self.filter(reviewed_at__lte=by, edition__live_from__lte=by)

    def latest_of(self, item_id: UUID, *, at: datetime) -> MedicalReview | None:
        """The last review of the item that had happened by the moment."""
        reviews = self.given(by=at).filter(item_id=item_id).select_related("edition")
        return reviews.defer("edition__document").order_by("-reviewed_at", "-id").first()

    def lapsed(self, *, at: datetime, held_until: datetime) -> Self:
        """Latest reviews at the moment that held until the other moment at most."""
        newer = MedicalReview.objects.given(by=at).filter(
            models.Q(reviewed_at__gt=models.OuterRef("reviewed_at"))
            | models.Q(reviewed_at=models.OuterRef("reviewed_at"), id__gt=models.OuterRef("id")),
            item=models.OuterRef("item"),
        )
        return self.given(by=at).filter(~models.Exists(newer), holds_until__lte=held_until)

    def by(self, reviewer_id: UUID) -> Self:
        return self.filter(reviewer_id=reviewer_id)


class MedicalReview(models.Model):
    """An append-only record. It survives minor editions; after another change the page says so."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="medical_reviews")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="medical_reviews")
    reviewer = models.ForeignKey(Item, models.PROTECT, related_name="reviews_given")
    reviewed_at = models.DateTimeField()
    holds_until = models.DateTimeField(null=True)
    """Where an error on the page could do most harm; empty elsewhere."""
    scope = models.TextField(help_text="What was reviewed, for example: the whole page, or the dosing section.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = MedicalReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            Frozen(name="medicalreview_frozen"),
            Kept(name="medicalreview_kept"),
            models.CheckConstraint(condition=~models.Q(scope=""), name="medicalreview_has_a_scope"),
            models.CheckConstraint(condition=~models.Q(item=models.F("reviewer")), name="medicalreview_not_of_oneself"),
        ]
        indexes = [models.Index(fields=["item", "-reviewed_at"], name="medicalreview_latest")]

    def __str__(self) -> str:
        return f"Review of {self.item} on {self.reviewed_at:%Y-%m-%d}"
