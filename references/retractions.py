"""Reads the Retraction Watch database as it is shipped, and records what concerns sources of the library.

It reads row by row, so that the size of the file doesn't matter, and stores nothing about works that the library lacks.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from publishing.models import Item, User
from references import identifiers
from references.health import Told, ask_editors, record_notice
from references.identifiers import BadIdentifier
from references.models import Reference
from references.vocabulary import Nature

REGISTRY = "Retraction Watch"
COLUMNS = (
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
)
NATURES = {
    "retraction": Nature.RETRACTION,
    "expression of concern": Nature.CONCERN,
    "correction": Nature.CORRECTION,
    "reinstatement": Nature.REINSTATEMENT,
}
# What stands where there is nothing to say.
NOTHING = frozenset({"", "0", "unavailable", "na", "n/a", "none", "nan"})
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\b")
# The longest list of authors or reasons in the real file is far shorter.
MOST_OF_A_FIELD = 2_000_000
CHUNK = 1 << 20


class NotThatFile(Exception):
    """The file is not laid out as the database ships it; the message says what is missing."""


@dataclass
class Outcome:
    rows: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"created": 0, "updated": 0, "unchanged": 0, "failed": 0})
    problems: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    """What was created or updated, in words."""
    tasks: int = 0

    def fail(self, line: int, message: str) -> None:
        self.counts["failed"] += 1
        self.problems.append(f"line {line}: {message}")


def import_retractions(
    path: Path, *, by: User | None, at: datetime, progress: Callable[[int], None] | None = None
) -> Outcome:
    """Each record is stored as soon as it is read: a run that was broken off is finished by the next one."""
    library = _Library()
    outcome = Outcome()
    matched: dict[UUID, Item] = {}
    with path.open(encoding=encoding_of(path), newline="") as stream:
        csv.field_size_limit(MOST_OF_A_FIELD)
        rows = csv.DictReader(stream)
        if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
            raise NotThatFile(
                f"{path.name} has no column {', '.join(missing)}. Expected the CSV file of the Retraction Watch database."
            )
        for row in _readable(rows, outcome):
            outcome.rows += 1
            if progress is not None:
                progress(outcome.rows)
            for item in library.named_by(row):
                matched[item.id] = item
                _take(row, item, outcome, line=rows.line_num, at=at)
    # Only now: of one source the file may tell a retraction, and its reinstatement many rows later.
    outcome.tasks = sum(ask_editors(item, by=by, at=at) for item in matched.values())
    return outcome


def encoding_of(path: Path) -> str:
    """UTF-8 if every byte of the file agrees, else Latin-1, as the database was shipped for long."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8-sig"


def _readable(rows: csv.DictReader[str], outcome: Outcome) -> Iterator[dict[str, str]]:
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            outcome.fail(rows.line_num, f"this row can't be read: {error}.")
            continue
        yield {name: value if isinstance(value, str) else "" for name, value in row.items() if name}


class _Library:
    """Every source by its DOI and PubMed ID."""

    def __init__(self) -> None:
        self._by_doi: dict[str, Item] = {}
        self._by_pmid: dict[str, Item] = {}
        records = Reference.objects.filter(item__merged_into=None).select_related("item")
        for record in records.only("doi", "pmid", "item"):
            if record.doi:
                self._by_doi[record.doi] = record.item
            if record.pmid:
                self._by_pmid[record.pmid] = record.item

    def named_by(self, row: Mapping[str, str]) -> list[Item]:
        found = [self._by_doi.get(doi) for doi in _values(row, "OriginalPaperDOI", identifiers.normalise_doi)]
        found += [self._by_pmid.get(pmid) for pmid in _values(row, "OriginalPaperPubMedID", identifiers.normalise_pmid)]
        return list({item.id: item for item in found if item is not None}.values())


def _take(row: Mapping[str, str], item: Item, outcome: Outcome, *, line: int, at: datetime) -> None:
    number, nature = row["Record ID"].strip(), row["RetractionNature"].strip()
    if not number:
        return outcome.fail(line, f"the row about “{item.key}” has no Record ID, by which it would be known again.")
    if nature.lower() not in NATURES:
        known = ", ".join(NATURES)
        return outcome.fail(line, f"“{nature}” about “{item.key}” is no nature that is known. Expected one of {known}.")
    dated_on = read_day(row["RetractionDate"])
    if dated_on is None:
        return outcome.fail(line, f"“{row['RetractionDate']}” about “{item.key}” is no day. Expected M/D/YYYY.")
    told = Told(
        nature=NATURES[nature.lower()],
        dated_on=dated_on,
        registry=REGISTRY,
        number=number,
        doi=next(iter(_values(row, "RetractionDOI", identifiers.normalise_doi)), ""),
        pmid=next(iter(_values(row, "RetractionPubMedID", identifiers.normalise_pmid)), ""),
        reasons=[reason for part in row["Reason"].split(";") if (reason := part.strip().lstrip("+").strip())],
    )
    became = record_notice(item, told, at=at)
    outcome.counts[became] += 1
    if became != "unchanged":
        outcome.touched.append(f"{became}: {nature.lower()} of “{item.key}”, {dated_on.isoformat()}")
    return None


def _values(row: Mapping[str, str], column: str, normalise: Callable[[str], str]) -> Iterator[str]:
    for part in row[column].split(";"):
        if part.strip().lower() not in NOTHING:
            with suppress(BadIdentifier):
                yield normalise(part)


def read_day(text: str) -> date | None:
    """11/15/2013 0:00 as shipped, or 2013-11-15."""
    text = text.strip()
    with suppress(ValueError):
        if found := DAY.match(text):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := ISO_DAY.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    return None
