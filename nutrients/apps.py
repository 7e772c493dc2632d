"""Registers the nutrients app: nutrients, symptoms and what links them."""

from __future__ import annotations

from django.apps import AppConfig


class NutrientsConfig(AppConfig):
    name = "nutrients"
    verbose_name = "Nutrients and symptoms"

    def ready(self) -> None:
        # Kinds need the models, which are only there now.
        from nutrients.kinds import NutrientKind, SymptomKind
        from publishing import kinds

        for kind in (NutrientKind(), SymptomKind()):
            kinds.register(kind)
