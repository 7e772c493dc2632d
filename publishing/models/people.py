"""People: authors, medical reviewers and the teams that sign articles."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from publishing.models.drafts import Draft
from publishing.models.images import ImageChoice

# Registrations lapse and titles change; after so long nobody here knows any more.
CREDENTIALS_HOLD = timedelta(days=3 * 365)


class Person(ImageChoice, Draft):
    kind = "person"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As it stands under an article, without titles: Ada Example.")
    is_team = models.BooleanField(
        "is a team", default=False, help_text="Tick for a group that signs together, for example the editorial team."
    )
    credentials = models.CharField(
        max_length=200, blank=True, help_text="As awarded, for example: MD, registered dietitian. Empty if none."
    )
    credentials_checked_on = models.DateField(
        null=True,
        blank=True,
        help_text="When someone here last saw proof of them, for example in a public register. Readers don't see this date.",
    )
    role = models.CharField(
        max_length=200, blank=True, help_text="What they do here, for example: writes about minerals."
    )
    biography = models.TextField(blank=True, help_text="Plain paragraphs, parted by an empty line.")
    disclosure = models.TextField(
        blank=True,
        help_text="Money, shares or posts that readers should know of. If there are none, write so in words.",
    )

    class Meta(Draft.Meta):
        ordering = ["name"]
        verbose_name_plural = "people"

    def has_unchecked_credentials(self, *, on: date) -> bool:
        """Whether nobody has seen proof of the credentials in the last three years."""
        checked = self.credentials_checked_on
        return bool(self.credentials) and (checked is None or checked < on - CREDENTIALS_HOLD)
