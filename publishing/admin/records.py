"""What publishing has recorded, to read: items and editions. Nothing here can be changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html

from publishing import clock, kinds
from publishing.admin import compare, effects, notes, publish_set, reviewed, share, steps, submit
from publishing.admin.base import GuideAdmin
from publishing.amending import why_not_amended
from publishing.models import Edition, Item
from publishing.notes import note_of


class ReadOnlyAdmin(GuideAdmin):
    desk: ClassVar[tuple[str, int]] = ("Record", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    """Hidden from the index; gives the steps that work on any kind their addresses."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("share/", wrap(share.share_preview), name="publishing_item_share"),
            path("effects/", wrap(effects.effects), name="publishing_item_effects"),
            path("publish/", wrap(publish_set.publish_set), name="publishing_item_publish"),
            path("submit/", wrap(submit.submit_set), name="publishing_item_submit"),
            path("<uuid:item_id>/preview/", wrap(steps.preview), name="publishing_item_preview"),
            path("<uuid:item_id>/problems/", wrap(steps.problems), name="publishing_item_problems"),
            path("<uuid:item_id>/uses/", wrap(steps.uses), name="publishing_item_uses"),
            path("<uuid:item_id>/withdraw/", wrap(steps.withdraw), name="publishing_item_withdraw"),
            path("<uuid:item_id>/reviewed/", wrap(reviewed.reviewed), name="publishing_item_reviewed"),
            path("<uuid:item_id>/compare/", wrap(compare.compare_versions), name="publishing_item_compare"),
            path("<uuid:item_id>/restore/", wrap(compare.restore), name="publishing_item_restore"),
            path("<uuid:item_id>/end/", wrap(steps.plan_end), name="publishing_item_end"),
            path("<uuid:item_id>/cancel/", wrap(steps.cancel), name="publishing_item_cancel"),
        ]
        return own + super().get_urls()


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.name, kind.label) for kind in kinds.every()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind_in_words", "number", "change", "live_from", "live_until", "published_by"]
    list_filter = [KindFilter, "change"]
    search_fields = ["title", "path"]
    search_help_text = "Title or address."
    list_select_related = ["published_by"]
    ordering = ["-recorded_at"]
    readonly_fields = ["public_address", "kind_in_words", "public_note", "former_notes"]
    fieldsets = [
        (None, {"fields": ["title", "kind_in_words", "number", "public_address"]}),
        ("When", {"fields": ["live_from", "live_until", "first_live_from", "recorded_at", "published_by"]}),
        ("What changed", {"fields": ["change", "public_note", "former_notes"]}),
        ("As it was frozen", {"fields": ["summary", "document", "sha256"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    def get_urls(self) -> list[Any]:
        amend = self.admin_site.admin_view(notes.amend)
        return [path("<int:edition_id>/note/", amend, name="publishing_edition_note"), *super().get_urls()]

    @admin.display(description="note")
    def public_note(self, edition: Edition) -> str:
        told = note_of(edition, at=clock.now()).note
        if why_not_amended(edition):
            return told or "none"
        url = reverse("admin:publishing_edition_note", args=[edition.pk])
        return format_html('{} <a href="{}">Amend the note …</a>', told, url)

    @admin.display(description="what it said before")
    def former_notes(self, edition: Edition) -> str:
        former = notes.former_notes(edition)
        return render_to_string("admin/publishing/_former_notes.html", {"former": former}) if former else "none"

    @admin.display(description="kind", ordering="kind")
    def kind_in_words(self, edition: Edition) -> str:
        return kinds.get(edition.kind).label

    @admin.display(description="address")
    def public_address(self, edition: Edition) -> str:
        return format_html('<a href="{0}">{0}</a>', edition.path) if edition.path else "none"
