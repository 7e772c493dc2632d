"""Text as it comes in: bytes to characters with what was wrong with them, and titles down to the marks that we keep."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-8 that somebody read as Windows-1252: a lead byte and the bytes that must follow it.
FOLLOWING = "[\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]"
MOJIBAKE = re.compile(f"[\u00c2-\u00df]{FOLLOWING}|[\u00e0-\u00ef]{FOLLOWING}{{2}}|[\u00f0-\u00f4]{FOLLOWING}{{3}}")
ENTITY = re.compile(r"&(?=#?\w{1,31};?)")
# With the marks that turn the direction of what follows: with them a title shows other words than it holds.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
KEPT_TAGS = {"i": "i", "em": "i", "italic": "i", "sub": "sub", "inf": "sub", "sup": "sup", "super": "sup"}
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*:)?([a-z][a-z0-9-]*)(?:\s[^<>]{0,500})?/?>", re.I)
DROPPED_TAGS = frozenset(
    [
        "b",
        "strong",
        "bold",
        "u",
        "span",
        "sc",
        "scp",
        "p",
        "br",
        "title",
        "jats",
        "sec",
        "tt",
        "a",
        "font",
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "msub",
        "msup",
        "msubsup",
        "mtext",
        "mstyle",
        "mspace",
        "semantics",
        "annotation",
        "inline-formula",
        "tex-math",
        "alternatives",
        "underline",
        "monospace",
        "roman",
        "named-content",
        "styled-content",
        "xref",
    ]
)


@dataclass(frozen=True)
class Decoded:
    text: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The text with plain line ends. Never refuses: what is not UTF-8 is read line by line as Windows-1252, and said."""
    notes: list[str] = []
    text = _characters(raw, notes)
    return tidied(text, notes)


def tidied(text: str, notes: list[str] | None = None) -> Decoded:
    """A text that was pasted, or decoded: mended, without marks that nobody sees."""
    notes = notes if notes is not None else []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub("", text)
    return Decoded(_mended(text, notes), tuple(notes))


def _characters(raw: bytes, notes: list[str]) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lines = raw.split(b"\n")
    read = [_line(line) for line in lines]
    bad = [number for number, (_, is_utf8) in enumerate(read, start=1) if not is_utf8]
    notes.append(
        f"Not all of it is UTF-8: {_lines(bad)} read as Windows-1252 (Latin 1). Look at the names with accents."
    )
    return "\n".join(text for text, _ in read)


def _lines(numbers: list[int]) -> str:
    return (
        f"line {numbers[0]} was" if len(numbers) == 1 else f"{len(numbers)} lines, the first is line {numbers[0]}, were"
    )


def _line(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252"), False
    except UnicodeDecodeError:
        return line.decode("latin-1"), False


def _mended(text: str, notes: list[str]) -> str:
    mended: list[tuple[str, str]] = []

    def mend(found: re.Match[str]) -> str:
        try:
            right = _as_bytes(found[0]).decode("utf-8")
        except UnicodeError:
            return found[0]
        mended.append((found[0], right))
        return right

    text = MOJIBAKE.sub(mend, text)
    if mended:
        wrong, right = mended[0]
        notes.append(
            f"Characters had been read in the wrong encoding before: “{wrong}” was mended to “{right}”, "
            f"{len(mended)} places in all. Look at the names with accents."
        )
    return text


def _as_bytes(text: str) -> bytes:
    return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in text)


def plain(text: str) -> str:
    """One line of text without tags."""
    return " ".join(html.unescape(TAG.sub(_no_tag, text)).split())


def with_title_marks(text: str) -> str:
    """One line in which only <i>, <sub> and <sup> are left of the tags that publishers use."""
    # Tags that came escaped (&lt;i&gt;) are tags too.
    return " ".join(TAG.sub(_kept_tag, html.unescape(TAG.sub(_kept_tag, text))).split())


def _kept_tag(found: re.Match[str]) -> str:
    name = found[3].lower()
    if name in KEPT_TAGS and not found[2]:
        return f"<{found[1]}{KEPT_TAGS[name]}>"
    return _no_tag(found)


def _no_tag(found: re.Match[str]) -> str:
    name = found[3].lower()
    if name in KEPT_TAGS or name in DROPPED_TAGS or found[2]:
        return " " if name in ("br", "p", "title") else ""
    return found[0]


def guarded(text: str) -> str:
    """For writing: what a reader would take for an entity comes back as it stands, on one line."""
    return ENTITY.sub("&amp;", " ".join(text.split()))
