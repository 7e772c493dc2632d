"""The site of the editing screens: its name, its first page, and its parts in an editor's words; registers nothing.

It stands outside publishing.admin, because Django makes the site before there are models.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import path

# Parts in the order of the first page. A model's admin names its part and its place there as `desk = ("Guide", 1)`.
PARTS = ("Work", "Guide", "Library", "Data", "Record", "Accounts")


class GuideAdminSite(AdminSite):
    site_header = "Nutrition guide"
    site_title = "Nutrition guide"
    index_title = "Desk"
    index_template = "admin/publishing/desk.html"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        from publishing.admin.inbox import header_of

        return {**super().each_context(request), **header_of(request)}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            from publishing.admin.shut_out import keep_words

            refusal = None if self.has_permission(request) else keep_words(request)
            return refusal or inner(request, *args, **kwargs)

        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        # The desk reads models.
        from publishing.admin.desk import desk_of

        return super().index(request, {**desk_of(request, site=self), **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        from publishing.admin.desk import problems_page
        from publishing.admin.due import due_page
        from publishing.admin.recovery import slot

        own = [
            path("problems/", self.admin_view(problems_page), name="desk_problems"),
            path("due/", self.admin_view(due_page), name="due_reviews"),
            path("recovery/", self.admin_view(slot), name="recovery_slot"),
        ]
        return own + super().get_urls()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps: list[Any] = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        found: dict[str, list[tuple[int, Any]]] = {part: [] for part in PARTS}
        for entry in (entry for app in apps for entry in app["models"]):
            part, place = self._place_of(entry["model"])
            found[part].append((place, entry))
        return [
            {
                "name": part,
                "app_label": part.lower(),
                "models": [entry for _, entry in sorted(entries, key=lambda e: e[0])],
            }
            for part, entries in found.items()
            if entries
        ]

    def _place_of(self, model: Any) -> tuple[str, int]:
        place: tuple[str, int] = getattr(self._registry[model], "desk", (PARTS[-1], 9))
        return place


class GuideAdminConfig(AdminConfig):
    default_site = "publishing.admin_site.GuideAdminSite"
