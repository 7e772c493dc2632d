"""Registers the publishing app: items, editions and everything that makes a draft public."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "Publishing"

    def ready(self) -> None:
        # Both need the models, which are only there now.
        from publishing import accounts, kinds
        from publishing.people import PersonKind

        kinds.register(PersonKind())
        accounts.watch()
