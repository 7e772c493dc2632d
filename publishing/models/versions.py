"""Versions of drafts: who saved which, when, and what its bytes were. The text itself is the draft's alone."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import models

from publishing.models.items import Item


class DraftVersionQuerySet(models.QuerySet["DraftVersion"]):
    def note(self, item: Item, *, version: int, sha256: str) -> None:
        """Records the bytes of a version, which are known only once its rows are saved too."""
        if not self.filter(item=item, version=version).update(sha256=sha256):
            self.bulk_create([DraftVersion(item=item, version=version, sha256=sha256)], ignore_conflicts=True)

    def of(self, items: Iterable[Item | UUID]) -> DraftVersionQuerySet:
        return self.filter(item__in=list(items)).order_by("version").select_related("saved_by")


class DraftVersion(models.Model):
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    """Empty until somebody built the document of this version; such a version counts as changed."""
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    objects = DraftVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="draftversion_unique")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.item}"
