"""Brings references in from a file: `manage.py import_references FILE`; safe to run twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing.accounts import system_account
from publishing.workflow import Refused
from references.formats.text import decode
from references.import_models import ImportRow, ReferenceImport
from references.reference_import import NotReferences, apply, refuse_size, stage
from references.vocabulary import Format

Outcome = ImportRow.Outcome


class Command(BaseCommand):
    help = "Import references from BibTeX, RIS, PubMed (MEDLINE), PubMed XML or CSL-JSON. What the library has is not added twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file that was exported from a reference manager or database")
        parser.add_argument("--format", choices=Format.values, default="", help="only if it is not told by the text")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            # Asked first: a file of any size may be named by mistake.
            refuse_size(path.stat().st_size)
            self.stdout.write(f"Reading {path.name} ...")
            found = stage(decode(path.read_bytes()), form=options["format"], name=path.name)
            self.stdout.write(f"{found.rows.count()} records of {found.get_format_display()}. Importing ...")
            counts = apply(found, by=system_account("import", name="Import of references"))
        except (NotReferences, Refused, OSError) as error:
            self.stdout.write("created 0, updated 0, unchanged 0, failed 1")
            raise CommandError(f"Nothing was imported from {path}. {error}") from error
        self._tell(found)
        failed = counts[Outcome.FAILED]
        self.stdout.write(
            f"created {counts[Outcome.CREATED]}, updated {counts[Outcome.UPDATED]}, "
            f"unchanged {counts[Outcome.UNCHANGED]}, failed {failed}"
        )
        if failed:
            raise CommandError(f"{failed} of the records could not be imported; each is named above with its line.")

    def _tell(self, found: ReferenceImport) -> None:
        for note in found.notes:
            self.stdout.write(note)
        for row in found.rows.filter(outcome=Outcome.FAILED):
            self.stdout.write(f"line {row.line}: {row.reason}")
        doubtful = found.rows.filter(outcome=Outcome.UNCHANGED, proposal=ImportRow.Proposal.DUPLICATE)
        for row in doubtful:
            self.stdout.write(f"line {row.line}: left out, perhaps a duplicate. {row.reason}")
