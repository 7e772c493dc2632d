"""Projections: numbers of an edition to sort and filter by, written with it and never edited. Live as their edition is."""

from __future__ import annotations

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from nutrients.models.releases import ReleaseFood
from nutrients.units import Unit
from publishing.constraints import Frozen
from publishing.models import Edition

Row = TypeVar("Row", bound=models.Model)


class ProjectionQuerySet(models.QuerySet[Row]):
    def live(self, *, at: datetime) -> Self:
        """Rows of editions that are live at the moment."""
        open_or_ahead = Q(edition__live_until__isnull=True) | Q(edition__live_until__gt=at)
        return self.filter(open_or_ahead, edition__live_from__lte=at)


class FoodAmountQuerySet(models.QuerySet["FoodAmountProjection"]):
    def live(self, *, at: datetime) -> Self:
        """Rows of foods whose edition is live at the moment."""
        open_or_ahead = Q(food__edition__live_until__isnull=True) | Q(food__edition__live_until__gt=at)
        return self.filter(open_or_ahead, food__edition__live_from__lte=at)


class NutrientProjection(models.Model):
    """What a nutrient's edition says about reading amounts of it in foods."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="+")
    sr_number = models.CharField(max_length=6, blank=True)
    fdc_id = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=4, choices=Unit)
    daily_value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    adult_limit = models.DecimalField(max_digits=12, decimal_places=4, null=True)

    objects = ProjectionQuerySet["NutrientProjection"].as_manager()

    class Meta:
        constraints = [Frozen(name="nutrientprojection_frozen")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.sr_number}"


class FoodProjection(models.Model):
    """The portion that a food's edition is ranked by, and what foods are chosen by."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="+")
    portion = models.CharField(max_length=100)
    grams = models.DecimalField(max_digits=8, decimal_places=2)
    group = models.CharField(max_length=12, blank=True)
    diet = models.CharField(max_length=10, blank=True)

    objects = ProjectionQuerySet["FoodProjection"].as_manager()

    class Meta:
        constraints = [Frozen(name="foodprojection_frozen")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.portion}"


class FoodAmountProjection(models.Model):
    """How much of one nutrient a food's edition holds: micrograms of what is a mass, kilocalories of energy.

    `nutrient` is the number at USDA, or the id where a release gives no number. What nobody measured has no row.
    """

    food = models.ForeignKey(FoodProjection, models.CASCADE, related_name="amounts", db_index=False)
    nutrient = models.CharField(max_length=20)
    unit = models.CharField(max_length=4, choices=Unit)
    per_portion = models.DecimalField(max_digits=20, decimal_places=6)
    per_100g = models.DecimalField(max_digits=20, decimal_places=6)
    per_100kcal = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    objects = FoodAmountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["food", "nutrient"], name="foodamountprojection_unique"),
            Frozen(name="foodamountprojection_frozen"),
        ]
        indexes = [
            models.Index(fields=["nutrient", "unit", "-per_portion"], name="foodamount_per_portion"),
            models.Index(fields=["nutrient", "unit", "-per_100g"], name="foodamount_per_100g"),
            models.Index(fields=["nutrient", "unit", "-per_100kcal"], name="foodamount_per_100kcal"),
        ]

    def __str__(self) -> str:
        return f"{self.food}: {self.nutrient}"


class FoodSourceProjection(models.Model):
    """The rows of data releases that a food's edition reads its amounts from, in order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", db_index=False)
    release_food = models.ForeignKey(ReleaseFood, models.PROTECT, related_name="speaks_for")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="foodsourceprojection_position_unique"),
            Frozen(name="foodsourceprojection_frozen"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.release_food}"
