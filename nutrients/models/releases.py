"""Data releases: tables of foods as an authority published them. Loaded whole, frozen by the database, never edited.

Three states of an amount are three things: no row (not measured), a zero that was assumed, a zero that was measured.
"""

from __future__ import annotations

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from nutrients.units import Unit
from publishing.constraints import Frozen


class DataRelease(models.Model):
    key = models.SlugField(max_length=40, unique=True, help_text="Names it in files and documents: sr-legacy-2018-04.")
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True, validators=[URLValidator(["https", "http"])])
    released_on = models.DateField()
    checksum = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-released_on", "key"]
        constraints = [Frozen(name="datarelease_frozen")]

    def __str__(self) -> str:
        return self.title


class ReleaseNutrient(models.Model):
    """A column of the release: what was measured, by its numbers at USDA, and its one unit."""

    release = models.ForeignKey(DataRelease, models.PROTECT, related_name="nutrients")
    number = models.CharField(max_length=6, blank=True, db_index=True)
    fdc_id = models.PositiveIntegerField(null=True, db_index=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=4, choices=Unit)

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "number"], condition=~Q(number=""), name="releasenutrient_number_unique"
            ),
            models.UniqueConstraint(
                fields=["release", "fdc_id"], condition=Q(fdc_id__isnull=False), name="releasenutrient_fdc_id_unique"
            ),
            models.CheckConstraint(
                condition=~Q(number="") | Q(fdc_id__isnull=False), name="releasenutrient_has_a_number"
            ),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="releasenutrient_unit_known"),
            Frozen(name="releasenutrient_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name} ({self.get_unit_display()})"


class ReleaseFood(models.Model):
    """A row of the release: one food as its authority describes it."""

    release = models.ForeignKey(DataRelease, models.PROTECT, related_name="foods")
    number = models.CharField("source number", max_length=20)
    fdc_id = models.PositiveIntegerField("FoodData Central id", null=True)
    description = models.CharField(max_length=300)
    data_type = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=100, blank=True)
    common_names = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["description", "release", "number"]
        verbose_name = "food in a data release"
        verbose_name_plural = "foods in data releases"
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="releasefood_number_unique"),
            models.CheckConstraint(condition=~Q(number=""), name="releasefood_has_a_number"),
            Frozen(name="releasefood_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.description} ({self.release}, {self.number})"


class Amount(models.Model):
    """How much of a nutrient 100 g of the food hold. A food without a row for a nutrient was not measured for it."""

    food = models.ForeignKey(ReleaseFood, models.PROTECT, related_name="amounts", db_index=False)
    nutrient = models.ForeignKey(ReleaseNutrient, models.PROTECT, related_name="amounts", db_index=False)
    amount = models.DecimalField("per 100 g", max_digits=18, decimal_places=8)
    is_assumed = models.BooleanField("assumed zero", default=False)
    derivation = models.CharField(max_length=10, blank=True)
    data_points = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["food", "nutrient"]
        constraints = [
            models.UniqueConstraint(fields=["food", "nutrient"], name="amount_unique"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="amount_not_negative"),
            models.CheckConstraint(condition=Q(is_assumed=False) | Q(amount=0), name="amount_assumed_is_zero"),
            Frozen(name="amount_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.food}: {self.nutrient}"


class ReleasePortion(models.Model):
    """A household measure of a food as its release weighs it. Editors choose among them; no page reads them."""

    food = models.ForeignKey(ReleaseFood, models.PROTECT, related_name="portions", db_index=False)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=150)
    grams = models.DecimalField("weight in grams", max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["food", "position"]
        constraints = [
            models.UniqueConstraint(fields=["food", "position"], name="releaseportion_position_unique"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="releaseportion_weighs_something"),
            Frozen(name="releaseportion_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.grams} g)"
