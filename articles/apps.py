"""Registers the articles app: articles, FAQs and policy pages."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self) -> None:
        # Kinds need the models, which are only there now.
        from articles.article_kind import ArticleKind
        from articles.kinds import FAQKind, PolicyKind
        from publishing import kinds

        for kind in (ArticleKind(), FAQKind(), PolicyKind()):
            kinds.register(kind)
