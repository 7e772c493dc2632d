"""Overlays: what is true of an item today whatever its editions say, such as that a source was retracted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from publishing.models.items import Item


class OverlayQuerySet(models.QuerySet["Overlay"]):
    def lay(self, item_id: UUID, facts: Mapping[str, Any], *, at: datetime) -> bool:
        """Lets the facts stand over the item from now on; whether they are news."""
        known = self.filter(item=item_id).values_list("facts", flat=True).first()
        if (known or {}) == facts:
            return False
        self.update_or_create(item_id=item_id, defaults={"facts": dict(facts), "changed_at": at})
        return True


class Overlay(models.Model):
    """One item's facts of today, as plain data that its kind understands; readers' pages read it with the edition.

    It has no past: a page as of a former day shows today's. `changed_at` is for whatever is kept of a page.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="overlay")
    facts = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    objects = OverlayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-changed_at"], name="overlay_changed")]

    def __str__(self) -> str:
        return f"overlay of {self.item}"
