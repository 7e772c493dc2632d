"""Identity: what can be addressed, by which keys and under which public paths, for ever."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Item(models.Model):
    """One addressable thing: an article, a nutrient, a reference, a person ...

    It says nothing about itself: drafts and editions do. Everything that points across kinds points here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, editable=False)
    key = models.CharField(max_length=100, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    history_hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    history_hidden_reason = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        permissions = [
            ("publish", "Can publish, schedule and cancel"),
            ("withdraw", "Can withdraw from the public site"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="item_key_unique",
                violation_error_message="Another item of this kind already has this key.",
            ),
            models.CheckConstraint(
                condition=Q(history_hidden_at__isnull=True, history_hidden_reason="")
                | Q(history_hidden_at__isnull=False) & ~Q(history_hidden_reason=""),
                name="item_hidden_history_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="item_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def survivor_id(self) -> uuid.UUID:
        """The item that answers for this one: itself, or what it was merged into."""
        return self.merged_into_id or self.id


class ItemKey(models.Model):
    """A present or former key of an item; a key once used never comes to mean another item."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    item = models.ForeignKey(Item, models.PROTECT, related_name="keys")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="itemkey_unique",
                violation_error_message="This key belongs, or once belonged, to another item of this kind.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Path(models.Model):
    """A public path and the one item it belongs to for ever."""

    class Origin(models.TextChoices):
        EDITION = "edition", "canonical path of an edition"
        ALIAS = "alias", "made from another name of the item"
        IMPORTED = "imported", "address on an earlier site"

    path = models.CharField(max_length=300, unique=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="paths")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITION)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.path
