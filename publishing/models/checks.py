"""What the last check of a draft found, so that lists can tell and sort out without checking everything again."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import OuterRef

from publishing.models.items import Item


class DraftCheckQuerySet(models.QuerySet["DraftCheck"]):
    def current(self) -> DraftCheckQuerySet:
        """For a query of drafts: checks of the very version that is stored now."""
        return self.filter(item=OuterRef("item"), version=OuterRef("version"))

    def note(self, found: dict[Item, tuple[int, int, int]], *, at: datetime) -> None:
        """Records for each item which version was checked, and how many of its problems refuse and how many advise."""
        self.bulk_create(
            [
                DraftCheck(item=item, version=version, problems=problems, advice=advice, checked_at=at)
                for item, (version, problems, advice) in found.items()
            ],
            update_conflicts=True,
            unique_fields=["item"],
            update_fields=["version", "problems", "advice", "checked_at"],
        )


class DraftCheck(models.Model):
    """Of one version of a draft. What others did since, such as withdrawing a source, shows at the next check."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveIntegerField()
    problems = models.PositiveIntegerField()
    """Those that refuse publishing."""
    advice = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField()

    objects = DraftCheckQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.problems} problems in version {self.version} of {self.item}"
