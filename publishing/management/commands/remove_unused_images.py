"""Removes images that no draft and no edition names, with their files; refuses those uploaded a moment ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publishing import clock
from publishing.images.cleaning import remove_unused


class Command(BaseCommand):
    help = "Removes images that no draft and no edition names, and files that belong to no image."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=30, help="Keep what was uploaded within so many days, used or not (default 30)."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only tell which images would go.")

    def handle(self, *args: Any, **options: Any) -> None:
        before = clock.now() - timedelta(days=options["days"])
        removed = remove_unused(before=before, is_rehearsal=options["dry_run"])
        for title in removed.images:
            self.stdout.write(f"{'Would remove' if options['dry_run'] else 'Removed'} “{title}”")
        self.stdout.write(
            f"images {len(removed.images)}, files {removed.files}, {removed.bytes / 1024 / 1024:.1f} MB freed"
        )
