"""Registers the articles app: articles and their blocks, FAQs and policy pages."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"
