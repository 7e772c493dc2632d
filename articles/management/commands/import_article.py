"""Brings a plain text in as an article's draft: `manage.py import_article FILE`; publishes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.article_import import Outcome, import_article
from articles.text_files import NotPlainText, PlainText, read_text, refuse_size

SAID = {
    "created": "A new draft: {title}",
    "updated": "The draft follows the changed text: {title}",
    "unchanged": "This text was brought in before: {title}",
    "kept": "left as it is, because it was changed here: {title}",
}


class Command(BaseCommand):
    help = "Bring an article in from a plain-text file, as a draft with a to-do list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a plain-text file: title, text, headings on lines of their own")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = import_article(_text_of(options["file"]), source=options["file"].name)
        except (NotPlainText, OSError) as error:
            self.stdout.write("created 0, updated 0, unchanged 0, failed 1")
            raise CommandError(f"Nothing was imported from {options['file']}. {error}") from error
        self._report(outcome)

    def _report(self, outcome: Outcome) -> None:
        self.stdout.write(SAID[outcome.action].format(title=f"“{outcome.article.title}”"))
        if outcome.problems:
            self.stdout.write("To do before it can be published:")
        for problem in outcome.problems:
            self.stdout.write(f"- {problem}")
        self.stdout.write(", ".join(f"{name} {number}" for name, number in outcome.counts.items()))
        numbers = {name: int(outcome.action == name) for name in ("created", "updated")}
        unchanged = int(outcome.action in ("unchanged", "kept"))
        self.stdout.write(
            f"created {numbers['created']}, updated {numbers['updated']}, unchanged {unchanged}, failed 0"
        )


def _text_of(path: Path) -> PlainText:
    # Asked first: a file of any size may be named by mistake.
    refuse_size(path.stat().st_size)
    return read_text(path.read_bytes())
