"""Care cards as pages show them: the most urgent first, each saying its urgency in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nutrients.documents import CareCardText
from nutrients.models import CareCard
from references.citations import Passage, Passages

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
