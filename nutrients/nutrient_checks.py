"""What must be mended in a nutrient before its readers see it: sources, certainty and units. Reads its document only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nutrients.certainty import certainty_faults
from nutrients.documents import IntakeText, NutrientDocument, Statement
from nutrients.plausible_figures import implausible
from nutrients.units import Unit
from publishing.models import Item
from publishing.problems import Problem
from references import marks
from references.citations import mentions_in


def nutrient_problems(document: NutrientDocument, item: Item, sources: Mapping[str, str]) -> Iterator[Problem]:
    """`sources` has the kind of study of each live source, by the key that the document cites it with."""

    def problem(code: str, place: str, message: str) -> Problem:
        return Problem(item_id=item.id, code=code, place=place, message=message)

    for number, statement in enumerate(document.statements, start=1):
        study_types = [sources[key] for key in marks.keys(statement.wording) if key in sources]
        for code, message in _of_statement(statement, study_types):
            yield problem(code, f"Statement {number}", message)
    for number, intake in enumerate(document.intakes, start=1):
        for code, message in _of_intake(intake, document.unit):
            yield problem(code, f"Intake {number}", message)
    for place, message in implausible(document):
        yield problem("implausible-figure", place, message)
    if document.daily_value is not None and not is_cited(document.daily_value_source):
        yield problem("uncited-value", "Daily value", "Cite where the daily value stands: [[ref:key]].")
    told = {
        "Group at risk": [row.text for row in document.risk_groups],
        "Interaction": [row.text for row in document.interactions],
    }
    for label, texts in told.items():
        for number, text in enumerate(texts, start=1):
            if not is_cited(text):
                yield problem(
                    "uncited-row", f"{label} {number}", "Say it in a sentence that cites its source: [[ref:key]]."
                )


def is_cited(text: str) -> bool:
    return any(mention.role == "cites" for mention in mentions_in(text, place=""))


def _of_statement(statement: Statement, study_types: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not statement.wording.strip():
        yield "no-wording", "Write the statement as readers will see it, with its citation."
    elif not any(mentions_in(statement.wording, place="")):
        yield (
            "uncited-statement",
            "A statement that links a nutrient with a symptom needs a source. Cite one in its wording.",
        )
    yield from certainty_faults(statement, study_types)


def _of_intake(intake: IntakeText, unit: str) -> Iterator[tuple[str, str]]:
    if not is_cited(intake.source):
        yield "uncited-value", "An intake needs its source. Cite one: [[ref:key]]."
    if not intake.authority.strip():
        yield "no-authority", "Name the authority that set this value, or that set none."
    if intake.amount is not None and intake.unit != unit:
        expected = f"in {Unit(unit).label}, as the nutrient is" if unit else "in the nutrient's unit; choose that first"
        found = Unit(intake.unit).label if intake.unit else "no unit"
        yield "mixed-units", f"This intake is in {found}. Expected it {expected}."
