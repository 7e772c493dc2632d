"""Other names of one thing: typed one a line, kept as a list without blanks."""

from __future__ import annotations


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
