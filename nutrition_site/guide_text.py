"""The text of one file of the guide, and the words for what is wrong with a file. Refuses what no editor would mean:
links, folders, empty files, bytes that aren't UTF-8, characters that nobody can see.
"""

from __future__ import annotations

import re
from pathlib import Path

# Tab and line end are the only control characters that belong in text; a lone surrogate can't be stored.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")


class BadGuideFile(Exception):
    """A file of the guide can't be used; the message names the file, the line and what was expected."""

    def __init__(self, path: Path, problem: str, *, line: int | None = None) -> None:
        super().__init__(f"{path}: {problem}" if line is None else f"{path}, line {line}: {problem}")


def read_bytes(path: Path) -> bytes:
    if path.is_symlink():
        raise BadGuideFile(path, "this is a link. Expected a file of the guide's own.")
    if not path.is_file():
        raise BadGuideFile(path, "this is no file. Expected a text file.")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadGuideFile(path, f"the file can't be read: {error.strerror}. Expected one that may be read.") from error
    if not raw.strip():
        raise BadGuideFile(path, "the file is empty. Expected text, or no file.")
    return raw


def text_of(raw: bytes, path: Path) -> str:
    """The bytes as text with plain line ends."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = f"the byte 0x{raw[error.start]:02x} is not UTF-8. Expected the file to be saved as UTF-8."
        raise BadGuideFile(path, problem, line=line) from error
    found = UNSEEN.search(text)
    if found:
        raise BadGuideFile(path, unseen(found[0]), line=text[: found.start()].count("\n") + 1)
    return text


def unseen(character: str) -> str:
    return f"the character U+{ord(character):04X} can't be seen. Expected text without control characters."
