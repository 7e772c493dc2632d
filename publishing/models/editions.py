"""Editions: immutable, dated documents, the links between them, and the questions asked of them at a moment t."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from publishing.constraints import Frozen, Kept, NoOverlap
from publishing.models.items import Item

Row = TypeVar("Row", bound=models.Model)


class IntervalQuerySet(models.QuerySet[Row]):
    def live(self, *, at: datetime) -> Self:
        """Rows whose half-open interval holds the moment."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at), live_from__lte=at)


class EditionQuerySet(IntervalQuerySet["Edition"]):
    def at_path(self, path: str, *, at: datetime) -> Edition | None:
        """The edition whose canonical path this is at the moment.

        The end is tested in Python: the database then reads one row of an index instead of joining two ranges.
        """
        edition = self.filter(path=path, live_from__lte=at).order_by("-live_from").first()
        return edition if edition is not None and edition.is_live(at=at) else None

    def cards(self) -> Self:
        """Without documents: what lists, searches and links need."""
        return self.defer("document")

    def listed(self, kind: str, *, at: datetime) -> Self:
        """What a hub of one kind lists at the moment, in its order."""
        return self.cards().live(at=at).filter(kind=kind).order_by("sort_title", "id")

    def renewed(self, kind: str, *, at: datetime) -> Self:
        """What is new or changed in substance at the moment comes first; a minor change moves nothing."""
        return self.cards().live(at=at).filter(kind=kind).order_by("-substantive_from", "id")

    def delete(self) -> NoReturn:
        raise TypeError("Editions can't be deleted: they are the record of what was public. Withdraw their items.")


class Edition(models.Model):
    """One item's document as it was frozen at one publish, and the interval during which it is live.

    Only `publishing.workflow` writes here, and after the insert only the interval's future part.
    """

    class Change(models.TextChoices):
        MAJOR = "major", "major change"
        MINOR = "minor", "minor change"
        CORRECTION = "correction", "correction"

    item = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)

    title = models.CharField(max_length=300)
    sort_title = models.CharField(max_length=300)
    aliases = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)

    change = models.CharField(max_length=10, choices=Change, default=Change.MAJOR)
    note = models.TextField(blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    first_live_from = models.DateTimeField()
    substantive_from = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="edition_number_unique"),
            NoOverlap(name="edition_no_overlap", keys=["item"], start="live_from", end="live_until"),
            Frozen(name="edition_frozen", start="live_from", end="live_until"),
            Kept(name="edition_kept"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=False) | Q(live_until__isnull=True),
                name="edition_cancelled_has_no_end",
            ),
        ]
        indexes = [
            models.Index(fields=["path", "live_from"], name="edition_path"),
            models.Index(fields=["kind", "sort_title", "live_from", "live_until"], name="edition_list"),
            models.Index(fields=["kind", "-substantive_from", "live_from", "live_until"], name="edition_renewed"),
            models.Index(fields=["change", "-live_from"], name="edition_changes"),
            models.Index(fields=["live_from"], name="edition_live_from"),
            models.Index(fields=["live_until"], name="edition_live_until"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (edition {self.number})"

    def is_live(self, *, at: datetime) -> bool:
        begun = self.live_from is not None and self.live_from <= at
        return begun and (self.live_until is None or at < self.live_until)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"{self} can't be deleted: editions are the record of what was public. Withdraw the item.")


class LinkQuerySet(IntervalQuerySet["Link"]):
    def pointing_at(self, item_id: Any, *, at: datetime) -> Self:
        """Links that live editions make to the item, each with its edition's card."""
        links = self.live(at=at).filter(target_id=item_id).select_related("edition")
        return links.defer("edition__document").order_by("edition__sort_title", "edition_id", "position")


class Link(models.Model):
    """What one edition says about another item: an index, written with the edition.

    Source item, kind and interval are copied from the edition, so that "used where, at t" is one index walk.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="links", db_index=False)
    target = models.ForeignKey(Item, models.PROTECT, related_name="incoming_links", db_index=False)
    role = models.CharField(max_length=20)
    anchor = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField()
    excerpt = models.JSONField(default=dict)

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="link_position_unique"),
        ]
        indexes = [
            models.Index(
                fields=["target", "live_from", "live_until", "kind", "item"],
                name="link_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.role} {self.target}"
