"""Registers the references app: sources, citation marks and rich text."""

from __future__ import annotations

from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "references"
    verbose_name = "References"
