"""The consistency linter: prose against the records of nutrients. A wrong figure or unit refuses; a missing record advises.

It compares the amounts of a sentence that names a measure, or a daily dose, with the figures stored for the nutrients it names. It
converts masses, and never an amount in IU, which is another mass with each substance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nutrients.documents import NutrientDocument
from nutrients.graph import Graph
from nutrients.units import IN_MCG, Unit, written
from publishing.moment import Live
from publishing.problems import Severity
from references.claim_kinds import ClaimKind, claimed
from references.claims import short
from references.marks import Sentence

AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]{1,4})?|[0-9]{1,7}(?:[.,][0-9]{1,4})?)[ -]?"
    r"(?P<unit>mg|milligrams?|mcg|ug|\u00b5g|\u03bcg|micrograms?|g|grams?|iu|(?:international )?units?)(?!\w)"
    r"(?!\s?/(?!\s?d(?:ay)?\b))",
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
# A colon belongs to the clause where the figure follows at once: "RDA: 8 mg".
CLAUSE_END = re.compile(r";\s|:\s(?!(?:about |around )?[0-9])|,?\s(?:while|but|whereas|although)\s")
DOSE = re.compile(
    r"\b(?:a day|daily|per day|each day|every day|dos(?:e|es|age)|no more than|at most|up to|at least|safe|take)\b|/ ?d(?:ay)?\b",
    re.I,
)
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
        for slip in _of_figures(sentence, named or ([about] if about is not None else [])):
            yield sentence, slip
        for slip in _of_links(sentence, named, graph):
            yield sentence, slip


def _of_figures(sentence: Sentence, nutrients: Sequence[Live]) -> Iterator[Slip]:
    judged: set[int] = set()
    for measure, match in _measured(sentence.text):
        judged.add(match.start())
        slip = _of_measure(sentence, nutrients, measure, match)
        if slip is not None:
            yield slip
    if DOSE.search(sentence.text):
        for match in AMOUNT.finditer(sentence.text):
            stored = [(one.document, _stored_at_all(one.document)) for one in nutrients]
            document = None if match.start() in judged else _in_another_unit(match, stored)
            if document is not None:
                rests = _cites_the_record(sentence, document)
                yield _unit_slip(sentence, document, match, severity=Severity.REFUSES if rests else Severity.ADVISES)


def _of_measure(sentence: Sentence, nutrients: Sequence[Live], measure: str, match: re.Match[str]) -> Slip | None:
    stored = [(one.document, _stored(one.document, measure)) for one in nutrients]
    slipped = _in_another_unit(match, stored)
    if slipped is not None:
        return _unit_slip(sentence, slipped, match)
    if len(stored) != 1 or not all(stored[0]) or not stored[0][0].unit or _agrees_with_any(match, stored):
        # Of several nutrients nobody knows whose figure it is.
        return None
    [(document, values)] = stored
    shown = written(min(values), document.unit)
    if _unit(match) == Unit.IU:
        return Slip(
            code="iu-not-compared",
            message=f"“{short(sentence.text)}” says {match.group()}; as {measure} the record of {document.name} has {shown}. IU "
            f"can't be compared with a mass. Say it in {Unit(document.unit).label} too.",
            severity=Severity.ADVISES,
        )
    others = len(values) - 1
    rest = f" and {others} other value{'s' if others > 1 else ''} for other groups" if others else ""
    return Slip(
        code="figure-differs",
        message=f"“{short(sentence.text)}” says {match.group()}; as {measure} the record of {document.name} has "
        f"{shown}{rest}. Correct the figure here or in the record, or cite and name the authority that says otherwise.",
        severity=Severity.REFUSES if _cites_the_record(sentence, document) else Severity.ADVISES,
    )


def _unit_slip(
    sentence: Sentence, document: NutrientDocument, match: re.Match[str], *, severity: Severity = Severity.REFUSES
) -> Slip:
    number = _number(match)
    return Slip(
        code="unit-slip",
        message=f"“{short(sentence.text)}” says {match.group()}; the record of {document.name} says "
        f"{written(number, document.unit)}. Correct the unit here, or in the record.",
        severity=severity,
    )


def _in_another_unit(
    match: re.Match[str], stored: Iterable[tuple[NutrientDocument, set[Decimal]]]
) -> NutrientDocument | None:
    """The nutrient whose stored figure it is but for the unit, where it is no figure of any of them."""
    stored = list(stored)
    if _agrees_with_any(match, stored):
        return None
    number, unit = _number(match), _unit(match)
    slipped = (document for document, values in stored if document.unit and unit != document.unit and number in values)
    return next(slipped, None)


def _agrees_with_any(match: re.Match[str], stored: Iterable[tuple[NutrientDocument, set[Decimal]]]) -> bool:
    number, unit = _number(match), _unit(match)
    return any(document.unit and _agrees(number, unit, values, document.unit) for document, values in stored)


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


def _stored_at_all(document: NutrientDocument) -> set[Decimal]:
    return set().union(*(_stored(document, measure) for measure in MEASURES))


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


def _number(match: re.Match[str]) -> Decimal:
    digits = match.group("number").replace(" ", "")
    # 1,000 are a thousand; 2,4 are what elsewhere is 2.4.
    thousands = re.fullmatch(r"[0-9]{1,3}(?:,?[0-9]{3})+(?:\.[0-9]+)?", digits)
    return Decimal(digits.replace(",", "" if thousands else "."))


def _unit(match: re.Match[str]) -> str:
    word = match.group("unit").casefold()
    if word.startswith(("i", "unit")):
        return str(Unit.IU)
    if word.startswith(MICRO):
        return str(Unit.MCG)
    return str(Unit.MG if word.startswith("m") else Unit.G)
