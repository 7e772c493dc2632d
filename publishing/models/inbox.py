"""The inbox: what people are told, a row for each of them, and what became of the mail about it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from publishing.models.items import Item


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by(self, person_id: object) -> Self:
        return self.filter(recipient=person_id, read_at__isnull=True)

    def to_mail(self, *, at: datetime) -> Self:
        return self.filter(mail_due_at__lte=at)


class Message(models.Model):
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    # A draft that never went out may be deleted; what was said of it stays.
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    """Of the admin page where something can be done about it, where that is not the item's own form."""
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    mail_due_at = models.DateTimeField(null=True)
    """When the mail about it is to be sent, or tried once more; none when it was, or when none is wished."""
    mailed_at = models.DateTimeField(null=True)
    mail_error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "inbox"
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(mail_due_at__isnull=True), name="message_mailed_once"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-sent_at"], name="message_newest"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="message_unread"),
            models.Index(fields=["mail_due_at"], condition=Q(mail_due_at__isnull=False), name="message_to_mail"),
        ]

    def __str__(self) -> str:
        return self.subject
