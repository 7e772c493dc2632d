"""The graph's drafts: nutrients, symptoms with their care cards, and what links the two."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from publishing.models import Draft
from references.richtext import CitedTextField, RichTextField

OTHER_NAMES_HELP = "One a line. Each finds the page in lists, and its address leads here."


class Nutrient(Draft):
    class Group(models.TextChoices):
        VITAMIN = "vitamin", "Vitamin"
        MINERAL = "mineral", "Mineral"
        OTHER = "other", "Other nutrient"

    kind = "nutrient"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As readers know it: Vitamin B12.")
    other_names = models.TextField(blank=True, help_text=OTHER_NAMES_HELP)
    group = models.CharField(max_length=10, choices=Group, blank=True)
    summary = CitedTextField(blank=True, help_text="One or two sentences that stand for the whole page.")
    function = CitedTextField(
        "key function", blank=True, help_text="What it does in the body, short enough for a table cell."
    )
    food_sources = CitedTextField(blank=True, help_text="Foods that are good sources, short enough for a table cell.")
    body = RichTextField(blank=True)

    class Meta(Draft.Meta):
        ordering = ["name"]


class Symptom(Draft):
    kind = "symptom"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As readers say it: Numbness or tingling in the legs.")
    other_names = models.TextField(blank=True, help_text=OTHER_NAMES_HELP + " Medical terms belong here: paresthesia.")
    summary = CitedTextField(blank=True, help_text="One or two sentences that stand for the whole page.")
    body = RichTextField(blank=True)

    class Meta(Draft.Meta):
        ordering = ["name"]


class CareCard(models.Model):
    """When to get help, and how fast. Its heading says the urgency in words."""

    class Urgency(models.TextChoices):
        EMERGENCY = "emergency", "Emergency: get help now"
        URGENT = "urgent", "Urgent: see someone today"
        ROUTINE = "routine", "Routine: book an appointment"

    symptom = models.ForeignKey(Symptom, models.CASCADE, related_name="care_cards")
    urgency = models.CharField(max_length=10, choices=Urgency)
    heading = models.CharField(
        max_length=200, help_text="Says what to do: Call an emergency number now if your legs suddenly go weak."
    )
    body = RichTextField(help_text="The signs, best as a list, each from a source.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.heading


class Certainty(models.TextChoices):
    """How sure the sources make us. Always shown in words."""

    STRONG = "strong", "Strong evidence"
    MODERATE = "moderate", "Moderate evidence"
    LIMITED = "limited", "Limited evidence"
    CONFLICTING = "conflicting", "Conflicting evidence"
    CONSENSUS = "consensus", "Expert consensus"


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
    certainty = models.CharField(max_length=15, choices=Certainty, blank=True)
    certainty_reason = models.TextField(blank=True, help_text="Why this word: what the cited sources are.")
    wording = CitedTextField(blank=True, help_text="The statement as readers see it, with its citation.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
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
