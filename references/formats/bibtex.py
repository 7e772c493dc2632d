"""Reads BibTeX and biblatex. bibtexparser cuts the file into entries; macros, crossref and the meaning of fields are here."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bibtexparser.exceptions import ParserStateException
from bibtexparser.library import Library
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from bibtexparser.splitter import Splitter

from references.formats import bibtex_fields
from references.formats.records import BadRecord, Parsed, Record

# It reports what it can't read to the log; here the same goes to the editor, with its line.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

# What bibtexparser sets aside, though each is an entry that can be read.
REPEATING = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)
PIECE = re.compile(r'\s*(?:\{|"|(\d+)|([^\s"#{},()=%\'\\]+))')
MACROS = {name: name for name in ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]}
# A child takes what it lacks of the entry that it is part of; its title is then the child's book.
PARENT_TITLES = {"title": "booktitle", "booktitle": "booktitle", "subtitle": "booksubtitle"}
NOT_INHERITED = frozenset({"crossref", "xdata", "ids", "key", "keywords", "abstract", "note", "doi", "pages", "author"})


@dataclass(frozen=True)
class Found:
    kind: str
    key: str
    fields: dict[str, str]
    line: int
    raw: str


def read_bibtex(text: str) -> Parsed:
    try:
        library = Splitter(text).split()
    except ParserStateException as error:
        return Parsed(bad=(BadRecord(line=1, raw=text[:2000], message=f"The file can't be read: {error.message}"),))
    macros = _macros(library)
    bad = [_bad(block) for block in library.failed_blocks if not isinstance(block, REPEATING)]
    found = [_found(entry, macros) for entry in _entries(library)]
    by_key = {entry.key.casefold(): entry for entry in reversed(found) if entry.key}
    records: list[Record] = []
    for entry in found:
        if entry.kind == "xdata":
            continue
        if not entry.fields:
            bad.append(BadRecord(line=entry.line, raw=entry.raw, message="This entry has no fields."))
            continue
        records.append(bibtex_fields.record(entry.kind, entry.key, _inherited(entry, by_key), entry.line, entry.raw))
    return Parsed(records=tuple(records), bad=tuple(sorted(bad, key=lambda one: one.line)))


def _entries(library: Library) -> Iterable[Entry]:
    """In the order of the file, with those that repeat a key of the file or name one field twice."""
    for block in library.blocks:
        found = block.ignore_error_block if isinstance(block, REPEATING) else block
        if isinstance(found, Entry):
            yield found


def _bad(block: ParsingFailedBlock) -> BadRecord:
    error = block.error
    said = getattr(error, "abort_reason", None) or str(error)
    return BadRecord(
        line=(block.start_line or 0) + 1,
        raw=block.raw or "",
        message=f"This entry can't be read: {' '.join(str(said).split())}",
    )


def _macros(library: Library) -> dict[str, str]:
    macros = dict(MACROS)
    for string in library.strings:
        macros[string.key.casefold()] = value_of(str(string.value), macros)
    return macros


def _found(entry: Entry, macros: dict[str, str]) -> Found:
    fields: dict[str, str] = {}
    for field in entry.fields:
        name = field.key.strip().casefold()
        value = value_of(str(field.value), macros)
        if value and name not in fields:
            fields[name] = value
    return Found(
        kind=entry.entry_type.strip().casefold(),
        key=(entry.key or "").strip(),
        fields=fields,
        line=(entry.start_line or 0) + 1,
        raw=(entry.raw or "").strip(),
    )


def value_of(written: str, macros: dict[str, str]) -> str:
    """The value of "one" # macro # {two}: pieces joined, without what enclosed them. An unknown macro is its own name."""
    pieces: list[str] = []
    place = 0
    while found := PIECE.match(written, place):
        if word := found[1] or found[2]:
            pieces.append(macros.get(word.casefold(), word))
            place = found.end()
        else:
            end = _end_of(written, found.end() - 1)
            pieces.append(written[found.end() : end])
            place = end + 1
        joined = re.compile(r"\s*#").match(written, place)
        if joined is None:
            break
        place = joined.end()
    rest = written[place:].strip()
    return "".join(pieces) + (f" {rest}" if rest and rest != "," else "") if pieces else written.strip()


def _end_of(written: str, place: int) -> int:
    """The place of what closes the brace or quote that opens at the place."""
    is_quoted, depth = written[place] == '"', 0
    position = place + 1
    while position < len(written):
        character = written[position]
        if character == "\\":
            position += 1
        elif character == "{":
            depth += 1
        elif is_quoted and character == '"' and depth == 0:
            return position
        elif character == "}":
            if depth == 0 and not is_quoted:
                return position
            depth -= 1
        position += 1
    return len(written)


def _inherited(entry: Found, by_key: dict[str, Found]) -> dict[str, str]:
    """With what the entry takes from its crossref and its xdata, one step far and never from itself."""
    fields = dict(entry.fields)
    for key in entry.fields.get("xdata", "").split(","):
        source = by_key.get(key.strip().casefold())
        if source is not None and source is not entry:
            fields = {**source.fields, **fields}
    parent = by_key.get(entry.fields.get("crossref", "").strip().casefold())
    if parent is None or parent is entry:
        return fields
    for name, value in parent.fields.items():
        if name in NOT_INHERITED:
            continue
        own = PARENT_TITLES.get(name, name)
        if name == "author" and "editor" not in fields:
            own = "editor"
        fields.setdefault(own, value)
    return fields
