"""Registers the nutrients app: nutrients, symptoms and foods."""

from __future__ import annotations

from django.apps import AppConfig


class NutrientsConfig(AppConfig):
    name = "nutrients"
    verbose_name = "Nutrients"
