"""Where the submissions of drafts stand, and what the site's policy still asks before a draft may go out. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from publishing.candidates import Candidate, Record
from publishing.models import Decision, Draft, DraftVersion, Edition, Item, Step, Submission, User

WAITING = {
    Step.FACT_CHECK: "In fact-check",
    Step.MEDICAL_REVIEW: "In medical review",
    Step.APPROVAL: "Awaiting approval",
}
RIGHTS = {
    Step.FACT_CHECK: "publishing.fact_check",
    Step.MEDICAL_REVIEW: "publishing.medical_review",
    Step.APPROVAL: "publishing.approve",
}
PASSED, SENT_BACK = Decision.Verdict.PASSED, Decision.Verdict.SENT_BACK


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The last submission of a draft, as long as nothing went out after it."""

    submission: Submission
    decisions: Sequence[Decision]
    voided_by: DraftVersion | None = None
    """The version that says something else than what was submitted."""

    @property
    def is_void(self) -> bool:
        return self.voided_by is not None

    @cached_property
    def rejection(self) -> Decision | None:
        return next((decision for decision in self.decisions if decision.verdict == SENT_BACK), None)

    @cached_property
    def approval(self) -> Decision | None:
        """Of these very bytes, whether or not the draft still has them."""
        return self.passed(Step.APPROVAL)

    @property
    def is_approved(self) -> bool:
        return self.approval is not None and not self.is_void

    @property
    def step(self) -> Step | None:
        """What it waits for."""
        if self.is_void or self.rejection:
            return None
        return next((step for step in self.submission.steps if self.passed(step) is None), None)

    @property
    def name(self) -> str:
        """The state that it gives its draft; empty when it gives none."""
        if self.is_void:
            return ""
        return "sent-back" if self.rejection else str(self.step) if self.step else "approved"

    @property
    def label(self) -> str:
        submission = self.submission
        if self.voided_by is not None:
            what = "Approval" if self.approval else "Submission"
            return f"{what} void: {_who(self.voided_by)} edited it{_when(self.voided_by.saved_at)}"
        if self.rejection:
            return f"Sent back by {self.rejection.decided_by}{_when(self.rejection.decided_at)}"
        if self.step:
            return f"{WAITING[self.step]}, submitted by {submission.submitted_by}{_when(submission.submitted_at)}"
        assert self.approval is not None
        return f"Approved by {self.approval.decided_by}{_when(self.approval.decided_at)}"

    def passed(self, step: Step) -> Decision | None:
        return next((one for one in self.decisions if one.step == step and one.verdict == PASSED), None)


def _when(moment: datetime | None) -> str:
    return f" on {timezone.localtime(moment):%d %b %Y, %H:%M}" if moment else ""


def _who(version: DraftVersion) -> str:
    return str(version.saved_by or "somebody")


def standings_of(items: Iterable[Item | UUID]) -> dict[UUID, Standing]:
    """Of those of the items that have a pending submission: three queries, or one when none has."""
    ids = [item.id if isinstance(item, Item) else item for item in items]
    found = Submission.objects.pending().filter(item__in=ids).defer("document").select_related("submitted_by")
    decisions = Prefetch("decisions", Decision.objects.select_related("decided_by"))
    return standings(list(found.prefetch_related(decisions)))


def standings(submissions: Sequence[Submission]) -> dict[UUID, Standing]:
    if not submissions:
        return {}
    versions: dict[UUID, list[DraftVersion]] = {submission.item_id: [] for submission in submissions}
    since = min(submission.draft_version for submission in submissions)
    for version in DraftVersion.objects.of(versions).filter(version__gt=since):
        versions[version.item_id].append(version)
    return {
        submission.item_id: Standing(
            submission=submission,
            decisions=list(submission.decisions.all()),
            voided_by=_voiding(submission, versions[submission.item_id]),
        )
        for submission in submissions
    }


def _voiding(submission: Submission, versions: Sequence[DraftVersion]) -> DraftVersion | None:
    """The first edit since the bytes were last the submitted ones; typing them again makes the submission good again."""
    found: DraftVersion | None = None
    for version in versions:
        if version.version <= submission.draft_version:
            continue
        if version.sha256 == submission.sha256:
            found = None
        elif found is None:
            found = version
    return found


