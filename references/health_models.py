"""What was found out about sources after they were stored: notices, identity checks and link checks. Readers see the overlay."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from publishing.constraints import Frozen, Kept
from publishing.models import Item
from references.vocabulary import LinkState, Nature


class Notice(models.Model):
    """One thing that happened to a source after it was published, as a registry tells it. Never deleted."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    nature = models.CharField(max_length=15, choices=Nature)
    dated_on = models.DateField(null=True)
    doi = models.CharField("DOI of the notice", max_length=300, blank=True)
    pmid = models.CharField("PubMed ID of the notice", max_length=10, blank=True)
    reasons = models.JSONField(default=list)
    registry = models.CharField(max_length=30)
    number = models.CharField(max_length=100)
    """Tells the registry's records apart, so that the same one is never stored twice."""
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # A newer version that an editor found to be none.
    put_aside_at = models.DateTimeField(null=True)
    put_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "retracted sources"
        ordering = ["dated_on", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "registry", "number"], name="notice_unique"),
            Kept(name="notice_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()}: {self.item}"


class IdentityCheck(models.Model):
    """Somebody, or a look-up for somebody, compared a record's title with the title at its identifier. Append-only."""

    class State(models.TextChoices):
        VERIFIED = "verified", "Verified"
        MISMATCH = "mismatch", "Mismatch"

    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    of = models.CharField(max_length=64)
    """Which title and identifiers were checked; when the record has others, the check says nothing of it."""
    scheme = models.CharField(max_length=10)
    value = models.CharField(max_length=1000)
    title_seen = models.CharField(max_length=1000)
    how = models.TextField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(how=""), name="identitycheck_says_how"),
            Frozen(name="identitycheck_frozen"),
            Kept(name="identitycheck_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.item}"


class LinkCheck(models.Model):
    """What became of the last attempts to reach a source's address."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="+")
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=LinkState)
    status = models.PositiveIntegerField(null=True)
    said = models.TextField(blank=True)
    """In an editor's words, what came back."""
    leads_to = models.CharField(max_length=2000, blank=True)
    checked_at = models.DateTimeField()
    failed_days = models.PositiveIntegerField(default=0)
    failed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "link"
        verbose_name_plural = "links of sources"
        indexes = [models.Index(fields=["state"], name="linkcheck_state")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.url}"
