"""Registers the nutrients app: nutrients, symptoms, what links them, and foods."""

from __future__ import annotations

from django.apps import AppConfig


class NutrientsConfig(AppConfig):
    name = "nutrients"
    verbose_name = "Nutrients, symptoms and foods"

    def ready(self) -> None:
        # Kinds need the models, which are only there now.
        from nutrients.food_kind import FoodKind
        from nutrients.nutrient_kind import NutrientKind
        from nutrients.symptom_kind import SymptomKind
        from publishing import kinds

        for kind in (NutrientKind(), SymptomKind(), FoodKind()):
            kinds.register(kind)
