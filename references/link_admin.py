"""The links of sources in the admin: what came of the last try, broken ones first; nothing here can be changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from publishing.admin.records import ReadOnlyAdmin
from references.health_models import LinkCheck
from references.models import Reference
from references.vocabulary import LinkState

WORST_FIRST = (
    LinkState.DEAD,
    LinkState.FAILING,
    LinkState.TIMEOUT,
    LinkState.REDIRECTED,
    LinkState.BLOCKED,
    LinkState.OK,
)


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    desk: ClassVar[tuple[str, int]] = ("Library", 4)
    list_display = ["source", "state", "what", "archived", "checked_at"]
    list_display_links = None
    list_filter = ["state"]
    search_fields = ["url", "item__key"]
    search_help_text = "Citation key or part of the address."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        own = Reference.objects.filter(item=OuterRef("item"))
        order = Case(
            *(When(state=state, then=place) for place, state in enumerate(WORST_FIRST)), output_field=IntegerField()
        )
        rows = (
            super()
            .get_queryset(request)
            .annotate(
                title=Subquery(own.values("title")[:1]),
                reference=Subquery(own.values("pk")[:1]),
                archive=Subquery(own.values("archive_url")[:1]),
            )
        )
        return rows.order_by(order, "-failed_days", "url")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("references.view_reference")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("references.view_reference")

    @admin.display(description="source")
    def source(self, check: Any) -> str:
        url = reverse("admin:references_reference_change", args=[check.reference])
        return format_html('<a href="{}">{}</a>', url, check.title)

    @admin.display(description="what came back")
    def what(self, check: Any) -> str:
        days = (
            f" Failed on {check.failed_days} day{'' if check.failed_days == 1 else 's'}." if check.failed_days else ""
        )
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a> {}{}', check.url, check.url, check.said, days)

    @admin.display(description="archived copy")
    def archived(self, check: Any) -> str:
        return format_html('<a href="{}" rel="noopener noreferrer">yes</a>', check.archive) if check.archive else ""
