"""The audit trail: who did what to which item, when and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from publishing.constraints import Frozen, Kept
from publishing.models.items import Item


class AuditEntry(models.Model):
    class Action(models.TextChoices):
        PUBLISH = "publish", "published"
        SCHEDULE = "schedule", "scheduled"
        CANCEL = "cancel", "cancelled a schedule"
        PLAN_END = "plan-end", "planned an end"
        REMOVE_END = "remove-end", "removed a planned end"
        WITHDRAW = "withdraw", "withdrew"
        AMEND_NOTE = "amend-note", "amended a public note"
        MERGE = "merge", "merged into another item"
        RESTORE = "restore", "restored an edition to the draft"
        SUBMIT = "submit", "submitted for review"
        PASS = "pass", "passed a step of the review"
        SEND_BACK = "send-back", "sent back"
        APPROVE = "approve", "approved"
        VOID = "void", "edited what had been submitted"
        REVIEW = "review", "recorded a medical review"
        SHARE = "share", "shared a preview of the draft"
        UNSHARE = "unshare", "took a shared preview back"
        LOG_IN = "log-in", "logged in"
        LOG_OUT = "log-out", "logged out"
        LOG_IN_FAILED = "log-in-failed", "failed to log in"
        EXPORT = "export", "exported"
        IMPORT = "import", "imported references"
        UNDO_IMPORT = "undo-import", "took an import back"
        OPEN_TASK = "open-task", "opened a task"
        CLAIM_TASK = "claim-task", "took a task on"
        RELEASE_TASK = "release-task", "gave a task back"
        FINISH_TASK = "finish-task", "finished a task"
        RIGHTS = "rights", "changed what an account may do"
        WAIVE = "waive", "let a claim pass without a source"
        END_WAIVER = "end-waiver", "took a waiver back"
        DISCARD = "discard", "deleted a draft that was never published"

    at = models.DateTimeField()
    # Nobody is known to have done it where a log-in failed.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=20, choices=Action)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    edition_number = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = "entry"
        verbose_name_plural = "who did what"
        constraints = [Frozen(name="auditentry_frozen"), Kept(name="auditentry_kept")]
        indexes = [
            models.Index(fields=["-at"], name="auditentry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_action_display()} {self.item}"
