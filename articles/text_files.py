"""An article's text from a file's bytes: tells how it is encoded, drops what nobody sees, refuses what is no plain text."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# About 150,000 words: ten times the longest article that anybody reads.
MOST_BYTES = 1_000_000

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# The first bytes of files that people take for text.
OTHER_FILES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, OpenDocument or ZIP file",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|div|p|span|h[1-6]|ul|ol|li|table|tr|td|a|br|script|meta)\b[^<>]{0,500})/?>",
    re.I,
)
NEWLINE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Marks of writing direction, zero-width blanks and soft hyphens: they change how a line looks, or hide in it.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
WAY_OUT = "Open it in its own program, copy the text and paste it, or save it as plain text."


class NotPlainText(ValueError):
    """The file can't be read as an article's text; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class PlainText:
    text: str
    notes: tuple[str, ...] = ()
    """What was guessed or dropped, in sentences for the editor."""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def refuse_size(size: int) -> None:
    """Asked before the bytes are read."""
    if size > MOST_BYTES:
        raise NotPlainText(
            f"The text has {size:,} bytes; {MOST_BYTES:,} is the most, and that is a book. Bring in one article at a time."
        )


def read_text(data: bytes) -> PlainText:
    """The text of a file, in its own encoding."""
    refuse_size(len(data))
    for first, name in OTHER_FILES.items():
        if data.startswith(first):
            raise NotPlainText(f"This is {name}, not plain text. {WAY_OUT}")
    text, notes = _decoded(data)
    found = tidy(text)
    return PlainText(text=found.text, notes=(*notes, *found.notes))


def tidy(text: str) -> PlainText:
    """The text with plain line ends and nothing invisible; refuses HTML, and text without words."""
    refuse_size(len(text))
    text = NEWLINE.sub("\n", text)
    notes = []
    text, hidden = INVISIBLE.subn("", text)
    text, controls = CONTROL.subn("", text)
    if controls > max(20, len(text) // 20):
        raise NotPlainText(f"This is no text: it holds {controls:,} control characters. {WAY_OUT}")
    if hidden + controls:
        notes.append(f"{hidden + controls} invisible characters were left out.")
    if not re.search(r"\w", text):
        raise NotPlainText("There is no text in it. Paste the text of an article, or choose its file.")
    if len(TAG.findall(text)) > 2:
        raise NotPlainText(
            "This is HTML, not plain text. Open the page in a browser, copy what you see and paste it here; "
            "or save that as a text file."
        )
    lines = (line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return PlainText(text="\n".join(lines).strip("\n"), notes=tuple(notes))


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                raise NotPlainText(
                    f"The file says that it is {encoding.upper()}, and is not from byte {error.start} on. "
                    "Save it as UTF-8, or paste the text."
                ) from error
    if wide := _without_mark(data):
        return wide
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        guess = _windows(data)
        return guess, [
            "The file is not UTF-8, so it was read as Western European (Windows-1252), which is a guess. "
            "Look for wrong accents and signs."
        ]


def _without_mark(data: bytes) -> tuple[str, list[str]] | None:
    """UTF-16 without its mark: in Western text every second byte is nothing."""
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        halves = data[offset::2]
        if len(data) > 3 and halves.count(0) > len(halves) * 0.6 and data.count(0) < len(data) * 0.6:
            text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
            return text, ["The file was read as UTF-16, which is a guess. Look for wrong signs."]
    return None


def _windows(data: bytes) -> str:
    # Five bytes mean nothing in Windows-1252; Latin-1 takes them for control characters, which go.
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
