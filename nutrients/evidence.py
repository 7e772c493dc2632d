"""The evidence map: which nutrients the guide's sources link with which symptoms, in which direction, and how surely.

It arranges what is live and judges nothing: rows and columns stand in the order of the alphabet, and whom a statement is
about never leaves its mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nutrients.documents import Statement
from nutrients.models import Certainty, DeficiencyLink
from nutrients.statements import STATEMENT
from publishing.among import IsAmong
from publishing.kinds import Card
from publishing.models import Edition, Link
from publishing.moment import Moment, card_of
from references.numbering import letters

# In the order in which the key of the map explains them.
KEY = [*Certainty.values, ""]
UNSAID = "Certainty not stated"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One live statement with the cards of both its ends, before any passage of it is shown."""

    nutrient: Card
    symptom: Card
    symptom_id: UUID
    anchor: str
    statement: Statement


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One statement as a sign: its shape says direction and certainty, `scope` is the letter of whom it is about."""

    nutrient: Card
    symptom: Card
    address: str
    direction: str
    certainty: str
    direction_in_words: str
    certainty_in_words: str
    population: str
    scope: str

    @classmethod
    def of(cls, statement: Statement, *, at: str, nutrient: Card, symptom: Card, scope: str = "") -> Mark:
        """`at` is the address of the statement's words."""
        return cls(
            nutrient=nutrient,
            symptom=symptom,
            address=at,
            direction=statement.direction,
            certainty=statement.certainty,
            direction_in_words=str(DeficiencyLink.Direction(statement.direction).label),
            certainty_in_words=certainty_in_words(statement.certainty),
            population=statement.population,
            scope=scope,
        )


@dataclass(frozen=True, kw_only=True)
class Row:
    symptom: Card
    cells: Sequence[tuple[Card, Sequence[Mark]]]
    """Each nutrient of the map with the marks of the crossing; most crossings have none."""


@dataclass(frozen=True, kw_only=True)
class EvidenceMap:
    nutrients: Sequence[Card]
    rows: Sequence[Row]
    key: Sequence[tuple[str, str]]
    """The certainties that occur, each with its words."""
    directions: Sequence[tuple[str, str]]
    scopes: Sequence[tuple[str, str]]
    """The letter of each population that a mark carries, and its words."""

    @property
    def marks(self) -> int:
        return sum(len(marks) for row in self.rows for _, marks in row.cells)


def all_said(moment: Moment) -> list[Said]:
    """Every live statement whose symptom is live, by the names of nutrient and symptom: two queries."""
    nutrients = Edition.objects.live(at=moment.t).filter(kind="nutrient")
    links = Link.objects.filter(IsAmong("edition_id", nutrients.values("id")), role=STATEMENT).select_related("edition")
    found = list(links.defer("edition__document").order_by("edition__sort_title", "edition_id", "position"))
    moment.load(link.target_id for link in found)
    return [
        Said(
            nutrient=card_of(link.edition),
            symptom=symptom.card,
            symptom_id=symptom.item_id,
            anchor=link.anchor,
            statement=Statement(symptom=symptom.item_id, **link.excerpt),
        )
        for link in found
        if (symptom := moment.get(link.target_id)) is not None
    ]


def evidence_map(said: Iterable[Said]) -> EvidenceMap:
    """Only what has a statement stands on the map; an empty crossing says that the guide holds none."""
    found = list(said)
    scopes = scope_letters(one.statement.population for one in found)
    nutrients = _by_name({one.nutrient.path: one.nutrient for one in found})
    symptoms = _by_name({one.symptom.path: one.symptom for one in found})
    marks: dict[tuple[str, str], list[Mark]] = {}
    for one in found:
        crossing = marks.setdefault((one.symptom.path, one.nutrient.path), [])
        address, scope = f"{one.nutrient.path}#{one.anchor}", scopes.get(one.statement.population, "")
        crossing.append(Mark.of(one.statement, at=address, nutrient=one.nutrient, symptom=one.symptom, scope=scope))
    certainties = {one.statement.certainty for one in found}
    directions = {one.statement.direction for one in found}
    return EvidenceMap(
        nutrients=nutrients,
        rows=[
            Row(
                symptom=symptom,
                cells=[(nutrient, marks.get((symptom.path, nutrient.path), [])) for nutrient in nutrients],
            )
            for symptom in symptoms
        ],
        key=[(value, certainty_in_words(value)) for value in KEY if value in certainties],
        directions=[(value, str(label)) for value, label in DeficiencyLink.Direction.choices if value in directions],
        scopes=[(letter, population) for population, letter in scopes.items()],
    )


def scope_letters(populations: Iterable[str]) -> dict[str, str]:
    """A letter for each population, in the order of the alphabet: a, b ... z, aa, ab."""
    different = sorted({population for population in populations if population}, key=str.casefold)
    return {population: letters(place) for place, population in enumerate(different)}


def certainty_in_words(certainty: str) -> str:
    return str(Certainty(certainty).label) if certainty else UNSAID


def _by_name(cards: Mapping[str, Card]) -> list[Card]:
    return sorted(cards.values(), key=lambda card: (card.sort_title, card.path))
