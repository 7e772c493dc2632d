"""Who did what: the audit log to read, to filter, and to take away as a file. Nothing of it can be changed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join

from publishing import audit, clock, kinds
from publishing.admin.forms import editor_of
from publishing.admin.records import ReadOnlyAdmin
from publishing.models import AuditEntry, Edition, User

COLUMNS = ("at", "actor", "action", "kind", "key", "title", "edition", "reason", "detail")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 2000
Action = AuditEntry.Action
# Who may log in and with which rights is for those who manage accounts.
OF_ACCOUNTS = (Action.LOG_IN, Action.LOG_OUT, Action.LOG_IN_FAILED, Action.RIGHTS)


class ActorFilter(admin.SimpleListFilter):
    title = "who"
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        actors = User.objects.filter(pk__in=AuditEntry.objects.values("actor")).order_by("username")
        return [(str(pk), name) for pk, name in actors.values_list("pk", "username")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return (
            queryset.filter(actor=int(value)) if value.isascii() and value.isdigit() and len(value) < 18 else queryset
        )


class ItemKindFilter(admin.SimpleListFilter):
    title = "of what"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.name, kind.label) for kind in kinds.every()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(item__kind=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    desk = ("Record", 2)
    list_display = ["at", "actor", "action", "what", "edition_number", "reason"]
    list_filter = [("at", admin.DateFieldListFilter), ActorFilter, "action", ItemKindFilter]
    search_fields = ["reason", "item__key", "item__editions__title"]
    search_help_text = "Title, key or reason."
    list_select_related = ["actor", "item"]
    ordering = ["-at", "-id"]
    fields = ["at", "actor", "action", "what", "edition_number", "reason", "in_detail"]
    readonly_fields = ["what", "in_detail"]
    change_list_template = "admin/publishing/audit_log.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        last = Edition.objects.filter(item=OuterRef("item")).order_by("-number").values("title")[:1]
        shown = super().get_queryset(request).annotate(last_title=Subquery(last))
        return shown if request.user.has_perm("publishing.view_user") else shown.exclude(action__in=OF_ACCOUNTS)

    def get_urls(self) -> list[Any]:
        export = path(
            "export/<str:form>/", self.admin_site.admin_view(self.export), name="publishing_auditentry_export"
        )
        return [export, *super().get_urls()]

    @admin.display(description="of what", ordering="item__kind")
    def what(self, entry: Any) -> str:
        item = entry.item
        if item is not None:
            return f"{kinds.get(item.kind).label} “{entry.last_title or item.key}”"
        if entry.action == AuditEntry.Action.DISCARD:
            return f"{kinds.get(entry.detail['kind']).label} “{entry.detail['title']}”"
        return "; ".join(f"{name}: {text}" for name, text in entry.detail.items())

    @admin.display(description="detail")
    def in_detail(self, entry: AuditEntry) -> str:
        told = ((name.capitalize().replace("_", " "), text) for name, text in entry.detail.items())
        return format_html_join("", "<div>{}: {}</div>", told) or "none"

    def export(self, request: HttpRequest, form: str) -> StreamingHttpResponse:
        """What the list shows under its present filters, all of it. That it was taken away is on record first."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Your account may not see who did what.")
        if form not in ("csv", "json"):
            raise Http404("The record can be had as csv or as json.")
        # The list reads its filters from the request's address.
        shown = self.get_changelist_instance(request).queryset
        rows = shown.filter(pk__lte=_last_number()).order_by("-at", "-id")
        asked = {"what": "who did what", "as": form, "entries": str(rows.count()), "filter": request.GET.urlencode()}
        audit.record(AuditEntry.Action.EXPORT, None, by=editor_of(request), at=clock.stamp(), detail=asked)
        lines = _csv(rows) if form == "csv" else _json(rows)
        content_type = "text/csv; charset=utf-8" if form == "csv" else "application/json"
        response = StreamingHttpResponse(lines, content_type=content_type)
        day = timezone.localtime(clock.of(request)).strftime("%Y-%m-%d")
        response["Content-Disposition"] = f'attachment; filename="who-did-what-{day}.{form}"'
        response["Cache-Control"] = "no-store"
        return response


def _last_number() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _values(entry: Any) -> dict[str, Any]:
    item = entry.item
    return {
        "at": entry.at.isoformat(),
        "actor": str(entry.actor) if entry.actor else "",
        "action": entry.action,
        "kind": item.kind if item else "",
        "key": item.key if item else "",
        "title": entry.last_title or "",
        "edition": entry.edition_number,
        "reason": entry.reason,
        "detail": entry.detail,
    }


class _Line:
    """Gives each line that the csv module writes back, instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _csv(rows: QuerySet[Any]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in rows.iterator(chunk_size=CHUNK):
        values = _values(entry)
        values["detail"] = json.dumps(values["detail"], ensure_ascii=False) if values["detail"] else ""
        yield writer.writerow([_safe(values[name]) for name in COLUMNS])


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _json(rows: QuerySet[Any]) -> Iterator[str]:
    parting = "[\n"
    for entry in rows.iterator(chunk_size=CHUNK):
        yield parting + json.dumps(_values(entry), ensure_ascii=False)
        parting = ",\n"
    yield "[]\n" if parting == "[\n" else "\n]\n"


def record_url(item_id: Any) -> str:
    return f"{reverse('admin:publishing_auditentry_changelist')}?item__id__exact={item_id}"
