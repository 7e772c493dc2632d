"""Statements that link a nutrient with a symptom, as pages of either show them, and who else names a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from nutrients.documents import Statement
from nutrients.models import Certainty, DeficiencyLink
from publishing.kinds import Card, Mention
from publishing.moment import Incoming, Live
from references.citations import Passage, Passages

STATEMENT = "deficiency"


@dataclass(frozen=True, kw_only=True)
class ShownStatement:
    """A deficiency link on a page: the other end's card and the wording in its place of the numbering."""

    other: Card
    anchor: str
    direction: str
    is_excess: bool
    population: str
    certainty: str
    certainty_reason: str
    wording: Passage


def shown_statement(other: Card, statement: Statement, passages: Passages, *, anchor: str = "") -> ShownStatement:
    """`anchor` is the id of the statement where marks of the evidence map lead to it."""
    certainty = str(Certainty(statement.certainty).label) if statement.certainty else ""
    return ShownStatement(
        other=other,
        anchor=passages.reserve(anchor) if anchor else "",
        direction=str(DeficiencyLink.Direction(statement.direction).label),
        is_excess=statement.direction == DeficiencyLink.Direction.EXCESS,
        population=statement.population,
        certainty=certainty,
        certainty_reason=statement.certainty_reason,
        wording=passages.add(statement.wording, certainty=certainty),
    )


def signs_at_a_glance(
    statements: Sequence[Statement], symptoms: Mapping[UUID, Live]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is documented with too little, then with too much: each symptom once, with whom it is about."""
    found = []
    for direction in DeficiencyLink.Direction:
        own = [one for one in statements if one.direction == direction and one.symptom in symptoms]
        signs = [
            {"card": symptoms[symptom].card, "scope": scope_of(one for one in own if one.symptom == symptom)}
            for symptom in dict.fromkeys(one.symptom for one in own)
        ]
        if signs:
            found.append((str(direction.label), signs))
    return found


def scope_of(statements: Iterable[Statement]) -> str:
    """Whom a sign is about where it is named once for all its statements: nobody in particular if one of them says so."""
    populations = list(dict.fromkeys(statement.population for statement in statements))
    return "" if "" in populations else "; ".join(populations)


def anchor_of(number: int) -> str:
    """Where the nutrient's page has its statement of this number."""
    return f"statement-{number}"


def named_in(incoming: Iterable[Incoming], *, kind: str) -> list[Incoming]:
    """One entry for each item of the kind that names the page, however often it does."""
    return list({said.source_id: said for said in incoming if said.kind == kind}.values())


def place_of(number: int) -> str:
    """What editors call the statement of this number."""
    return f"Statement {number}"


def weighed(mention: Mention, statements: Sequence[Statement]) -> Mention:
    """A citation in a statement tells where it stands on the page, whom it is about, and how certain what it says is."""
    for number, statement in enumerate(statements, start=1):
        if mention.role == "cites" and mention.place == place_of(number):
            certainty = {"certainty": str(Certainty(statement.certainty).label)} if statement.certainty else {}
            scope = {"population": statement.population} if statement.population else {}
            return replace(mention, anchor=anchor_of(number), excerpt={**mention.excerpt, **certainty, **scope})
    return mention
