"""The states of drafts as the desk counts them and as lists are filtered by them; refuses to read a draft's text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from publishing import clock
from publishing.candidates import SKEW
from publishing.models import Edition
from publishing.state import State

LABELS = {
    "draft": "Never published",
    "live": "Live",
    "changed": "Live with changes",
    "scheduled": "Scheduled",
    "withdrawn": "Withdrawn",
}


def conditions(*, at: datetime) -> dict[str, Q]:
    """For each state, which drafts have it. A live draft with changes is live too."""
    editions = Edition.objects.filter(item=OuterRef("item"))
    live = Q(Exists(editions.live(at=at)))
    ahead = Q(Exists(editions.filter(live_from__gt=at + SKEW)))
    ever = Q(Exists(editions.filter(live_from__isnull=False)))
    unchanged = Q(published_version__isnull=False) & Q(published_version=F("version"))
    return {
        "draft": ~ever,
        "live": live,
        "changed": live & ~unchanged,
        "scheduled": ahead,
        "withdrawn": ever & ~live & ~ahead,
    }


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = conditions(at=clock.of(request)).get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


def state_mark(state: State) -> str:
    """The state in words, with a sign whose shape and colour say the same."""
    return format_html('<span class="state state-{}">{}</span>', state.name, state.label)
