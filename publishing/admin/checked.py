"""How many problems drafts had when they were last checked: noted on the way, shown in lists; refuses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from publishing import clock
from publishing.models import Draft, DraftCheck, Item

# The value of each choice of the filter, and the condition on the checks of a draft's present version.
FOUND: dict[str, tuple[str, Any]] = {
    "some": ("Needs work", {"problems__gt": 0}),
    "none": ("No problems", {"problems": 0}),
}
UNKNOWN = "unknown"


class ProblemsFilter(admin.SimpleListFilter):
    title = "problems at the last check"
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((name, label) for name, (label, _) in FOUND.items()), (UNKNOWN, "Not checked since it changed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value() or ""
        if name == UNKNOWN:
            return queryset.filter(~Exists(DraftCheck.objects.current()))
        return queryset.filter(needs(name)) if name in FOUND else queryset


def needs(name: str) -> Exists:
    return Exists(DraftCheck.objects.current().filter(**FOUND[name][1]))


def note_problems(draft: Draft, count: int) -> None:
    """Writes only what is news, because looking at a form comes past here too."""
    if not DraftCheck.objects.filter(item=draft.item, version=draft.version, problems=count).exists():
        DraftCheck.objects.note({draft.item: (draft.version, count)}, at=clock.now())


def check(drafts: Iterable[Draft]) -> int:
    """Checks each of the drafts as if it was published alone; how many of them need work."""
    found = {draft.item: (draft.version, len(draft.publish_problems())) for draft in drafts}
    DraftCheck.objects.note(found, at=clock.now())
    return sum(problems > 0 for _, problems in found.values())


def checks_of(items: Iterable[Item]) -> dict[Any, DraftCheck]:
    return {check.item_id: check for check in DraftCheck.objects.filter(item__in=list(items))}


def problems_mark(draft: Draft, check: DraftCheck | None) -> str:
    if check is None or check.version != draft.version:
        return format_html('<span class="problems-{}">{}</span>', "unknown", "not checked")
    if not check.problems:
        return format_html('<span class="problems-{}">{}</span>', "none", "no problems")
    words = f"{check.problems} problem{'s' if check.problems > 1 else ''}"
    return format_html('<span class="problems-{}">{}</span>', "some", words)
