"""How many problems drafts had when they were last checked: noted on the way, shown in lists; refuses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Exists, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils.html import format_html

from publishing import clock
from publishing.models import Draft, DraftCheck, Item
from publishing.problems import Problem, refusals

# The value of each choice of the filter, and the condition on the checks of a draft's present version.
FOUND: dict[str, tuple[str, Any]] = {
    "some": ("Needs work", {"problems__gt": 0}),
    "advice": ("To look at", {"problems": 0, "advice__gt": 0}),
    "none": ("No problems", {"problems": 0, "advice": 0}),
}
UNKNOWN = "unknown"
MOST_AWAITED = 12


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


def note_problems(draft: Draft, problems: Sequence[Problem]) -> None:
    """Writes only what is news, because looking at a form comes past here too."""
    version, refusing, advice = counts = _counts(draft, problems)
    if not DraftCheck.objects.filter(item=draft.item, version=version, problems=refusing, advice=advice).exists():
        DraftCheck.objects.note({draft.item: counts}, at=clock.now())


def check(drafts: Iterable[Draft]) -> int:
    """Checks each of the drafts as if it was published alone; how many of them need work."""
    found = {draft.item: _counts(draft, draft.publish_problems()) for draft in drafts}
    DraftCheck.objects.note(found, at=clock.now())
    return sum(problems > 0 for _, problems, _ in found.values())


def _counts(draft: Draft, problems: Sequence[Problem]) -> tuple[int, int, int]:
    refusing = len(refusals(problems))
    return draft.version, refusing, len(problems) - refusing


def checks_of(items: Iterable[Item]) -> dict[Any, DraftCheck]:
    return {check.item_id: check for check in DraftCheck.objects.filter(item__in=list(items))}


def with_last_check(drafts: QuerySet[Any]) -> QuerySet[Any]:
    """Drafts that know what the last check of their present version found."""
    counts = JSONObject(problems="problems", advice="advice")
    return drafts.annotate(counts_of_check=Subquery(DraftCheck.objects.current().values_list(counts)))


def last_check(draft: Any) -> str:
    """What the last check of the draft's present version found, in words; empty when that is not known."""
    counts = getattr(draft, "counts_of_check", None)
    return in_words(**counts) if counts else ""


def rows_awaited(draft: Any) -> range:
    """About as many as the check that follows will find: one for each thing that the last one found."""
    counts = getattr(draft, "counts_of_check", None) or {}
    return range(min(sum(counts.values()), MOST_AWAITED))


def problems_mark(draft: Draft, check: DraftCheck | None) -> str:
    if check is None or check.version != draft.version:
        return format_html('<span class="problems-{}">{}</span>', "unknown", "not checked")
    return format_html('<span class="problems-{}">{}</span>', _name(check), in_words(check.problems, check.advice))


def _name(check: DraftCheck) -> str:
    return "some" if check.problems else "advice" if check.advice else "none"


def in_words(problems: int, advice: int) -> str:
    """ "2 problems, 1 to look at" """
    refusing = f"{problems} problem{'s' if problems > 1 else ''}" if problems else "no problems"
    return f"{refusing}, {advice} to look at" if advice else refusing
