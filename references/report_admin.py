"""The reports on sources in the admin: a page of them, the same as JSON and CSV, and filters of lists with their counts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from publishing import clock
from publishing.admin.base import GuideAdmin
from references.age_models import AgeLimit
from references.models import Reference
from references.proposed_versions import perhaps_superseded
from references.source_reports import (
    diversity,
    lopsided,
    report,
    single_source,
    superseded,
    too_old,
    uncited,
    without_identifier,
)

SECTIONS = {
    "single_source": "Rest on one source",
    "more_than_half_on_one": "Rest on one source for more than half of their claims",
    "uncited": "Cited on no live page",
    "too_old": "Older than the limit of their kind",
    "superseded": "Superseded by a newer version",
    "perhaps_superseded": "Perhaps superseded: a registry names a newer version",
    "without_identifier": "Without an identifier",
    "interests": "Paid for by somebody readers should know of, or pages of this site",
}
EXPLAINED = {
    "single_source": "Live pages whose claims all cite the same source. A second one guards against its errors.",
    "more_than_half_on_one": "Live pages with at least four claims, most of which cite one source.",
    "uncited": "Nothing public leads to them. They may wait for a draft, or can stay unused.",
    "too_old": "Nothing is refused for its age. Look whether a newer one says the same, or mark it as a landmark.",
    "superseded": "Readers are told. Texts that cite them are advised to cite the newer one.",
    "perhaps_superseded": "Readers are told once an editor has confirmed it on the record.",
    "without_identifier": "Readers and checks can't find them by themselves.",
    "interests": "Their pages show it.",
}


class SourcesFilter(admin.SimpleListFilter):
    """Of the library."""

    title = "reports"
    parameter_name = "report"

    def _reports(self, request: HttpRequest) -> dict[str, tuple[str, Callable[[], QuerySet[Reference]]]]:
        t = clock.of(request)
        return {
            "uncited": ("Cited on no live page", lambda: uncited(at=t)),
            "old": ("Too old for their kind", lambda: too_old(on=t.date())),
            "superseded": ("Superseded by a newer version", superseded),
            "perhaps-superseded": ("Perhaps superseded", perhaps_superseded),
            "no-identifier": ("Without an identifier", without_identifier),
        }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, f"{label} ({found().count()})") for name, (label, found) in self._reports(request).items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self._reports(request).get(self.value() or "")
        return queryset.filter(pk__in=chosen[1]().values("pk")) if chosen else queryset


class RestsOnFilter(admin.SimpleListFilter):
    """Of articles: how their live claims rest on their sources."""

    title = "sources"
    parameter_name = "rests"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        own = diversity(at=clock.of(request), kind=model_admin.model.kind)
        return [
            ("one", f"All on one source ({len(single_source(own))})"),
            ("most", f"More than half on one ({len(lopsided(own))})"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("one", "most"):
            return queryset
        own = diversity(at=clock.of(request), kind=queryset.model.kind)
        found = single_source(own) if self.value() == "one" else lopsided(own)
        return queryset.filter(item__in=[one.item_id for one in found])


@admin.register(AgeLimit)
class AgeLimitAdmin(GuideAdmin):
    desk = ("Library", 5)
    list_display = ["study_type_in_words", "years"]
    list_editable = ["years"]
    list_display_links = None

    @admin.display(description="kind of study", ordering="study_type")
    def study_type_in_words(self, limit: AgeLimit) -> str:
        return str(limit.get_study_type_display())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def reports(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("references.view_reference"):
        raise PermissionDenied("Your account may not see the library.")
    found = report(at=clock.of(request))
    wanted = request.GET.get("format")
    if wanted == "json":
        return HttpResponse(json.dumps(found, indent=1, ensure_ascii=False), content_type="application/json")
    if wanted == "csv":
        return _as_csv(found)
    list_url = reverse("admin:references_reference_changelist")
    context = {
        **admin.site.each_context(request),
        "title": "Reports on sources",
        "sections": [(name, label, EXPLAINED[name], _linked(found[name])) for name, label in SECTIONS.items()],
        "waivers": found["waivers_in_force"],
        "list_url": list_url,
        "list_name": "references",
    }
    return TemplateResponse(request, "admin/references/reports.html", context)


def _linked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with its address, what to call it and what to say of it."""
    return [
        {
            "title": row["title"],
            "url": reverse("admin:references_reference_change", args=[row["pk"]]) if "pk" in row else row["path"],
            "note": row["note"] if "pk" in row else _said(row),
        }
        for row in rows
    ]


def _said(row: dict[str, Any]) -> str:
    claims = f"{row['claims']} claim{'s' if row['claims'] != 1 else ''}"
    return f"{row['kind']}; {row['top_share']:.0%} of {claims} cite “{row['top_title']}”"


def _as_csv(found: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reports-on-sources.csv"'
    writer = csv.writer(response)
    writer.writerow(["report", "title", "key or address", "note"])
    for name in SECTIONS:
        for row in found[name]:
            cells = [row["title"], row.get("key") or row["path"], row["note"] if "pk" in row else _said(row)]
            writer.writerow([name, *map(_harmless, cells)])
    return response


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
