"""How old a source of each kind of study may grow before a report asks for a newer one. Editors change the years."""

from __future__ import annotations

from django.db import models

from references.vocabulary import StudyType


class AgeLimit(models.Model):
    study_type = models.CharField("kind of study", max_length=20, choices=StudyType, unique=True)
    years = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Older than this is reported, never refused. Empty: no report."
    )

    class Meta:
        ordering = ["study_type"]
        verbose_name = "age limit of sources"
        verbose_name_plural = "age limits of sources"

    def __str__(self) -> str:
        return f"{self.get_study_type_display()}: {f'{self.years} years' if self.years else 'no limit'}"
