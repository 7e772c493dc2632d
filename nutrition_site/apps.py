"""Registers the site itself: settings, addresses, health and commands."""

from __future__ import annotations

from django.apps import AppConfig


class NutritionSiteConfig(AppConfig):
    name = "nutrition_site"
    verbose_name = "Site"

    def ready(self) -> None:
        # Registers the checks; at the top this would read the settings before they are complete.
        from nutrition_site import checks  # noqa: F401
