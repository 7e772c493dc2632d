"""Loads the starter guide: `manage.py load_guide`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nutrition_site.guide_text import BadGuideFile
from nutrition_site.starter_guide import load
from publishing.workflow import Refused


class Command(BaseCommand):
    help = "Publishes the files of the starter guide as one set; leaves what editors changed alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="folder", type=Path, default=settings.BASE_DIR / "guide")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = load(options["folder"])
        except (BadGuideFile, Refused) as error:
            self.stdout.write("created 0, updated 0, unchanged 0, failed 1")
            raise CommandError(f"Nothing was loaded. {error}") from error
        for name in outcome.kept:
            self.stdout.write(f"left as it is, because it was changed here: {name}")
        unchanged = len(outcome.unchanged) + len(outcome.kept)
        self.stdout.write(
            f"created {len(outcome.created)}, updated {len(outcome.updated)}, unchanged {unchanged}, failed 0"
        )
