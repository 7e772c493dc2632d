"""The symptom explorer: several symptoms side by side, as a way through the guide and nothing more.

It shows what the symptoms' own pages show, in their order: when to get help, other causes, then nutrients in the order of the
alphabet. It counts nothing, weighs nothing and ranks nothing: how many of somebody's symptoms a nutrient is documented with
would read as a likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nutrients.care import ShownCareCard, shown_care_cards
from nutrients.documents import SymptomDocument
from nutrients.evidence import Said, all_said
from nutrients.statements import ShownStatement, shown_statement
from publishing.kinds import Card
from publishing.models import Edition
from publishing.moment import Live, Moment
from references.citations import Listed, Passage, Passages

MOST_SYMPTOMS = 6


@dataclass(frozen=True, kw_only=True)
class Choice:
    slug: str
    item_id: UUID
    title: str
    path: str
    other_names: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class OtherCauses:
    symptom: Card
    text: Passage


@dataclass(frozen=True, kw_only=True)
class Documented:
    """A nutrient with what is said of it and of each of the symptoms."""

    nutrient: Card
    statements: Sequence[ShownStatement]


@dataclass(frozen=True, kw_only=True)
class Explored:
    symptoms: Sequence[Card]
    care_cards: Sequence[ShownCareCard]
    other_causes: Sequence[OtherCauses]
    nutrients: Sequence[Documented]
    bibliography: Sequence[Listed]


def symptoms_to_choose(moment: Moment) -> list[Choice]:
    """Every live symptom in the order of the alphabet; each is known to the moment afterwards."""
    found = []
    for edition in Edition.objects.live(at=moment.t).filter(kind="symptom").order_by("sort_title", "id"):
        moment.know(Live.of(edition))
        slug = edition.path.rstrip("/").rpartition("/")[2]
        found.append(
            Choice(
                slug=slug,
                item_id=edition.item_id,
                title=edition.title,
                path=edition.path,
                other_names=edition.aliases,
            )
        )
    return found


def explore(slugs: Sequence[str], choices: Sequence[Choice], moment: Moment) -> Explored:
    chosen = [choice for choice in choices if choice.slug in slugs]
    lives = moment.among(choice.item_id for choice in chosen)
    documents: list[SymptomDocument] = [live.document for live in lives]
    passages = Passages(moment)
    care_cards = shown_care_cards([card for document in documents for card in document.care_cards], passages)
    other_causes = [
        OtherCauses(symptom=live.card, text=passages.add(document.other_causes))
        for live, document in zip(lives, documents, strict=True)
        if document.other_causes.strip()
    ]
    said = [one for one in all_said(moment) if one.symptom_id in {choice.item_id for choice in chosen}]
    nutrients = _documented(said, passages)
    return Explored(
        symptoms=[live.card for live in lives],
        care_cards=care_cards,
        other_causes=other_causes,
        nutrients=nutrients,
        bibliography=passages.settle(),
    )


def _documented(said: Sequence[Said], passages: Passages) -> list[Documented]:
    """By the nutrients' names, and under each by the symptoms' names."""
    by_nutrient: dict[str, list[Said]] = {}
    for one in said:
        by_nutrient.setdefault(one.nutrient.path, []).append(one)
    return [
        Documented(
            nutrient=own[0].nutrient,
            statements=[
                shown_statement(one.symptom, one.statement, passages)
                for one in sorted(own, key=lambda one: one.symptom.sort_title)
            ],
        )
        for own in by_nutrient.values()
    ]
