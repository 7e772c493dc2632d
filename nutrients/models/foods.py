"""Drafts of foods: their names, their portions, and which rows of which data releases speak for them, in order."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nutrients.models.nutrients import OTHER_NAMES_HELP
from nutrients.models.releases import ReleaseFood
from publishing.models import Draft, ImageChoice
from references.richtext import CitedTextField, RichTextField


class Food(ImageChoice, Draft):
    class Group(models.TextChoices):
        VEGETABLES = "vegetables", "Vegetables"
        FRUIT = "fruit", "Fruit"
        LEGUMES = "legumes", "Beans, peas and lentils"
        NUTS = "nuts", "Nuts and seeds"
        GRAINS = "grains", "Grains, bread and cereals"
        DAIRY = "dairy", "Milk and milk products"
        EGGS = "eggs", "Eggs"
        FISH = "fish", "Fish and seafood"
        MEAT = "meat", "Meat and poultry"
        FATS = "fats", "Oils and fats"
        DRINKS = "drinks", "Drinks"
        OTHER = "other", "Other foods"

    class Diet(models.TextChoices):
        VEGAN = "vegan", "Vegan: nothing of it comes from an animal"
        VEGETARIAN = "vegetarian", "Vegetarian: may hold milk, egg or honey, but nothing of a dead animal"
        ANIMAL = "animal", "Neither vegan nor vegetarian: holds meat, fish or something made of them"

    kind = "food"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As readers know it, raw or cooked: Spinach, boiled.")
    other_names = models.TextField(blank=True, help_text=OTHER_NAMES_HELP)
    group = models.CharField(max_length=12, choices=Group, blank=True)
    diet = models.CharField(
        "who may eat it",
        max_length=10,
        choices=Diet,
        blank=True,
        help_text="Leave it empty where it isn't known: cheese may be made with rennet, and makers add vitamins of either origin.",
    )
    summary = CitedTextField(blank=True, help_text="One or two sentences that stand for the whole page.")
    body = RichTextField(blank=True)
    reference_grams = models.DecimalField(
        "reference amount in grams",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="The amount customarily eaten at one occasion, by 21 CFR 101.12, only where somebody looked it up. "
        "“Good source” and “high” are judged by it; without it by the first portion, and the page says so.",
    )
    reference_source = CitedTextField(
        "source of the reference amount", blank=True, help_text="Where it stands: Table 2, fruit [[ref:key]]."
    )

    class Meta(Draft.Meta):
        ordering = ["name"]
        constraints = [
            *Draft.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reference_grams__isnull=True) | Q(reference_grams__gt=0),
                name="food_reference_weighs_something",
                violation_error_message="A reference amount weighs more than 0 g.",
            ),
        ]


class Portion(models.Model):
    """A household measure. The first one is what the page opens with, and what foods are ranked by."""

    food = models.ForeignKey(Food, models.CASCADE, related_name="portions")
    label = models.CharField(max_length=100, help_text="What people would put on a plate: 1 cup, chopped.")
    grams = models.DecimalField("weight in grams", max_digits=8, decimal_places=2)
    note = models.CharField(max_length=200, blank=True, help_text="Anything to know of it: drained, without salt.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grams__gt=0),
                name="portion_weighs_something",
                violation_error_message="A portion weighs more than 0 g.",
            ),
            models.UniqueConstraint(
                fields=["food", "label"],
                name="portion_label_unique",
                violation_error_message="This food already has a portion of this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class FoodSource(models.Model):
    """A row of a data release that speaks for the food. Each amount comes from the first source that has it."""

    food = models.ForeignKey(Food, models.CASCADE, related_name="sources")
    release_food = models.ForeignKey(
        ReleaseFood,
        models.PROTECT,
        related_name="+",
        verbose_name="food in a data release",
        help_text="Search by its description or number. Raw, cooked and salted foods have rows of their own.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "source of amounts"
        verbose_name_plural = "sources of amounts"
        constraints = [
            models.UniqueConstraint(
                fields=["food", "release_food"],
                name="foodsource_unique",
                violation_error_message="This food already has this source.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.release_food)
