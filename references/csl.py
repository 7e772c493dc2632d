"""One source as plain typed data, and its CSL-JSON; it formats nothing and looks nothing up."""

from __future__ import annotations

from typing import Any

import msgspec


class Name(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person (family, perhaps given) or an organisation (literal), never both.

    The limits on a family name are what lets one line of text hold every name that exists.
    """

    family: str = ""
    given: str = ""
    literal: str = ""

    def __post_init__(self) -> None:
        if bool(self.literal) == bool(self.family) or (self.literal and self.given):
            raise ValueError(f"A name is a family name or an organisation, expected one of the two: {self!r}")
        if any(part != _one_line(part) for part in (self.family, self.given, self.literal)):
            raise ValueError(f"A name stands on one line without doubled blanks: {self!r}")
        if "," in self.family or self.family.startswith("{"):
            raise ValueError(
                f"A family name holds no comma and no leading brace; Jr goes after the given name: {self!r}"
            )


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the library knows of one source. Identifiers are in their stored form (see identifiers.py)."""

    key: str
    type: str
    title: str = ""
    original_title: str = ""
    """As printed, where `title` is a translation of it."""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    """Of the book or report itself; of a chapter or conference paper, those of what it appeared in."""
    translators: tuple[Name, ...] = ()
    container_title: str = ""
    container_title_short: str = ""
    """The journal's name as the National Library of Medicine abbreviates it."""
    series: str = ""
    number: str = ""
    """Of a report, or of a volume within its series."""
    genre: str = ""
    """What exactly it is, in a word that belongs into the reference: Doctoral thesis, Policy brief."""
    event_title: str = ""
    event_place: str = ""
    publisher: str = ""
    publisher_place: str = ""
    issued: tuple[int, ...] = ()
    """Year, or year and month, or year, month and day. `accessed` too."""
    season: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    """A range, or what stands for one in a journal without pages: e2741."""
    edition: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    accessed: tuple[int, ...] = ()
    language: str = ""


def to_csl_json(source: Source) -> dict[str, Any]:
    """Empty fields are left out: an absent year must not read as the year 0."""
    fields: dict[str, Any] = {
        "id": source.key,
        "type": source.type,
        "title": source.title,
        "original-title": source.original_title,
        "author": [_csl_name(name) for name in source.authors],
        "editor": [_csl_name(name) for name in source.editors],
        "translator": [_csl_name(name) for name in source.translators],
        "container-title": source.container_title,
        "container-title-short": source.container_title_short,
        "collection-title": source.series,
        "collection-number" if source.series else "number": source.number,
        "genre": source.genre,
        "event-title": source.event_title,
        "event-place": source.event_place,
        "publisher": source.publisher,
        "publisher-place": source.publisher_place,
        "issued": _csl_date(source.issued, source.season),
        "volume": source.volume,
        "issue": source.issue,
        "page": source.page,
        "edition": source.edition,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "ISBN": source.isbn,
        "URL": source.url,
        "accessed": _csl_date(source.accessed),
        "language": source.language,
    }
    return {name: value for name, value in fields.items() if value}


def authors_from_lines(text: str) -> tuple[Name, ...]:
    """One author a line: "Family, Given". A line without a comma, or in braces, is an organisation."""
    lines = (_one_line(line) for line in text.splitlines())
    return tuple(name for name in map(_name_from_line, lines) if name is not None)


def authors_to_lines(names: tuple[Name, ...]) -> str:
    """The text that `authors_from_lines` reads back as the same names."""
    return "\n".join(map(_line_from_name, names))


def _name_from_line(line: str) -> Name | None:
    if line.startswith("{"):
        literal = line[1:-1].strip() if line.endswith("}") else line
        return Name(literal=literal) if literal else None
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma or not family:
        literal = family or given
        return Name(literal=literal) if literal else None
    return Name(family=family, given=given)


def _line_from_name(name: Name) -> str:
    if not name.literal:
        return f"{name.family}, {name.given}".rstrip()
    if "," in name.literal or name.literal.startswith("{"):
        return "{" + name.literal + "}"
    return name.literal


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _csl_name(name: Name) -> dict[str, str]:
    return {
        part: value
        for part, value in (("family", name.family), ("given", name.given), ("literal", name.literal))
        if value
    }


def _csl_date(parts: tuple[int, ...], season: str = "") -> dict[str, Any] | None:
    if not parts:
        return None
    return {"date-parts": [list(parts)], **({"season": season} if season else {})}
