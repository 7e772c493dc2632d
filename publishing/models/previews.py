"""Preview links: frozen documents that somebody without an account may read for a while, under an address nobody guesses."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from publishing.constraints import Frozen
from publishing.models.items import Item


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, *, at: datetime) -> Self:
        return self.filter(expires_at__gt=at, revoked_at__isnull=True)


class PreviewLink(models.Model):
    """Who holds the address holds the token; here only its hash is stored, so that a copy of the database opens nothing."""

    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="previewlink_lasts"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="previewlink_revoked_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"Preview link of {self.created_at:%Y-%m-%d %H:%M}"


class PreviewDocument(models.Model):
    """One frozen draft that a link shows; the first is the page it opens with."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    document = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["link", "position"], name="previewdocument_position_unique"),
            models.UniqueConstraint(fields=["link", "item"], name="previewdocument_item_unique"),
            Frozen(name="previewdocument_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.item} in {self.link}"
