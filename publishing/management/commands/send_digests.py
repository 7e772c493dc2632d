"""Reminds of reviews that fall due and sends the mails that are; any timer may call it as often as it likes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publishing import clock, mail
from publishing.due import due_reviews
from publishing.reminders import remind


class Command(BaseCommand):
    help = "Reminds owners of reviews that fall due, and sends the mails that are. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        reminded = remind(due_reviews(at=now), at=now)
        sent, failed = mail.send_due(now=now)
        self.stdout.write(f"reviews that fall due {reminded}, mails sent {sent}, failed {failed}")
        if failed:
            raise CommandError("Some mails could not be sent. The inbox says why; they are tried again in an hour.")
