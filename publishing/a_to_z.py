"""The A to Z of one kind: every title and other name under its letter. Pure; it reads no database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

FIGURES = "0-9"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the list: a page under its title, or another name that says where to look."""

    name: str
    title: str
    path: str
    item_id: UUID
    letter: str
    order: tuple[Any, ...]
    summary: str = ""

    @property
    def is_alias(self) -> bool:
        return self.name != self.title


def entries(cards: Iterable[tuple[UUID, str, str, str, Sequence[str]]]) -> list[Entry]:
    """From (item, title, sort title, path, aliases), in the order of the alphabet; accents don't count."""
    found = []
    for item_id, title, sort_title, path, aliases in cards:
        named = {title: sort_title} | {alias: alias for alias in aliases if alias.casefold() != title.casefold()}
        for name, sorted_as in named.items():
            bare = _bare(sorted_as)
            letter = _letter(bare)
            order = (letter != FIGURES, letter, bare, str(item_id))
            found.append(Entry(name=name, title=title, path=path, item_id=item_id, letter=letter, order=order))
    return sorted(found, key=lambda entry: entry.order)


def with_summaries(some: Iterable[Entry], summaries: Mapping[UUID, str]) -> list[Entry]:
    """Other names stay without: they only lead to the page."""
    return [entry if entry.is_alias else replace(entry, summary=summaries.get(entry.item_id, "")) for entry in some]


def by_letter(some: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(letter, list(group)) for letter, group in groupby(some, key=lambda entry: entry.letter)]


def first_pages(all_entries: Sequence[Entry], *, per_page: int) -> dict[str, int]:
    """On which page each letter begins."""
    pages: dict[str, int] = {}
    for place, entry in enumerate(all_entries):
        pages.setdefault(entry.letter, place // per_page + 1)
    return pages


def _bare(text: str) -> str:
    """Without accents and punctuation before the first letter, in small letters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in parts if not unicodedata.combining(sign))
    start = next((place for place, sign in enumerate(letters) if sign.isalnum()), 0)
    return letters[start:]


def _letter(bare: str) -> str:
    first = bare[:1]
    return first.upper() if first.isalpha() else FIGURES
