"""Brings in what the Retraction Watch database says of the library's sources: `manage.py import_retractions FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing import clock
from references.retractions import NotThatFile, Outcome, import_retractions

PROGRESS = 10_000


class Command(BaseCommand):
    help = "Mark sources that were retracted, corrected, doubted or reinstated, and ask editors to look at what rests on them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the database as a CSV file, in UTF-8 or Latin-1")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = import_retractions(options["file"], by=None, at=clock.stamp(), progress=self._progress)
        except (NotThatFile, OSError) as error:
            self.stdout.write("created 0, updated 0, unchanged 0, failed 1")
            raise CommandError(f"Nothing was imported from {options['file']}. {error}") from error
        self._report(outcome)
        if outcome.counts["failed"]:
            raise SystemExit(1)

    def _progress(self, rows: int) -> None:
        if rows % PROGRESS == 0:
            self.stdout.write(f"{rows:,} rows read …")
            self.stdout.flush()

    def _report(self, outcome: Outcome) -> None:
        for line in [*outcome.touched, *outcome.problems]:
            self.stdout.write(line)
        asked = f"{outcome.tasks} task{'' if outcome.tasks == 1 else 's'} opened for editors."
        self.stdout.write(f"{outcome.rows:,} rows read. {asked} What isn't in the library is not counted below.")
        self.stdout.write(", ".join(f"{name} {number}" for name, number in outcome.counts.items()))
