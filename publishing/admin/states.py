"""The states of drafts as the desk counts them and as lists are filtered by them; refuses to read a draft's text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.html import format_html

from publishing import clock
from publishing.candidates import SKEW
from publishing.models import Edition, MedicalReview, Step, Submission, Task
from publishing.state import State

LABELS = {
    "draft": "Never published",
    "live": "Live",
    "changed": "Live with changes",
    "fact-check": "In fact-check",
    "medical-review": "In medical review",
    "approval": "Awaiting approval",
    "approved": "Approved, not yet out",
    "sent-back": "Sent back",
    "re-review": "Needs re-review",
    "scheduled": "Scheduled",
    "withdrawn": "Withdrawn",
}
# Tasks after which a page has to be looked at again; a broken link needs no reviewer.
REVIEW_TASKS = (Task.Kind.RE_REVIEW, Task.Kind.REVIEW_DUE, Task.Kind.RETRACTION)


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
        **_under_review(),
        "re-review": live & (Q(Exists(outdated_reviews(at=at))) | Q(Exists(tasks_to_review()))),
        "scheduled": ahead,
        "withdrawn": ever & ~live & ~ahead,
    }


def _under_review() -> dict[str, Q]:
    pending = Submission.objects.pending().current().filter(item=OuterRef("item"))
    steps = {step.value: pending.at_step(step) for step in Step}
    found = {**steps, "approved": pending.approved(), "sent-back": pending.sent_back()}
    return {name: Q(Exists(rows)) for name, rows in found.items()}


def outdated_reviews(*, at: datetime) -> QuerySet[Any]:
    """Live editions of the item that changed in substance after its latest medical review saw it."""
    reviews = MedicalReview.objects.given(by=at).filter(item=OuterRef("item")).order_by("-reviewed_at", "-id")
    editions = Edition.objects.live(at=at).filter(item=OuterRef("item"))
    saw = Subquery(reviews.values("edition__substantive_from")[:1])
    return editions.annotate(review_saw=saw).filter(substantive_from__gt=F("review_saw"))


def tasks_to_review() -> QuerySet[Any]:
    return Task.objects.open().filter(item=OuterRef("item"), kind__in=REVIEW_TASKS)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = conditions(at=clock.of(request)).get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


def state_mark(state: State) -> str:
    return state_sign(state.name, state.label)


def state_sign(name: str, label: str) -> str:
    """The state in words, with a sign whose shape and colour say the same."""
    return format_html('<span class="state state-{}">{}</span>', name or "draft", label)
