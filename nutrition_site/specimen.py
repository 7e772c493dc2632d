"""One statement of the guide with its certainty and its sources, for the start page; it picks one and judges none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nutrients.documents import Statement
from nutrients.kinds import STATEMENT, ShownStatement, shown_statement
from publishing.kinds import Card
from publishing.models import Link
from publishing.moment import Moment, card_of
from references.citations import Listed, Passages

# Of so many statements the surest is shown.
LOOKED_AT = 50
SUREST_FIRST = ("strong", "moderate", "consensus", "limited", "conflicting", "")


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A statement as pages show it, the page that makes it, and its numbered sources."""

    nutrient: Card
    statement: ShownStatement
    bibliography: Sequence[Listed]


def specimen(moment: Moment) -> Specimen | None:
    """The surest of the statements whose symptom is live, by the alphabet; None where the guide says nothing yet."""
    links = Link.objects.live(at=moment.t).filter(role=STATEMENT, edition__kind="nutrient")
    links = links.select_related("edition").defer("edition__document")
    first = list(links.order_by("edition__sort_title", "position")[:LOOKED_AT])
    moment.load(link.target_id for link in first)
    for link in sorted(first, key=lambda link: SUREST_FIRST.index(link.excerpt["certainty"])):
        symptom = moment.get(link.target_id)
        if symptom is not None:
            passages = Passages(moment)
            shown = shown_statement(symptom.card, Statement(symptom=link.target_id, **link.excerpt), passages)
            return Specimen(nutrient=card_of(link.edition), statement=shown, bibliography=passages.settle())
    return None
