"""Drafts of symptoms, with the care cards that say when to get help."""

from __future__ import annotations

from django.db import models

from nutrients.models.nutrients import OTHER_NAMES_HELP
from publishing.models import Draft
from references.richtext import CitedTextField, RichTextField


class Symptom(Draft):
    class BodyArea(models.TextChoices):
        WHOLE_BODY = "whole-body", "Whole body"
        HEAD = "head", "Head and face"
        EYES = "eyes", "Eyes"
        MOUTH = "mouth", "Mouth and tongue"
        SKIN = "skin", "Skin, hair and nails"
        CHEST = "chest", "Chest and breathing"
        ABDOMEN = "abdomen", "Stomach and bowels"
        ARMS = "arms", "Arms and hands"
        LEGS = "legs", "Legs and feet"
        MUSCLES = "muscles", "Muscles, bones and joints"
        NERVES = "nerves", "Nerves and senses"
        MIND = "mind", "Mood, memory and sleep"

    kind = "symptom"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As readers say it: Numbness or tingling in the legs.")
    other_names = models.TextField(blank=True, help_text=OTHER_NAMES_HELP + " Medical terms belong here: paresthesia.")
    body_area = models.CharField(
        max_length=12,
        choices=BodyArea,
        blank=True,
        help_text="Where people feel or see it. Lists can be grouped by it.",
    )
    summary = CitedTextField(blank=True, help_text="One or two sentences that stand for the whole page.")
    other_causes = RichTextField(
        "other causes than nutrition",
        blank=True,
        help_text="What else it can come from, best as a list, each from a source. Stands before the nutrients.",
    )
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
