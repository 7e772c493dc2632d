"""Kinds whose documents hold cited text: their citations and links become mentions, their text is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from publishing.kinds import Kind, Mention
from publishing.models import Item
from publishing.moment import Moment
from publishing.problems import Problem
from references.citations import mentions_in, problems_in
from references.richtext import shows_something
from references.source_problems import problems_of_sources


class CitedKind(Kind[Any, Any]):
    def passages(self, document: Any) -> Iterator[tuple[str, str]]:
        """Every piece of cited text in display order: its place in an editor's words, and its HTML."""
        raise NotImplementedError

    def mentions(self, document: Any) -> Iterable[Mention]:
        for place, html in self.passages(document):
            yield from mentions_in(html, place=place)

    def problems(self, document: Any, item: Item, moment: Moment) -> Iterable[Problem]:
        for place, html in self.passages(document):
            yield from problems_in(html, place=place, item_id=item.id)
        yield from problems_of_sources(self.passages(document), item_id=item.id, moment=moment)


def empty(text: str, item: Item, *, place: str, says: str) -> Iterator[Problem]:
    """A problem when a text that readers need is missing; `says` tells what belongs there."""
    if not shows_something(text):
        yield Problem(item_id=item.id, code="empty", place=place, message=f"This is empty. Write {says}.")
