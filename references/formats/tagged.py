"""Files of tagged lines ("TY  - JOUR", "PMID- 123"): cuts them into records of tags and values. It knows no tag's meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# In well-formed files; then with the blanks that publishers and copying leave out or add.
STRICT = re.compile(r"\ufeff?([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
LOOSE = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,4}[-\u2013]\s(.*)|\s{0,3}([A-Z][A-Z0-9])\s{1,4}-()\Z")


@dataclass
class Tagged:
    """One record as it stands: where it begins, its lines, its tags in their order, and lines that belong to no tag."""

    line: int
    lines: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join(self.lines).strip("\n")

    def all(self, *tags: str) -> list[str]:
        """The values of the tags, in the order of the file."""
        return [value for tag, value in self.tags if tag in tags and value]

    def first(self, *tags: str) -> str:
        """The first value of the first of the tags that has one."""
        for tag in tags:
            for found, value in self.tags:
                if found == tag and value:
                    return value
        return ""

    def has(self, tag: str) -> bool:
        return any(found == tag for found, _ in self.tags)

    def extend(self, text: str) -> None:
        """A further line of the last value."""
        tag, value = self.tags[-1]
        self.tags[-1] = tag, f"{value} {text}".strip()


def split_line(line: str, known: frozenset[str]) -> tuple[str, str] | None:
    """The tag and its value, or nothing when the line has no tag that is known, or well-formed."""
    if found := STRICT.fullmatch(line):
        tag, value = found[1], found[2].strip()
        if tag in known or (len(line) > 5 and line[2:6] == "  - "):
            return tag, value
    if found := LOOSE.fullmatch(line):
        tag = (found[1] or found[3]).upper()
        if tag in known:
            return tag, (found[2] or "").strip()
    return None


def cut(
    text: str,
    *,
    known: frozenset[str],
    begins: Callable[[Tagged | None, str, str], bool],
    ends: Callable[[Tagged, str], bool],
    blank_ends: bool,
) -> Iterator[Tagged]:
    """Every record in turn. `begins` and `ends` say of a tag whether a record begins with it, or ends."""
    current: Tagged | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        found = split_line(line, known)
        if found is None:
            if current is not None and not line.strip() and blank_ends and current.tags:
                yield current
                current = None
            elif current is not None:
                current.lines.append(line)
                _take_untagged(current, line, number)
            continue
        tag, value = found
        if current is None or begins(current, tag, value):
            if current is not None and current.tags:
                yield current
            current = Tagged(number)
        current.lines.append(line)
        current.tags.append((tag, value))
        if ends(current, tag):
            yield current
            current = None
    if current is not None and current.tags:
        yield current


def _take_untagged(record: Tagged, line: str, number: int) -> None:
    text = line.strip()
    if text and record.tags:
        record.extend(text)
        if not line.startswith(" "):
            record.stray.append(number)
