"""What the desk says of reviews: what waits for whoever looks, what came back to them, and what is approved. One query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse

from publishing import kinds
from publishing.admin.forms import editor_of
from publishing.models import Contributor, Decision, Step, Submission, User
from publishing.standing import RIGHTS, WAITING

MOST = 300
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class InReview:
    submission: Submission
    kind: str
    label: str
    url: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Reviews:
    waiting: Sequence[InReview]
    returned: Sequence[InReview]
    approved: Sequence[InReview]

    @property
    def lists(self) -> list[tuple[str, str, Sequence[InReview]]]:
        """A name for the page, a heading, and the first of the list."""
        found = [
            ("waiting", "Waiting for me", self.waiting),
            ("returned", "Sent back to me", self.returned),
            ("approved", "Approved, not yet out", self.approved),
        ]
        return [(name, heading, rows[:SHOWN]) for name, heading, rows in found if rows]


def reviews_on_desk(request: HttpRequest, of_kinds: Sequence[str]) -> Reviews:
    by = editor_of(request)
    waiting, returned, approved = [], [], []
    for row in _pending(by, of_kinds):
        is_current = row.present_sha256 == row.sha256
        step = _step(row)
        if row.is_back or not is_current:
            if row.is_mine or row.submitted_by_id == by.pk:
                label = "Sent back" if row.is_back and is_current else "Edited since it was submitted: submit it again"
                returned.append(_in_review(row, label, reason=row.rejection or "" if is_current else ""))
        elif step is None:
            if by.has_perm("publishing.publish") or row.is_mine or row.submitted_by_id == by.pk:
                approved.append(_in_review(row, "Approved"))
        elif by.has_perm(RIGHTS[step]):
            own = row.is_mine or row.submitted_by_id == by.pk
            if not (settings.FOUR_EYES and own):
                waiting.append(_in_review(row, WAITING[step]))
    return Reviews(waiting=waiting, returned=returned, approved=approved)


def _pending(by: User, of_kinds: Sequence[str]) -> Any:
    decisions = Decision.objects.filter(submission=OuterRef("pk"))
    back = decisions.filter(verdict=Decision.Verdict.SENT_BACK)
    passed = decisions.filter(verdict=Decision.Verdict.PASSED)
    rows = Submission.objects.pending().with_present_bytes().filter(item__kind__in=of_kinds)
    return (
        rows.annotate(
            is_checked=Exists(passed.filter(step=Step.FACT_CHECK)),
            is_reviewed=Exists(passed.filter(step=Step.MEDICAL_REVIEW)),
            is_approved=Exists(passed.filter(step=Step.APPROVAL)),
            is_back=Exists(back),
            rejection=Subquery(back.values("reason")[:1]),
            is_mine=Exists(Contributor.objects.filter(Q(user=by), submission=OuterRef("pk"))),
        )
        .select_related("item", "submitted_by")
        .defer("document")
        .order_by("-submitted_at", "-id")[:MOST]
    )


def _step(row: Any) -> Step | None:
    done = {Step.FACT_CHECK: row.is_checked, Step.MEDICAL_REVIEW: row.is_reviewed, Step.APPROVAL: row.is_approved}
    return next((step for step in row.steps if not done[step]), None)


def _in_review(row: Submission, label: str, *, reason: str = "") -> InReview:
    url = reverse("admin:publishing_submission_review", args=[row.pk])
    return InReview(submission=row, kind=kinds.get(row.item.kind).label, label=label, url=url, reason=reason)
