"""Submissions: a draft's very bytes as they were handed over for review, and what was decided about them. All append-only."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from publishing.constraints import Frozen, Kept
from publishing.models.editions import Edition
from publishing.models.items import Item
from publishing.models.versions import DraftVersion


class Step(models.TextChoices):
    """The steps of a review, in their order. A submission asks for the first two or not; the last is never left out."""

    FACT_CHECK = "fact-check", "fact-check"
    MEDICAL_REVIEW = "medical-review", "medical review"
    APPROVAL = "approval", "approval"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def newest_of_each(self) -> Self:
        """The last one of each item; what was submitted before is history."""
        return self.filter(~Exists(Submission.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))))

    def pending(self) -> Self:
        """The last one of each item, until an edition goes out after it; a cancelled edition never went out."""
        went_out = Edition.objects.filter(
            item=OuterRef("item"), live_from__isnull=False, recorded_at__gte=OuterRef("submitted_at")
        )
        return self.newest_of_each().filter(~Exists(went_out))

    def with_present_bytes(self) -> Self:
        """Tells of each what the draft's bytes are now; empty if nobody has built them since it was saved."""
        versions = DraftVersion.objects.filter(item=OuterRef("item")).order_by("-version")
        return self.annotate(present_sha256=Subquery(versions.values("sha256")[:1]))

    def current(self) -> Self:
        """Those that say what the draft still says."""
        return self.with_present_bytes().filter(present_sha256=models.F("sha256"))

    def at_step(self, step: str) -> Self:
        """Those that wait for this step: nobody sent them back, and every step before it was passed."""
        order = list(Step)
        found = self.filter(~_decided(verdict=Decision.Verdict.SENT_BACK), ~_passed(step), ASKED.get(step, Q()))
        for before in order[: order.index(Step(step))]:
            found = found.filter(_passed(before) | ~ASKED[before])
        return found

    def sent_back(self) -> Self:
        return self.filter(_decided(verdict=Decision.Verdict.SENT_BACK))

    def approved(self) -> Self:
        return self.filter(_passed(Step.APPROVAL))


# Approval is always asked for.
ASKED: dict[str, Q] = {Step.FACT_CHECK: Q(asks_fact_check=True), Step.MEDICAL_REVIEW: Q(asks_medical_review=True)}


def _decided(**conditions: str) -> Q:
    return Q(Exists(Decision.objects.filter(submission=OuterRef("pk"), **conditions)))


def _passed(step: str) -> Q:
    return _decided(step=step, verdict=Decision.Verdict.PASSED)


class Submission(models.Model):
    """One draft as it was submitted. Several that were submitted together share a `set_id` and are decided together."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    set_id = models.UUIDField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    draft_version = models.PositiveIntegerField()
    asks_fact_check = models.BooleanField()
    asks_medical_review = models.BooleanField()
    note = models.TextField(blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        permissions = [
            ("fact_check", "Can fact-check submissions"),
            ("medical_review", "Can review submissions medically"),
            ("approve", "Can approve submissions"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="submission_number_unique"),
            Frozen(name="submission_frozen"),
            Kept(name="submission_kept"),
        ]
        indexes = [
            models.Index(fields=["-submitted_at"], name="submission_newest"),
            models.Index(fields=["set_id"], name="submission_set"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (submission {self.number})"

    def asks(self, step: str) -> bool:
        return {Step.FACT_CHECK: self.asks_fact_check, Step.MEDICAL_REVIEW: self.asks_medical_review}.get(
            Step(step), True
        )

    @property
    def steps(self) -> list[Step]:
        """What it passes through, in order."""
        return [step for step in Step if self.asks(step)]


class Contributor(models.Model):
    """Somebody who had edited what was submitted since the item's last edition, and so can't approve it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="contributors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="contributor_named_once"),
            Frozen(name="contributor_frozen"),
            Kept(name="contributor_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.submission}"


class Decision(models.Model):
    """What one person decided about one step of one submission, and which editions of included items they saw."""

    class Verdict(models.TextChoices):
        PASSED = "passed", "passed"
        SENT_BACK = "sent-back", "sent back"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    step = models.CharField(max_length=20, choices=Step)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    reviewer = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    """The person with a credential in whose name a medical review goes on record with the edition."""
    scope = models.TextField(blank=True)
    seen = models.JSONField(default=dict)
    """Of each included item, by its id: the number of the edition that was live, or "set" for one of the same set."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "step"], name="decision_once_per_step"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(verdict="sent-back"), name="decision_sent_back_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="passed") | ~Q(reason=""), name="decision_sent_back_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | Q(step="medical-review", verdict="passed") & ~Q(scope=""),
                name="decision_reviewer_says_what_of",
            ),
            Frozen(name="decision_frozen"),
            Kept(name="decision_kept"),
        ]
        ordering = ["decided_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} of {self.submission}: {self.get_verdict_display()}"

    def saw(self, item_id: UUID) -> int | str | None:
        """Which edition of an included item the reviewer had before them."""
        found: int | str | None = self.seen.get(str(item_id))
        return found
