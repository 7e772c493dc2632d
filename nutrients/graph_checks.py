"""What texts of any kind are told when they differ from the evidence graph, each problem with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nutrients.consistency import AMOUNT, LACK, slips
from nutrients.graph import graph_at
from publishing.models import Item
from publishing.moment import Moment
from publishing.problems import Problem
from references.marks import Sentence, sentences


def graph_problems(
    passages: Iterable[tuple[str, str]], item: Item, moment: Moment, *, about: Item | None = None
) -> Iterator[Problem]:
    """`about` is the nutrient whose own text it is."""
    said = [(place, found) for place, html in passages if (found := [*filter(_may_differ, sentences(html))])]
    if not said:
        return
    graph = graph_at(moment)
    own = moment.get(about.id) if about is not None else None
    for place, found in said:
        for _, slip in slips(found, graph, about=own):
            yield Problem(item_id=item.id, code=slip.code, message=slip.message, place=place, severity=slip.severity)


def _may_differ(sentence: Sentence) -> bool:
    """Spares the reading of the graph where no sentence could differ from it."""
    return bool(AMOUNT.search(sentence.text) or LACK.search(sentence.text))
