"""The dose guard: a text that speaks of doses or supplements of a nutrient brings its limits and dangers onto the page.

Which nutrients those are is found in the words; what is shown comes from their own live records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nutrients.documents import NutrientDocument
from nutrients.graph import is_told_apart
from nutrients.intakes import limits_for_adults, upper_limits
from nutrients.models import Nutrient
from nutrients.nutrient_names import NutrientNames
from nutrients.other_names import lines
from publishing.kinds import Card
from publishing.models import Item
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.citations import Passage, Passages
from references.marks import sentences

# The role of the mention of each nutrient that a text speaks so of.
DOSES = "doses"
SUPPLEMENT = re.compile(
    r"\b(?:supplement(?:s|ed|ation|ing)?|tablets?|pills?|capsules?|injections?|drops|dos(?:e|es|ing|age)|infusions?)\b"
    r"|\b(?:take|takes|taking) (?:extra |more |your )?(?:iron|zinc|magnesium|potassium|calcium|folic acid|vitamin)"
    r"|[0-9] ?(?:mg|mcg|ug|\u00b5g|\u03bcg|micrograms?|milligrams?|iu|units?)\b"
    r"(?:[^.;]{0,30}\b(?:a day|daily|per day|each day)\b| ?/ ?d(?:ay)?\b)",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """What readers are told beside a dose of one nutrient."""

    card: Card
    limits: Sequence[str]
    """Upper limits of adults in words, each once; that none is established is one of them."""
    source: Passage | None
    at_risk: Sequence[str]
    risk_checked_on: date | None
    interactions: Sequence[str]
    interactions_checked_on: date | None


def dosed(passages: Iterable[tuple[str, str]]) -> tuple[UUID, ...]:
    """The nutrients whose doses or supplements the passages of a draft speak of, in the order of the text."""
    texts = [pair for _, html in passages for pair in _of_doses(html)]
    if not texts:
        return ()
    rows = list(Nutrient.objects.values_list("item_id", "name", "other_names"))
    names = NutrientNames([name, *filter(is_told_apart, lines(other))] for _, name, other in rows)
    items = {names.canonical(name): item_id for item_id, name, _ in rows}
    named = (name for text, before in texts for name in names.named_in(text) or names.named_in(before))
    return tuple(dict.fromkeys(items[name] for name in named if name in items))


def _of_doses(html: str) -> Iterator[tuple[str, str]]:
    """Each sentence that speaks of doses, with the sentence or heading before it, which may name what it only means."""
    before = ""
    for one in sentences(html):
        if not one.in_heading and SUPPLEMENT.search(one.text):
            yield one.text, before
        before = one.text


def guarded(nutrients: Iterable[Live], passages: Passages) -> list[Guarded]:
    return [_guarded(live, passages) for live in nutrients]


def _guarded(live: Live, passages: Passages) -> Guarded:
    document: NutrientDocument = live.document
    sources = list(dict.fromkeys(intake.source for intake in upper_limits(document.intakes)))
    return Guarded(
        card=live.card,
        limits=limits_for_adults(document.intakes),
        source=passages.add(sources[0]) if sources else None,
        at_risk=[row.who for row in document.risk_groups],
        risk_checked_on=document.risk_groups_checked_on,
        interactions=[row.with_what for row in document.interactions],
        interactions_checked_on=document.interactions_checked_on,
    )


def guard_problems(nutrients: Iterable[Live], item: Item) -> Iterator[Problem]:
    """A record that lacks what has to stand beside a dose refuses the text that speaks of one."""
    for live in nutrients:
        document: NutrientDocument = live.document
        lacks = _lacks(document)
        if lacks:
            yield Problem(
                item_id=item.id,
                code="unguarded-dose",
                place="Doses",
                message=f"The text speaks of doses or supplements of {document.name}, and its record does not say "
                f"{'; '.join(lacks)}. Complete and publish the record of {document.name}, or take the dose out.",
            )


def guarding_problems(document: NutrientDocument, item: Item, moment: Moment) -> Iterator[Problem]:
    """A record may not lose what stands beside the doses of pages that are live."""
    lacks = _lacks(document)
    for page in moment.named_by(item.id, role=DOSES) if lacks else ():
        yield Problem(
            item_id=item.id,
            code="unguarded-dose",
            place="Doses",
            message=f"“{page}” speaks of doses or supplements of {document.name}, and the record would no longer say "
            f"{'; '.join(lacks)}. Complete it, or take the doses out of there first.",
        )


def _lacks(document: NutrientDocument) -> list[str]:
    return [
        words
        for words, is_there in (
            ("an upper limit for adults, or that none is established", any(upper_limits(document.intakes))),
            ("who is at risk, or when that was checked", document.risk_groups or document.risk_groups_checked_on),
            ("interactions, or when those were checked", document.interactions or document.interactions_checked_on),
        )
        if not is_there
    ]
