"""What a draft said when something was brought back over it: no edition and no submission has it, so it is kept here."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from publishing.models.items import Item


class ReplacedDraft(models.Model):
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    objects: models.Manager[ReplacedDraft] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "sha256"], name="replaceddraft_kept_once")]

    def __str__(self) -> str:
        return f"{self.item} as it was before {self.replaced_at:%Y-%m-%d %H:%M}"
