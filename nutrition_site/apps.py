"""Registers the site itself: settings, addresses, health and commands."""

from __future__ import annotations

from django.apps import AppConfig


class NutritionSiteConfig(AppConfig):
    name = "nutrition_site"
    verbose_name = "Site"
