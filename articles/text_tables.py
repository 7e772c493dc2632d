"""Tables in plain text: which lines are one, and where its cells end; refuses to drop a row that doesn't fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from articles.text_parts import Row, Table

# The last word of each column that compares nutrients; copied tables often lost what stood between the cells.
COLUMN = re.compile(
    r"(?=\S).*?\b(?:nutrients?|vitamins?|minerals?|deficienc(?:y|ies)|functions?|roles?|symptoms?|signs?|sources?|foods?)\b"
    r"(?:\s*\([^()]{0,60}\))?",
    re.I,
)
# B12, D: the second part of a name, never the first word of a cell.
SHORT = re.compile(r"[A-Z]\d{0,2}")
# A longer line is no header, and looking for column names in it would take for ever.
LONGEST_HEADER = 300
Cells = Callable[[str], list[str]]


def table_of(lines: Sequence[str]) -> Table | None:
    """The lines as a table, or None if they are ordinary text."""
    for cells, fewest, share in ((by_tabs, 2, 0.6), (by_bars, 2, 0.6), (by_gaps, 3, 1.0)):
        fitting = sum(len(cells(line)) > 1 for line in lines)
        if len(lines) >= fewest and fitting >= max(fewest, share * len(lines)):
            return _table(lines, cells(lines[0]), cells)
    header = by_column_words(lines[0]) if lines and len(lines[0]) <= LONGEST_HEADER else []
    if len(header) > 1 and len(lines) > 2:
        return _table(lines, header, by_capitals)
    return None


def _table(lines: Sequence[str], header: list[str], cells: Cells) -> Table:
    rows = tuple(Row(cells=tuple(cells(line)), line=line.strip()) for line in lines[1:])
    return Table(header=tuple(header), rows=rows, line=lines[0].strip())


def by_tabs(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().split("\t")]


def by_bars(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def by_gaps(line: str) -> list[str]:
    return re.split(r" {2,}", line.strip())


def by_column_words(line: str) -> list[str]:
    """Nutrient Key Function Dietary Sources -> three headings; none if the line says anything else."""
    found = [match.group().strip() for match in COLUMN.finditer(line)]
    return found if " ".join(found) == " ".join(line.split()) else []


def by_capitals(line: str) -> list[str]:
    """A capital after a small word begins a cell, for nothing else tells where one did."""
    cells: list[list[str]] = []
    for word in line.split():
        begins = word[0].isupper() and not SHORT.fullmatch(word.rstrip(",;"))
        if not cells or (begins and not cells[-1][-1].endswith((",", ";", "&", "(", "/", "-"))):
            cells.append([])
        cells[-1].append(word)
    return [" ".join(cell) for cell in cells]
