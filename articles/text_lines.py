"""The lines of a plain text grouped into headings, bullets, tables and paragraphs; refuses to say what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text_parts import Table
from articles.text_tables import table_of

BULLET = re.compile(r"(?:[\u2022\u25cf\u25e6\u25aa\u2023\u2219\u00b7*+\u2013\u2014-]|o(?=\s+[A-Z]))\s+(?P<text>\S.*)")
NUMBERED = re.compile(r"(?P<number>\d{1,3})[.)](?:\s+(?P<text>\S.*)|$)")
MARKED = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*#*")
# Longer lines than this are no headings, and shorter ones above them may be.
LONG = 100
MOST_WORDS = 14
LONGEST_MARKED = 300

# Headings that only name a part of an article.
LABELS = {
    "summary": ("summary", "quick summary", "in brief", "in short", "at a glance", "tl;dr"),
    "key points": ("key points", "key point", "key takeaways", "takeaways", "highlights"),
    "contents": ("in this article", "contents", "table of contents", "on this page", "in this guide"),
    "faq": (
        "frequently asked questions", "faq", "faqs", "common questions", "questions and answers",
        "frequently asked questions (faq)", "frequently asked questions (faqs)",
    ),
    "references": ("references", "sources", "bibliography", "citations", "works cited", "notes and references"),
    "disclaimer": ("disclaimer", "medical disclaimer", "health disclaimer"),
}  # fmt: skip
PART_OF_LABEL = {words: part for part, labels in LABELS.items() for words in labels}
# What the page around an article says.
FURNITURE = re.compile(
    r"(?:skip to (?:main )?content|back to top|share(?: this(?: article| page)?)?|print|menu|search|advertisement|"
    r"(?:about )?\d{1,3} ?min(?:ute)?s?(?: read)?|(?:reading time|read time):? .{1,20}|"
    r"(?:(?:medically |fact )?(?:reviewed|checked)|written|updated|last updated|published|by|posted)\b[: ].{1,90})",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """`kind`: text, heading, bullet, numbered, label, furniture or table."""

    kind: str
    text: str
    part: str = ""
    """Which part a label names."""
    number: str = ""
    level: int = 0
    """Of a heading that says it itself."""
    table: Table | None = None


def units(text: str) -> list[Unit]:
    """A heading's unit says that it may be one: whether it is, its neighbours decide."""
    return [unit for chunk in _chunks(text) for unit in _units_of(chunk)]


def folded(text: str) -> str:
    return " ".join(text.casefold().rstrip(":").split())


def _chunks(text: str) -> Iterator[list[str]]:
    """Lines without a blank one between them."""
    chunk: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _units_of(chunk: list[str]) -> Iterator[Unit]:
    if table := table_of(chunk):
        yield Unit(kind="table", text=table.line, table=table)
        return
    waiting: list[Unit] = []
    for number, line in enumerate(chunk):
        unit = _unit(line, before=waiting[-1] if waiting else None, after=_next(chunk, number))
        if waiting and unit.kind == "more":
            waiting[-1] = Unit(kind=waiting[-1].kind, text=f"{waiting[-1].text} {unit.text}", number=waiting[-1].number)
            continue
        waiting.append(unit)
    yield from waiting


def _next(chunk: list[str], number: int) -> str:
    return chunk[number + 1] if number + 1 < len(chunk) else ""


def _unit(line: str, *, before: Unit | None, after: str) -> Unit:
    text = line.strip()
    if not re.search(r"\w", text) or FURNITURE.fullmatch(text):
        return Unit(kind="furniture", text=text)
    if part := PART_OF_LABEL.get(folded(text.lstrip("# "))):
        return Unit(kind="label", text=text, part=part)
    if len(text) <= LONGEST_MARKED and (found := MARKED.fullmatch(text)):
        return Unit(kind="heading", text=found["text"], level=min(max(len(found["marks"]), 2), 3))
    if found := BULLET.fullmatch(text):
        return Unit(kind="bullet", text=found["text"])
    if found := NUMBERED.fullmatch(text):
        return Unit(kind="numbered", text=found["text"] or found["number"], number=found["number"])
    if _goes_on(line, before):
        return Unit(kind="more", text=text)
    # A heading may stand right above its text; two short lines are rather one that was broken.
    may_be = _looks_like_a_heading(text) and (not after.strip() or len(after.strip()) > LONG or _is_item(after))
    return Unit(kind="heading" if may_be else "text", text=text)


def _goes_on(line: str, before: Unit | None) -> bool:
    """Whether the line carries on what the one above began."""
    if before is None or before.kind in ("furniture", "label", "heading"):
        return False
    if before.kind in ("bullet", "numbered"):
        return line[:1].isspace() or line[:1].islower()
    return not before.text.endswith((".", "!", "?", ":"))


def _is_item(line: str) -> bool:
    return bool(BULLET.fullmatch(line.strip()) or NUMBERED.fullmatch(line.strip()))


def _looks_like_a_heading(text: str) -> bool:
    if len(text) > LONG or len(text.split()) > MOST_WORDS or not (text[0].isupper() or text[0].isdigit()):
        return False
    return not text.endswith((".", "!", ":", ";", ",", "…")) and not re.search(r"[.!?] ", text)
