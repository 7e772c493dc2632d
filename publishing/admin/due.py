"""The list of medical reviews that fall due, narrowed by when; looking at it reminds the owners of what is news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from publishing import clock, kinds
from publishing.admin.set_rows import draft_url
from publishing.admin.tasks import AHEAD, kinds_in
from publishing.drafting import drafts_of
from publishing.due import Due, day_of, due_reviews, never_reviewed, within
from publishing.models import Edition, User
from publishing.reminders import owners_of, remind

ALL, NEVER = "all", "never"
CHOICES = [("0", "Overdue"), *((str(days), f"Within {days} days") for days in AHEAD)]
CHOICES += [(ALL, "All that were reviewed"), (NEVER, "Never reviewed")]
ON_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Row:
    item_id: UUID
    kind: str
    title: str
    path: str
    why: tuple[str, ...]
    due_on: date | None = None
    is_late: bool = False
    reviewed_at: datetime | None = None
    leaves_lists_on: date | None = None


def due_page(request: HttpRequest) -> HttpResponse:
    shown = kinds_in(admin.site, request, "view")
    if not shown:
        raise PermissionDenied("Your account may not see drafts of any kind, so it can't see what falls due.")
    t = clock.of(request)
    found = due_reviews(at=t)
    remind(found, at=t)
    chosen = request.GET.get("within", "90")
    chosen = chosen if chosen in dict(CHOICES) else "90"
    rows = [row for row in _rows(chosen, found, at=t) if row.kind in shown]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    drafts = drafts_of(row.item_id for row in page.object_list)
    owners = owners_of(drafts)
    context = {
        **admin.site.each_context(request),
        "title": "Reviews that fall due",
        "choices": CHOICES,
        "chosen": chosen,
        "late": sum(row.is_late for row in rows),
        "page": page,
        "may_review": request.user.has_perm("publishing.medical_review"),
        "rows": [
            (row, kinds.get(row.kind).label, _names(owners[row.item_id]), draft_url(drafts[row.item_id]))
            for row in page.object_list
        ],
    }
    return TemplateResponse(request, "admin/publishing/due.html", context)


def _rows(chosen: str, found: list[Due], *, at: datetime) -> list[Row]:
    if chosen == NEVER:
        return [_never(edition) for edition in never_reviewed(at=at)]
    asked = found if chosen == ALL else within(found, timedelta(days=int(chosen)), at=at)
    return [
        Row(
            item_id=due.item_id,
            kind=due.kind,
            title=due.title,
            path=due.path,
            why=tuple(text for day, text in due.reasons if day <= max(day_of(at), due.due_on)),
            due_on=due.due_on,
            is_late=due.due_on < day_of(at),
            reviewed_at=due.reviewed_at,
            leaves_lists_on=due.leaves_lists_on if due.due_on < day_of(at) else None,
        )
        for due in asked
    ]


def _never(edition: Edition) -> Row:
    return Row(
        item_id=edition.item_id,
        kind=edition.kind,
        title=edition.title,
        path=edition.path,
        why=(f"public since {day_of(edition.first_live_from):%d %b %Y}",),
    )


def _names(owners: list[User]) -> str:
    if not owners:
        return "nobody: no account may publish"
    return ", ".join(str(owner) for owner in owners[:3]) + (" and others" if len(owners) > 3 else "")
