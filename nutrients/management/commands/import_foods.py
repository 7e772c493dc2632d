"""Brings USDA's food tables in: `manage.py import_foods DIR`; each release wholly or not at all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nutrients.food_import.files import BadTables
from nutrients.food_import.importing import import_foods
from nutrients.food_import.tables import Progress

WIDTH = 30


class Command(BaseCommand):
    help = (
        "Import data releases from FoodData Central's CSV files (Foundation Foods, SR Legacy) or the text files of SR28. "
        "Foods are counted, and rows that failed. A release with a bad row is left out as a whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "dir", type=Path, help="the folder or zip archive as USDA ships it, or one that holds several"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--key", default="", help="names the release, where its usual key is taken")

    def handle(self, *args: Any, **options: Any) -> None:
        created = unchanged = failed = 0
        try:
            for outcome in import_foods(
                options["dir"], watch=self._watch, key=options["key"], dry_run=options["dry_run"]
            ):
                created, unchanged = created + outcome.created, unchanged + outcome.unchanged
                failed += outcome.failed
                self.stdout.write(outcome.place)
                for said in outcome.said:
                    self.stdout.write(f"  {said}")
                if outcome.failed:
                    self.stdout.write("  Nothing of this release was written.")
        except (BadTables, OSError) as error:
            failed += 1
            self.stdout.write(str(error))
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was written. Without --dry-run it would be:")
        self.stdout.write(f"created {created}, updated 0, unchanged {unchanged}, failed {failed}")
        if failed:
            raise CommandError(f"{failed} failed. Mend what is named above, then run this again.")

    def _watch(self, place: str, size: int) -> Progress:
        """A bar on a terminal; nothing where the output goes into a file."""
        if not self.stderr.isatty():
            return lambda _: None
        read, shown = 0, 0.0

        def progress(more: int) -> None:
            nonlocal read, shown
            read += more
            now = time.monotonic()
            if now - shown > 0.1 or read >= size:
                shown = now
                done = min(read / size, 1)
                bar = "#" * round(done * WIDTH)
                self.stderr.write(f"\r{bar:.<{WIDTH}} {done:4.0%} {place[-60:]}", ending="\n" if read >= size else "")

        return progress
