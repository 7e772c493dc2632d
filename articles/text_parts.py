"""The parts of an article as a plain text holds them, as typed plain data; refuses to judge them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# "Vitamin E: This antioxidant ...", the name short and without a sentence in it.
DEFINITION = re.compile(r"(?P<name>[^\s:.!?][^:.!?]{0,59}): +(?P<text>\S.*)", re.S)
WORDLESS = re.compile(r"[\W\d_]*")


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass
class Bullets:
    items: list[str]
    is_numbered: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[str, ...]
    line: str


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    line: str
    """The header as it stood."""

    @property
    def ragged(self) -> list[Row]:
        """Rows that have other cells than the header."""
        return [row for row in self.rows if len(row.cells) != len(self.header)]


Part = Paragraph | Bullets | Table


@dataclass
class Section:
    heading: str
    level: int
    """2 for a section, 3 for one below it."""
    parts: list[Part] = field(default_factory=list)


@dataclass
class Answer:
    """An answer, and the question that stood above it, if any did."""

    question: str = ""
    paragraphs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Listed:
    """One line of the list of references."""

    number: str
    text: str

    @property
    def is_bare(self) -> bool:
        """Whether it names nothing that could be looked up."""
        return WORDLESS.fullmatch(self.text) is not None


@dataclass
class ParsedArticle:
    title: str = ""
    lead: list[Part] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)
    key_points: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    faq_heading: str = ""
    answers: list[Answer] = field(default_factory=list)
    references: list[Listed] = field(default_factory=list)
    disclaimer: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    """Headings that only name a part, such as “Key Points”."""
    leftovers: list[str] = field(default_factory=list)
    """What has no place in an article of the guide."""

    @property
    def tables(self) -> list[tuple[Section | None, Table]]:
        return [(section, part) for section, part in self.parts() if isinstance(part, Table)]

    @property
    def rows(self) -> list[Row]:
        return [row for _, table in self.tables for row in table.rows]

    def parts(self) -> Iterator[tuple[Section | None, Part]]:
        """Everything of lead and body, each with its section."""
        yield from ((None, part) for part in self.lead)
        for section in self.sections:
            yield from ((section, part) for part in section.parts)


def definition(text: str) -> tuple[str, str] | None:
    """Name and explanation of a line such as “Folate: Makes blood cells.”"""
    found = DEFINITION.fullmatch(text)
    return (found["name"], found["text"]) if found else None