def contributors_of(draft: Draft, record: Record) -> dict[int, User]:
    """Whoever changed the draft's bytes since its item's last edition, by their ids."""
    versions = list(DraftVersion.objects.of([draft.item_id]))
    begin = _published_version(draft, record, versions)
    before, found = "", {}
    for version in versions:
        is_same = bool(version.sha256) and version.sha256 == before
        before = version.sha256
        if version.version > begin and not is_same and version.saved_by is not None:
            found[version.saved_by.pk] = version.saved_by
    # Versions were not recorded from the first day on.
    if draft.changed_by is not None and not versions and draft.has_unpublished_changes:
        found[draft.changed_by.pk] = draft.changed_by
    return found


def _published_version(draft: Draft, record: Record, versions: Sequence[DraftVersion]) -> int:
    """The version up to which the draft has gone out."""
    if record.last is None:
        return 0
    if draft.published_version is not None:
        return draft.published_version
    # A schedule was taken back: what is on record as public, or as still to come, ended before that.
    out_at = record.last.recorded_at
    return max((one.version for one in versions if one.saved_at and one.saved_at <= out_at), default=0)


def steps_needed(candidate: Candidate, *, change: str) -> list[Step]:
    """What the site's policy asks of a draft before it may go out as this kind of change."""
    if candidate.kind.publishes_on_save:
        return []
    needed = []
    if candidate.kind.name in settings.MEDICAL_REVIEW_OF and not _keeps_its_review(candidate, change=change):
        needed.append(Step.MEDICAL_REVIEW)
    if settings.FOUR_EYES:
        needed.append(Step.APPROVAL)
    return needed


def _keeps_its_review(candidate: Candidate, *, change: str) -> bool:
    """As a minor edition does, so that a spelling needs no new one; but not where it says otherwise when to get help."""
    last = candidate.record.last
    if last is None or change != Edition.Change.MINOR:
        return False
    before = candidate.kind.read(last.document)
    return bool(candidate.kind.help_words(before) == candidate.kind.help_words(candidate.document))


def what_is_missing(candidate: Candidate, standing: Standing | None, *, change: str, at: datetime) -> str:
    """Why the site's policy keeps this draft in; empty when it may go out."""
    needed = steps_needed(candidate, change=change)
    if not needed:
        return ""
    if standing is None or standing.submission.sha256 != candidate.sha256:
        if standing is not None and standing.voided_by is not None:
            return f"{standing.label}, after it was submitted. Submit it again."
        return "Nobody has reviewed what it says now. Submit it for review."
    if standing.rejection:
        return f"{standing.label}: {standing.rejection.reason} Mend it, then submit it again."
    for step in needed:
        decision = standing.passed(step)
        if decision is None:
            asked = standing.submission.asks(step)
            return standing.label + "." if asked else f"It needs a {step.label}. Submit it again, and ask for one."
        if _was_withdrawn_after(candidate.record, decision, at=at):
            return "It was withdrawn after it was reviewed. Submit it again."
        if step == Step.APPROVAL and decision.decided_by_id in _own(candidate, standing):
            return f"{decision.decided_by} approved it, and had a hand in it. Somebody else must."
    return ""


def _own(candidate: Candidate, standing: Standing) -> set[int]:
    named = standing.submission.contributors.values_list("user_id", flat=True)
    return {standing.submission.submitted_by_id, *named, *contributors_of(candidate.draft, candidate.record)}


def _was_withdrawn_after(record: Record, decision: Decision, *, at: datetime) -> bool:
    ended = record.last.live_until if record.last else None
    return ended is not None and ended <= at and decision.decided_at < ended


def newer_editions(standing: Standing, live: dict[UUID, int]) -> dict[UUID, tuple[int, int]]:
    """Included items that have another edition live than the approver saw: the one seen, and the present one."""
    decision = standing.approval
    if decision is None:
        return {}
    pairs = {item_id: (decision.saw(item_id), number) for item_id, number in live.items()}
    return {item_id: (seen, now) for item_id, (seen, now) in pairs.items() if isinstance(seen, int) and seen != now}
