"""Up to four nutrients side by side, as their own pages tell of them. Ranks nothing and adds no word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nutrients.documents import NutrientDocument
from nutrients.evidence import Mark
from nutrients.intakes import limits_for_adults, recommended_for_adults
from nutrients.rich_foods import RichFood, foods_rich_in_each
from nutrients.statements import anchor_of
from nutrients.units import written
from publishing.kinds import Card
from publishing.moment import Live, Moment
from references.citations import Listed, Passage, Passages

MOST_NUTRIENTS = 4
FOODS = 3


@dataclass(frozen=True, kw_only=True)
class ComparedNutrient:
    card: Card
    function: Passage
    daily_value: str
    recommended: Sequence[tuple[str, str]]
    limits: Sequence[str]
    marks: Sequence[Mark]
    at_risk: Sequence[str]
    interactions: Sequence[str]
    foods: Sequence[RichFood]


def compare_nutrients(lives: Sequence[Live], moment: Moment) -> tuple[list[ComparedNutrient], Sequence[Listed]]:
    documents: list[NutrientDocument] = [live.document for live in lives]
    moment.load(statement.symptom for document in documents for statement in document.statements)
    rich = foods_rich_in_each([(live, FOODS) for live in lives], moment)
    passages = Passages(moment)
    compared = [
        ComparedNutrient(
            card=live.card,
            function=passages.add(live.document.function),
            daily_value=written(live.document.daily_value, live.document.unit) if live.document.daily_value else "",
            recommended=recommended_for_adults(live.document.intakes),
            limits=limits_for_adults(live.document.intakes),
            marks=_marks(live, moment),
            at_risk=[group.who for group in live.document.risk_groups],
            interactions=[one.with_what for one in live.document.interactions],
            foods=foods,
        )
        for live, foods in zip(lives, rich, strict=True)
    ]
    return compared, passages.settle()


def _marks(live: Live, moment: Moment) -> list[Mark]:
    document: NutrientDocument = live.document
    numbered = [(number, said, moment.get(said.symptom)) for number, said in enumerate(document.statements, start=1)]
    return [
        Mark.of(said, at=f"{live.card.path}#{anchor_of(number)}", nutrient=live.card, symptom=symptom.card)
        for number, said, symptom in numbered
        if symptom is not None
    ]
