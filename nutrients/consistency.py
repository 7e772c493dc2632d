"""The consistency linter: prose against the records of nutrients. A wrong figure or unit refuses; a missing record advises.

It compares a sentence that names one nutrient and one measure with the figures stored for it. It converts masses, and never
an amount in IU, which is another mass with each substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from nutrients.documents import NutrientDocument
from nutrients.graph import Graph
from nutrients.units import IN_MCG, Unit, written
from publishing.moment import Live
from publishing.problems import Severity
from references.claim_kinds import ClaimKind, claimed
from references.claims import short
from references.marks import Sentence

AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]{1,4})?|[0-9]{1,7}(?:\.[0-9]{1,4})?)[ -]?"
    r"(?P<unit>mg|milligrams?|mcg|ug|\u00b5g|\u03bcg|micrograms?|g|grams?|iu|international units?)(?!\w)(?!\s?/(?!\s?d(?:ay)?\b))",
    re.I,
)
MICRO = ("mc", "mic", "ug", "\u00b5", "\u03bc")
MEASURES = {
    "daily value": re.compile(r"\bdaily values?\b|\bDV\b"),
    "upper limit": re.compile(r"\b(?:tolerable |safe )?upper (?:intake )?(?:limit|level)s?\b|\bULs?\b", re.I),
    "recommended intake": re.compile(
        r"\b(?:recommended (?:dietary |daily )?(?:allowance|amount|intake)|RDA|adequate intake|reference intake)s?\b"
        r"|\bneeds? (?:about |around |only )?[0-9]|\brecommend(?:ed|s)? [^.;]{0,30}[0-9]",
        re.I,
    ),
}
CLAUSE_END = re.compile(r"[;:]\s|,?\s(?:while|but|whereas|although)\s")
STORED = {"upper limit": ("ul",), "recommended intake": ("rda", "ai")}
LACK = re.compile(r"\b(?:deficien\w+|lack\w*|low|too little|shortage|excess|too much|short of)\b", re.I)


@dataclass(frozen=True, kw_only=True)
class Slip:
    code: str
    message: str
    severity: Severity = Severity.REFUSES


def slips(sentences: Iterable[Sentence], graph: Graph, *, about: Live | None = None) -> Iterator[tuple[Sentence, Slip]]:
    """`about` is the nutrient whose own page the sentences stand on."""
    for sentence in sentences:
        if sentence.in_heading or sentence.text.endswith("?"):
            continue
        named = graph.nutrients_in(sentence.text)
        if len(named) == 1 or (not named and about is not None):
            for slip in _of_figures(sentence, named[0] if named else about):
                yield sentence, slip
        for slip in _of_links(sentence, named, graph):
            yield sentence, slip


def _of_figures(sentence: Sentence, nutrient: Live | None) -> Iterator[Slip]:
    assert nutrient is not None
    document: NutrientDocument = nutrient.document
    for measure, match in _measured(sentence.text):
        number, unit, stored = _number(match), _unit(match), _stored(document, measure)
        if number is None or not stored or not document.unit or _agrees(number, unit, stored, document.unit):
            continue
        shown = written(min(stored), document.unit)
        if number in stored and unit != document.unit:
            yield Slip(
                code="unit-slip",
                message=f"“{short(sentence.text)}” says {match.group()}; the record of {document.name} says {shown}. "
                "Correct the unit here, or in the record.",
            )
        elif unit != Unit.IU:
            others = len(stored) - 1
            rest = f" and {others} other value{'s' if others > 1 else ''} for other groups" if others else ""
            yield Slip(
                code="figure-differs",
                message=f"“{short(sentence.text)}” says {match.group()}; as {measure} the record of {document.name} has "
                f"{shown}{rest}. Correct the figure here or in the record, or cite and name the authority that says otherwise.",
                severity=Severity.REFUSES if _cites_the_record(sentence, document) else Severity.ADVISES,
            )


def _measured(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Each amount of a clause that names one measure: those that follow it, or else the last one before it."""
    start = 0
    for end in [*(match.end() for match in CLAUSE_END.finditer(text)), len(text)]:
        said = [(name, match) for name, pattern in MEASURES.items() if (match := pattern.search(text, start, end))]
        if len(said) == 1:
            [(measure, phrase)] = said
            amounts = list(AMOUNT.finditer(text, start, end))
            # "needs 8 mg": the phrase ends inside of its amount.
            behind = [amount for amount in amounts if amount.end() > phrase.end()]
            yield from ((measure, amount) for amount in behind or amounts[-1:])
        start = end


def _stored(document: NutrientDocument, measure: str) -> set[Decimal]:
    if measure == "daily value":
        return {document.daily_value} if document.daily_value is not None else set()
    rows = (intake for intake in document.intakes if intake.measure in STORED[measure])
    return {intake.amount for intake in rows if intake.amount is not None}


def _agrees(number: Decimal, unit: str, stored: set[Decimal], own: str) -> bool:
    if unit == own:
        return number in stored
    masses = {str(mass): size for mass, size in IN_MCG.items()}
    if unit in masses and own in masses:
        return number * masses[unit] / masses[own] in stored
    return False


def _cites_the_record(sentence: Sentence, document: NutrientDocument) -> bool:
    """Whether it rests on what the record rests on, or on nothing: then it can't mean another authority."""
    sources = " ".join([document.daily_value_source, *(intake.source for intake in document.intakes)])
    return not sentence.keys or any(f'"{key}"' in sources or f",{key}" in sources for key in sentence.keys)


def _of_links(sentence: Sentence, named: list[Live], graph: Graph) -> Iterator[Slip]:
    if not named or not LACK.search(sentence.text):
        return
    symptoms = graph.symptoms_in(sentence.text)
    if not symptoms or ClaimKind.CAUSE not in claimed(sentence.text):
        return
    for nutrient in named:
        for symptom in symptoms:
            if not graph.has_statement(nutrient, symptom.item_id):
                yield Slip(
                    code="no-record",
                    message=f"“{short(sentence.text)}” names {nutrient.card.title} with “{symptom.card.title}”, and the guide "
                    "has no statement on the two. Add one to the nutrient if the sources say so, or look at the sentence again.",
                    severity=Severity.ADVISES,
                )


def _number(match: re.Match[str]) -> Decimal | None:
    try:
        return Decimal(re.sub("[, ]", "", match.group("number")))
    except InvalidOperation:
        return None


def _unit(match: re.Match[str]) -> str:
    word = match.group("unit").casefold()
    if word.startswith("i"):
        return str(Unit.IU)
    if word.startswith(MICRO):
        return str(Unit.MCG)
    return str(Unit.MG if word.startswith("m") else Unit.G)
