"""Who is told of what becomes of a submission: whoever may take the next step, and everybody who had to do with it so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from publishing.inbox import overtake, tell
from publishing.models import Decision, Step, Submission, User
from publishing.standing import RIGHTS, Standing, standings_of


def chain_of(standing: Standing) -> list[User]:
    """Everybody who had to do with a submission so far: who wrote, submitted and decided."""
    contributors = standing.submission.contributors.select_related("user")
    people = [standing.submission.submitted_by, *(one.user for one in contributors)]
    people += [decision.decided_by for decision in standing.decisions]
    return list({person.pk: person for person in people}.values())


def tell_void(standing: Standing, *, by: User, at: datetime) -> None:
    submission = standing.submission
    what = "approval" if standing.approval else "submission"
    overtake([review_url(submission)], at=at)
    tell(
        chain_of(standing),
        subject=f"“{submission.title}” was edited: its {what} is void",
        text=f"{by} edited “{submission.title}” after it was submitted on {submission.submitted_at:%d %b %Y}. "
        "It has to be submitted again before it can go out.",
        item=submission.item,
        by=by,
        at=at,
    )


def tell_next(submissions: Sequence[Submission], *, by: User, at: datetime) -> None:
    """Asks those who may take the next step."""
    first = submissions[0]
    step = standings_of([first.item_id])[first.item_id].step
    if step is None:
        return
    for submission in submissions:
        tell(
            people_for(step, submission),
            subject=f"“{submission.title}” waits for your {step.label}",
            text=f"{submission.submitted_by} submitted “{submission.title}”. {submission.note}".strip(),
            item=submission.item,
            by=by,
            at=at,
            address=review_url(submission),
        )


def people_for(step: Step, submission: Submission) -> list[User]:
    """Who may take the step, as far as a group or a right of their own says so."""
    may = User.objects.with_perm(
        RIGHTS[step], include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    hands = {submission.submitted_by_id, *submission.contributors.values_list("user_id", flat=True)}
    return [person for person in may if not settings.FOUR_EYES or person.pk not in hands]


def tell_decided(decisions: Sequence[Decision], standings: Mapping[UUID, Standing], *, by: User, at: datetime) -> None:
    """Everyone earlier in the chain learns of a rejection and of the approval; whoever was asked need not act any more."""
    overtake([review_url(decision.submission) for decision in decisions], at=at)
    for decision in decisions:
        submission = decision.submission
        is_back, is_last = decision.verdict == Decision.Verdict.SENT_BACK, decision.step == Step.APPROVAL
        if not is_back and not is_last:
            continue
        what = "was sent back" if is_back else "is approved and can go out"
        tell(
            chain_of(standings[submission.item_id]),
            subject=f"“{submission.title}” {what}",
            text=f"{by} decided about the {decision.get_step_display()}. {decision.reason}".strip(),
            item=submission.item,
            by=by,
            at=at,
            address=review_url(submission),
        )
    if decisions[0].verdict == Decision.Verdict.PASSED:
        tell_next([decision.submission for decision in decisions], by=by, at=at)


def review_url(submission: Submission) -> str:
    return reverse("admin:publishing_submission_review", args=[submission.pk])
