"""One statement of the guide with its certainty and its sources, for the start page; it picks one and judges none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nutrients.evidence import Said
from nutrients.kinds import ShownStatement, shown_statement
from publishing.kinds import Card
from publishing.moment import Moment
from references.citations import Listed, Passages

SUREST_FIRST = ("strong", "moderate", "consensus", "limited", "conflicting", "")


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A statement as pages show it, the page that makes it, and its numbered sources."""

    nutrient: Card
    statement: ShownStatement
    bibliography: Sequence[Listed]


def specimen(said: Sequence[Said], moment: Moment) -> Specimen | None:
    """The surest of the statements, the first of them by the alphabet; None where the guide says nothing yet."""
    if not said:
        return None
    surest = min(said, key=lambda one: SUREST_FIRST.index(one.statement.certainty))
    passages = Passages(moment)
    shown = shown_statement(surest.symptom, surest.statement, passages)
    return Specimen(nutrient=surest.nutrient, statement=shown, bibliography=passages.settle())
