"""What publishing has recorded, to read: items, editions and the audit trail. Nothing here can be changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html

from publishing.admin import compare, effects, publish_set, steps
from publishing.admin.base import GuideAdmin
from publishing.models import AuditEntry, Edition, Item


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
            path("effects/", wrap(effects.effects), name="publishing_item_effects"),
            path("publish/", wrap(publish_set.publish_set), name="publishing_item_publish"),
            path("<uuid:item_id>/preview/", wrap(steps.preview), name="publishing_item_preview"),
            path("<uuid:item_id>/uses/", wrap(steps.uses), name="publishing_item_uses"),
            path("<uuid:item_id>/withdraw/", wrap(steps.withdraw), name="publishing_item_withdraw"),
            path("<uuid:item_id>/compare/", wrap(compare.compare_versions), name="publishing_item_compare"),
            path("<uuid:item_id>/restore/", wrap(compare.restore), name="publishing_item_restore"),
            path("<uuid:item_id>/cancel/", wrap(steps.cancel), name="publishing_item_cancel"),
        ]
        return own + super().get_urls()


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "number", "change", "live_from", "live_until", "published_by"]
    list_filter = ["kind", "change"]
    search_fields = ["title", "path"]
    list_select_related = ["published_by"]
    ordering = ["-recorded_at"]
    readonly_fields = ["public_address"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    @admin.display(description="address")
    def public_address(self, edition: Edition) -> str:
        return format_html('<a href="{0}">{0}</a>', edition.path) if edition.path else "none"


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    desk = ("Record", 2)
    list_display = ["at", "actor", "action", "item", "edition_number", "reason"]
    list_filter = ["action"]
    search_fields = ["reason", "item__key"]
    list_select_related = ["actor", "item"]
    ordering = ["-at"]
