"""Registers the references app: sources, citation marks and rich text."""

from __future__ import annotations

from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "references"
    verbose_name = "References"

    def ready(self) -> None:
        # Kinds need the models, which are only there now.
        from publishing import kinds
        from references import checks  # noqa: F401  (registers itself)
        from references.kinds import ReferenceKind

        kinds.register(ReferenceKind())
