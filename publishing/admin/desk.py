"""The first page of the admin: what is drafted, live, planned and lately changed, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from publishing import clock, kinds
from publishing.admin.checked import FOUND, in_words, needs, note_problems
from publishing.admin.desk_reviews import reviews_on_desk
from publishing.admin.states import LABELS, conditions
from publishing.admin.tasks import counted_tasks
from publishing.candidates import records_of
from publishing.kinds import AnyKind
from publishing.models import Draft, Item
from publishing.problems import Problem, refusals
from publishing.state import State, state_of

COUNTED = ("draft", "live", "changed", "scheduled")
# The name of each figure, its heading and the part of the list that it leads to.
COLUMNS = {name: (LABELS[name], f"state={name}") for name in COUNTED} | {"some": (FOUND["some"][0], "problems=some")}
RECENT = 20
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Figure:
    """How many drafts of a kind have a state, and the list of them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, kw_only=True)
class KindRow:
    label: str
    one: str
    list_url: str
    add_url: str
    figures: list[Figure]


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A draft that was changed lately, as far as lists tell of it."""

    kind: AnyKind
    draft: Draft
    changed_by: str
    state: State
    change_url: str


def desk_of(request: HttpRequest, *, site: admin.AdminSite) -> dict[str, Any]:
    shown = [kind for kind in kinds_in_order(site) if _admin(kind, site).has_view_permission(request)]
    t = clock.of(request)
    return {
        "states": [label for label, _ in COLUMNS.values()],
        "kind_rows": _kind_rows(shown, request, site=site, at=t),
        "recent": recently_changed(shown, at=t, limit=SHOWN),
        "checked": RECENT,
        "reviews": reviews_on_desk(request, [kind.name for kind in shown]),
        "four_eyes": settings.FOUR_EYES,
        "tasks": counted_tasks(request, [kind.name for kind in shown]),
    }


def kinds_in_order(site: Any) -> list[AnyKind]:
    return sorted(kinds.every(), key=lambda kind: _admin(kind, site).desk)


def _admin(kind: AnyKind, site: admin.AdminSite) -> Any:
    return site._registry[kind.draft_model]


def _kind_rows(shown: list[AnyKind], request: HttpRequest, *, site: admin.AdminSite, at: datetime) -> list[KindRow]:
    counts = _counts(shown, at=at)
    rows = []
    for kind in shown:
        meta = kind.draft_model._meta
        list_url = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        may_add = _admin(kind, site).has_add_permission(request)
        rows.append(
            KindRow(
                label=str(meta.verbose_name_plural),
                one=str(meta.verbose_name),
                list_url=list_url,
                add_url=reverse(f"admin:{meta.app_label}_{meta.model_name}_add") if may_add else "",
                figures=[
                    Figure(label=label, count=counts.get(kind.name, {}).get(name, 0), url=f"{list_url}?{part}")
                    for name, (label, part) in COLUMNS.items()
                ],
            )
        )
    return rows


def _counts(shown: list[AnyKind], *, at: datetime) -> dict[str, dict[str, int]]:
    """How many drafts of each kind have each state: one query for all of them."""
    wanted = {**conditions(at=at), "some": Q(needs("some"))}
    parts = [
        _of_kind(kind).values("of_kind").annotate(**{name: Count("pk", filter=wanted[name]) for name in COLUMNS})
        for kind in shown
    ]
    return {row["of_kind"]: row for row in _together(parts)}


def recently_changed(shown: list[AnyKind], *, at: datetime, limit: int) -> list[Recent]:
    """The drafts that were changed last, of all kinds, with their states: two queries."""
    parts = [
        _of_kind(kind)
        .annotate(title_=F(kind.draft_model.title_field), who=F("changed_by__username"))
        .values("of_kind", "pk", "item_id", "version", "published_version", "changed_at", "title_", "who")
        for kind in shown
    ]
    rows = list(_together(parts).order_by("-changed_at", "pk")[:limit]) if parts else []
    records = records_of(Item(id=row["item_id"]) for row in rows)
    return [_recent(row, at=at, record=records[row["item_id"]]) for row in rows]


def _recent(row: dict[str, Any], *, at: datetime, record: Any) -> Recent:
    kind = kinds.get(row["of_kind"])
    own = {name: row[name] for name in ("pk", "item_id", "version", "published_version", "changed_at")}
    # Enough of the draft to be named; nobody saves this one.
    draft = kind.draft_model(**own, **{kind.draft_model.title_field: row["title_"]})
    meta = draft._meta
    return Recent(
        kind=kind,
        draft=draft,
        changed_by=row["who"] or "",
        state=state_of(draft, at=at, record=record),
        change_url=reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[draft.pk]),
    )


def _of_kind(kind: AnyKind) -> QuerySet[Any]:
    drafts: QuerySet[Any] = kind.draft_model._default_manager.order_by()
    return drafts.annotate(of_kind=Value(kind.name, output_field=CharField()))


def _together(parts: list[QuerySet[Any]]) -> Any:
    if not parts:
        return []
    first, *others = parts
    return first.union(*others, all=True)


def problems_page(request: HttpRequest) -> HttpResponse:
    """What stands between the drafts that were changed last and their readers. Costly, so it is no part of the desk."""
    site = admin.site
    shown = [kind for kind in kinds_in_order(site) if _admin(kind, site).has_view_permission(request)]
    found: list[tuple[Recent, list[Problem], str]] = []
    for recent in recently_changed(shown, at=clock.of(request), limit=RECENT):
        draft = recent.kind.draft_model._default_manager.select_related("item").get(pk=recent.draft.pk)
        problems = draft.publish_problems()
        note_problems(draft, problems)
        if problems:
            refusing = len(refusals(problems))
            found.append((recent, problems, in_words(refusing, len(problems) - refusing)))
    context = {**site.each_context(request), "title": "Drafts with problems", "found": found, "checked": RECENT}
    return TemplateResponse(request, "admin/publishing/problems.html", context)
