"""What the starter guide wrote, so that loading it again leaves editors' changes alone."""

from __future__ import annotations

from django.db import models

from publishing.models import Item


class StarterRecord(models.Model):
    """One file of the starter guide as it was last loaded: the file's bytes and the document they became."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="+")
    file_sha256 = models.CharField(max_length=64)
    document_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"starter record of {self.item}"
