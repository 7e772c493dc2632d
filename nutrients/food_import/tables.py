"""Reads tables row by row, in little memory: USDA's CSV with a header, and SR28's text between ^ and ~.

A row that can't be read is reported with its line, and the rows after it are read on.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from nutrients.food_import.files import BadTables, Folder

LONGEST_LINE = 100_000
# A description may be broken over lines; a quote that stays open for more was never meant to.
MOST_LINES_OF_A_ROW = 5
MOST_TOLD = 100
Progress = Callable[[int], None]


@dataclass
class Report:
    """What was wrong, by file and line, and what was left out on purpose, by reason."""

    told: list[str] = field(default_factory=list)
    failed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def bad(self, name: str, line: int, message: str) -> None:
        self.failed += 1
        if self.failed <= MOST_TOLD:
            self.told.append(f"{name}, line {line}: {message}")

    def leave_out(self, reason: str) -> None:
        told = reason if reason in self.left_out or len(self.left_out) < MOST_TOLD else "rows for other reasons"
        self.left_out[told] = self.left_out.get(told, 0) + 1


@dataclass(frozen=True, kw_only=True)
class Table:
    """One file of a release: where it lies, what to tell of it, and how far it was read."""

    folder: Folder
    name: str
    report: Report
    progress: Progress

    def rows(self, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(line, the values of these two or more columns) of a CSV file; its header may name more, in any order."""
        lines = _Lines(self, "utf-8")
        rows = csv.reader(lines.whole_rows(), strict=True)
        header: list[str] | None = None
        while True:
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                self.report.bad(self.name, lines.began, f"this is no row of a table: {error}.")
                continue
            if header is None:
                header = [name.strip().lower() for name in row]
                picked = itemgetter(*self._places(header, columns))
            elif len(row) != len(header):
                self.report.bad(
                    self.name, lines.began, f"{len(row)} fields. Expected {len(header)}, as the header has."
                )
            else:
                yield lines.began, picked(row)
        if header is None:
            raise BadTables(f"{self.name} is empty. Expected a header: {', '.join(columns)}.")

    def _places(self, header: Sequence[str], columns: Sequence[str]) -> list[int]:
        missing = [name for name in columns if name.lower() not in header]
        if missing or len(set(header)) != len(header):
            what = f"lacks {', '.join(missing)}" if missing else "names a column twice"
            raise BadTables(f"{self.name}, line 1: the header {what}. Expected {', '.join(columns)}, in any order.")
        return [header.index(name.lower()) for name in columns]

    def fields(self, count: int) -> Iterator[tuple[int, list[str]]]:
        """(line, fields) of one of SR28's files, each row of which has this many."""
        lines = _Lines(self, "iso-8859-1")
        for text in lines:
            found = [part.strip("~").strip() for part in text.split("^")]
            if len(found) != count:
                self.report.bad(self.name, lines.number, f"{len(found)} fields between ^. Expected {count}.")
            else:
                yield lines.number, found


class _Lines:
    """The lines of a table as text. `number` is that of the last line read, `began` where the present row began."""

    def __init__(self, table: Table, encoding: str) -> None:
        self.table, self.encoding = table, encoding
        self.number = self.began = 0

    def __iter__(self) -> Iterator[str]:
        name = self.table.name
        with self.table.folder.opened(name) as file:
            while raw := file.readline(LONGEST_LINE + 1):
                self.number += 1
                self.table.progress(len(raw))
                if not raw.endswith(b"\n"):
                    raise BadTables(f"{name}, line {self.number}: {_cut_off(raw)}")
                text = self._decoded(raw)
                if text is not None and text.strip():
                    yield text

    def _decoded(self, raw: bytes) -> str | None:
        name = self.table.name
        if self.number == 1 and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise BadTables(f"{name} is in UTF-16. Expected UTF-8, as USDA ships it: save it so.")
        if self.number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            text = raw.decode(self.encoding).rstrip("\r\n")
        except UnicodeDecodeError as error:
            byte = f"0x{raw[error.start]:02X}"
            said = f"the byte {byte} is not UTF-8. Expected the encoding that USDA ships, not one like Latin-1."
            self.table.report.bad(name, self.number, said)
            return None
        if "\0" in text:
            self.table.report.bad(name, self.number, "the character U+0000 can't be in a table.")
            return None
        return text

    def whole_rows(self) -> Iterator[str]:
        """Rows of CSV, the lines of each put together; a quote that stays open spoils its own line alone."""
        waiting: list[tuple[int, str]] = []
        for text in self:
            if not waiting and text.count('"') % 2 == 0:
                # Nearly every line: a release has half a million of them.
                self.began = self.number
                yield text
                continue
            waiting.append((self.number, text))
            yield from self._settled(waiting, most=MOST_LINES_OF_A_ROW)
        yield from self._settled(waiting, most=1)

    def _settled(self, waiting: list[tuple[int, str]], *, most: int) -> Iterator[str]:
        """Takes from the lines that wait every row that they hold whole, and those that never will be."""
        while waiting:
            taken = _lines_of_a_row([text for _, text in waiting])
            self.began = waiting[0][0]
            if taken:
                text = "\n".join(text for _, text in waiting[:taken])
                del waiting[:taken]
                yield text
            elif len(waiting) >= most:
                del waiting[0]
                said = "a quote is opened and never closed. Expected one at each end."
                self.table.report.bad(self.table.name, self.began, said)
            else:
                return


def _lines_of_a_row(lines: Sequence[str]) -> int:
    """How many of the lines make a row whose quotes are all closed; 0 where none do yet."""
    quotes = 0
    for number, text in enumerate(lines, start=1):
        quotes += text.count('"')
        if quotes % 2 == 0:
            return number
    return 0


def _cut_off(raw: bytes) -> str:
    if len(raw) > LONGEST_LINE:
        return f"more than {LONGEST_LINE:,} bytes without a line break. That is no table of USDA's."
    return (
        "the file ends without a line break, as one does that was cut off on its way. Get a fresh copy; "
        "if it is whole, end its last line."
    )
