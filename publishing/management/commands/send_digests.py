"""Sends the mails that are due; any timer may call it as often as it likes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from publishing import clock, mail


class Command(BaseCommand):
    help = "Sends the mails about messages that are due, those of the day among them. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = mail.send_due(now=clock.now())
        self.stdout.write(f"sent {sent}, failed {failed}")
        if failed:
            raise CommandError("Some mails could not be sent. The inbox says why; they are tried again in an hour.")
