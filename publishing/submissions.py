"""Submissions: handing drafts over for review, and deciding about what was handed over. The only code that writes either.

Each function is one transaction under the publishing lock: of two who act at once, the second is told what the first did.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from publishing import audit, clock
from publishing.candidates import Candidate, candidate, candidates_of, with_sort_title
from publishing.lock import lock_publishing
from publishing.models import AuditEntry, Contributor, Decision, DraftVersion, Item, Step, Submission, User
from publishing.moment import Live, Moment
from publishing.problems import describe
from publishing.reasons import is_said
from publishing.review_news import tell_decided, tell_next, tell_void
from publishing.reviewers import WHOLE_PAGE, why_not_signed
from publishing.standing import RIGHTS, Standing, contributors_of, standings_of
from publishing.workflow import Refused

Verdict = Decision.Verdict


class Changed(Refused):
    """What somebody looked at is not what is there by now."""


@transaction.atomic
def submit(
    items: Iterable[Item],
    *,
    by: User,
    note: str = "",
    fact_check: bool = True,
    medical_review: bool = False,
    seen: Mapping[UUID, str] | None = None,
) -> list[Submission]:
    """Freezes the drafts as one set for review. `seen` has the hash of what the submitter had before their eyes."""
    lock_publishing()
    now = clock.stamp()
    found = candidates_of(items, lock=True)
    if not found:
        raise Refused("Nothing is ticked. Tick what should be reviewed.")
    standings = standings_of(one.item for one in found)
    for one in found:
        _refuse_submission(one, standings.get(one.item.id), seen=seen or {}, at=now)
    set_id = uuid.uuid4()
    submissions = [
        _freeze(one, by=by, at=now, set_id=set_id, note=note, fact_check=fact_check, medical_review=medical_review)
        for one in found
    ]
    tell_next(submissions, by=by, at=now)
    return submissions


def _refuse_submission(found: Candidate, standing: Standing | None, *, seen: Mapping[UUID, str], at: datetime) -> None:
    if seen.get(found.item.id, found.sha256) != found.sha256:
        raise Changed(
            f"{describe(found.item)} was saved by somebody else since you opened this page. Look at it again, then submit."
        )
    if why := why_not_submitted(found, standing, at=at):
        raise Refused(why)


def why_not_submitted(found: Candidate, standing: Standing | None, *, at: datetime) -> str:
    """Why there is nothing to review of this draft as it is now; empty when there is."""
    what = describe(found.item)
    if found.kind.publishes_on_save:
        return f"{what} is public as soon as it is saved, so there is nothing to review beforehand."
    if found.item.merged_into_id:
        return f"{what} was merged into another item. Submit that one."
    if found.is_unchanged(at=at):
        return f"Readers see {what} exactly like this already, so there is nothing to review."
    if standing and standing.submission.sha256 == found.sha256 and not standing.rejection:
        return f"{what} has been submitted as it is: {_lower(standing.label)}. Nothing changed since."
    return ""


def _freeze(
    found: Candidate, *, by: User, at: datetime, set_id: UUID, note: str, fact_check: bool, medical_review: bool
) -> Submission:
    last = Submission.objects.filter(item=found.item).aggregate(last=Max("number"))["last"] or 0
    is_needed = found.kind.name in settings.MEDICAL_REVIEW_OF
    submission = Submission.objects.create(
        item=found.item,
        number=last + 1,
        set_id=set_id,
        document=found.text,
        sha256=found.sha256,
        title=str(found.draft)[:300],
        draft_version=found.draft.version,
        asks_fact_check=fact_check,
        asks_medical_review=medical_review or is_needed,
        note=note.strip(),
        submitted_by=by,
        submitted_at=at,
    )
    editors = contributors_of(found.draft, found.record).values()
    Contributor.objects.bulk_create(Contributor(submission=submission, user=editor) for editor in editors)
    DraftVersion.objects.note(found.item, version=found.draft.version, sha256=found.sha256)
    _record(AuditEntry.Action.SUBMIT, submission, by=by, at=at, reason=submission.note)
    return submission


@transaction.atomic
def decide(
    submissions: Iterable[Submission],
    *,
    step: str,
    verdict: str,
    by: User,
    reason: str = "",
    scope: str = WHOLE_PAGE,
    seen: Mapping[str, Mapping[str, int | str]] | None = None,
) -> list[Decision]:
    """Passes the step for all of them, or sends all of them back. `seen` holds what `editions_seen` gave for each item."""
    step, verdict = Step(step), Verdict(verdict)
    if not by.has_perm(RIGHTS[step]):
        raise Refused(f"Your account may not decide about the {step.label}. Ask someone who may.")
    if verdict == Verdict.SENT_BACK and not is_said(reason):
        raise Refused("Say why it is sent back: whoever wrote it has to know what to mend.")
    lock_publishing()
    now = clock.stamp()
    chosen = list(submissions)
    if not chosen:
        raise Refused("Nothing is ticked. Tick what you decide about.")
    standings = standings_of(submission.item_id for submission in chosen)
    candidates = [candidate(submission.item, lock=True) for submission in chosen]
    moment = moment_of_set(chosen[0], at=now)
    decisions = []
    for submission, found in zip(chosen, candidates, strict=True):
        standing = standings.get(submission.item_id)
        _refuse_decision(submission, found, standing, step=step, by=by)
        present = editions_seen(found, moment)
        if seen is not None and verdict == Verdict.PASSED and seen.get(str(found.item.id), {}) != present:
            raise Changed(
                f"Something that {describe(found.item)} includes got a new edition while you were reading. "
                "What you typed is still here: look at the page again, then decide."
            )
        is_signed = step == Step.MEDICAL_REVIEW and verdict == Verdict.PASSED
        signs = is_signed and by.person is not None and not why_not_signed(by, found.mentions, moment)
        decision = Decision.objects.create(
            submission=submission,
            step=step,
            verdict=verdict,
            reason=reason.strip(),
            decided_by=by,
            decided_at=now,
            reviewer=by.person.item if signs and by.person else None,
            scope=(scope.strip() or WHOLE_PAGE) if is_signed else "",
            seen=present,
        )
        _record(_action(decision), submission, by=by, at=now, reason=decision.reason, step=step)
        decisions.append(decision)
    tell_decided(decisions, standings, by=by, at=now)
    return decisions


def _refuse_decision(
    submission: Submission, found: Candidate, standing: Standing | None, *, step: Step, by: User
) -> None:
    what = describe(submission.item)
    if standing is None or standing.submission.pk != submission.pk:
        raise Refused(f"{what} was submitted again, or went out, after this. Decide about what is there now.")
    if found.sha256 != submission.sha256:
        said = standing.label if standing.is_void else "It was changed after it was submitted"
        raise Refused(f"{what} says something else by now. {said}. It has to be submitted again.")
    if standing.rejection:
        raise Refused(f"{what} was sent back already, by {standing.rejection.decided_by}.")
    if (passed := standing.passed(step)) is not None:
        raise Refused(f"The {step.label} of {what} was passed already, by {passed.decided_by}.")
    if standing.step != step:
        comes_first = standing.step.label if standing.step else "nothing"
        raise Refused(f"The {step.label} of {what} is not due: {comes_first} comes first.")
    if settings.FOUR_EYES and by.pk in hands_in(submission, found):
        raise Refused(f"You submitted or edited {what} yourself, so the {step.label} is for somebody else.")


def hands_in(submission: Submission, found: Candidate) -> set[int]:
    """Everybody who submitted or edited it, by the ids of their accounts."""
    named = submission.contributors.values_list("user_id", flat=True)
    return {submission.submitted_by_id, *named, *contributors_of(found.draft, found.record)}


def editions_seen(found: Candidate, moment: Moment) -> dict[str, int | str]:
    """Which edition of each included item stands on the page: its number, or "set" when it goes out in the same set."""
    return {str(item_id): live.edition.number if live.edition else "set" for item_id, live in included(found, moment)}


def moment_of_set(submission: Submission, *, at: datetime) -> Moment:
    """The moment as it will be once everything is live that was submitted together and still stands."""
    together = Submission.objects.pending().current().filter(set_id=submission.set_id).select_related("item")
    return Moment(at, overrides=[frozen(one).as_live(at) for one in together])


def frozen(submission: Submission) -> Candidate:
    """What was submitted, as it would be published: the draft beside it may say something else by now."""
    now = candidate(submission.item)
    document = now.kind.read(submission.document)
    return replace(
        now,
        document=document,
        text=submission.document,
        card=with_sort_title(now.kind.card(document)),
        mentions=tuple(now.kind.mentions(document)),
    )


def included(found: Candidate, moment: Moment) -> list[tuple[UUID, Live]]:
    """The items whose own text stands on the page, in display order."""
    mentions = [mention for mention in found.mentions if mention.role in found.kind.includes]
    resolved = moment.resolve(mentions)
    lives = [resolved[mention.target] for mention in mentions if mention.target in resolved]
    return list({live.item_id: live for live in lives}.items())


@transaction.atomic
def note_saved(found: Candidate, *, by: User) -> None:
    """Records the bytes of the version that was just saved; tells everybody concerned when a submission became void by it."""
    DraftVersion.objects.note(found.item, version=found.draft.version, sha256=found.sha256)
    standing = standings_of([found.item]).get(found.item.id)
    if standing is None or standing.rejection or standing.voided_by is None:
        return
    if standing.voided_by.version != found.draft.version:
        return
    now = clock.stamp()
    _record(AuditEntry.Action.VOID, standing.submission, by=by, at=now)
    tell_void(standing, by=by, at=now)


def _action(decision: Decision) -> str:
    if decision.verdict == Verdict.SENT_BACK:
        return AuditEntry.Action.SEND_BACK
    return AuditEntry.Action.APPROVE if decision.step == Step.APPROVAL else AuditEntry.Action.PASS


def _record(
    action: str, submission: Submission, *, by: User, at: datetime, reason: str = "", step: Step | None = None
) -> None:
    detail = {"submission": str(submission.number)} | ({"step": str(step.label)} if step else {})
    audit.record(action, submission.item, by=by, at=at, reason=reason, detail=detail)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
