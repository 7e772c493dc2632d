"""Care cards as pages show them: the most urgent first, each saying its urgency in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutrients.documents import CareCardText
from nutrients.models import CareCard
from publishing.models import Item
from publishing.moment import Moment
from publishing.problems import Problem
from references.citations import Passage, Passages

# The role in which a page that shows its cards mentions a symptom.
ABOUT = "about"
MOST_URGENT_FIRST = list(CareCard.Urgency.values)


@dataclass(frozen=True, kw_only=True)
class ShownCareCard:
    urgency: str
    label: str
    heading: str
    body: Passage


def shown_care_cards(cards: Iterable[CareCardText], passages: Passages) -> list[ShownCareCard]:
    """The cards in the order of their urgency; one that says the same twice is shown once."""
    different = dict.fromkeys(cards)
    return [
        ShownCareCard(
            urgency=card.urgency,
            label=str(CareCard.Urgency(card.urgency).label),
            heading=card.heading,
            body=passages.add(card.body),
        )
        for card in sorted(different, key=lambda card: MOST_URGENT_FIRST.index(card.urgency))
    ]


def missed_care_problems(item: Item, moment: Moment) -> Iterator[Problem]:
    """A symptom without care cards leaves the pages that are about it without them."""
    for title in moment.named_by(item.id, role=ABOUT):
        yield Problem(
            item_id=item.id,
            code="no-urgent-care",
            place="Care cards",
            message=f"“{title}” is about this symptom and shows its care cards. Keep one that says when to get help, or change that "
            "page first.",
        )
