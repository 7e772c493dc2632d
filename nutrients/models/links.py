"""What links a nutrient with a symptom: one documented statement, and how sure its sources make us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nutrients.models.nutrients import Nutrient
from nutrients.models.symptoms import Symptom
from references.richtext import CitedTextField


class Certainty(models.TextChoices):
    """How sure the sources make us. Always shown in words."""

    STRONG = "strong", "Strong evidence"
    MODERATE = "moderate", "Moderate evidence"
    LIMITED = "limited", "Limited evidence"
    CONFLICTING = "conflicting", "Conflicting evidence"
    CONSENSUS = "consensus", "Expert consensus"


class SortRating(models.TextChoices):
    """An editor's note by the Strength of Recommendation Taxonomy; readers never see the letter."""

    A = "a", "A: consistent, good-quality evidence about patients"
    B = "b", "B: inconsistent or limited-quality evidence about patients"
    C = "c", "C: consensus, usual practice, opinion or disease markers"


class DeficiencyLink(models.Model):
    """One documented statement: too little (or too much) of a nutrient goes with a symptom, in some population."""

    class Direction(models.TextChoices):
        DEFICIENCY = "deficiency", "Too little"
        EXCESS = "excess", "Too much"

    nutrient = models.ForeignKey(Nutrient, models.CASCADE, related_name="deficiency_links")
    symptom = models.ForeignKey(Symptom, models.PROTECT, related_name="deficiency_links")
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.DEFICIENCY)
    population = models.CharField(
        max_length=200, blank=True, help_text="Whom the sources studied, if not adults in general: pregnant women."
    )
    certainty = models.CharField(
        max_length=15, choices=Certainty, blank=True, help_text="How sure the cited sources make us, as readers see it."
    )
    certainty_reason = models.TextField(blank=True, help_text="Why this word: what the cited sources are.")
    sort_rating = models.CharField(
        "SORT rating",
        max_length=1,
        choices=SortRating,
        blank=True,
        help_text="For editors only. It caps the certainty: strong needs A, moderate needs A or B.",
    )
    wording = CitedTextField(blank=True, help_text="The statement as readers see it, with its citation.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "statement"
        constraints = [
            models.UniqueConstraint(
                fields=["nutrient", "symptom", "direction", "population"],
                name="deficiencylink_unique",
                violation_error_message="This nutrient already has a statement on this symptom, direction and population.",
            ),
            models.CheckConstraint(condition=~Q(direction=""), name="deficiencylink_has_a_direction"),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} of {self.nutrient}: {self.symptom}"
