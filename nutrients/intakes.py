"""Intakes arranged for readers: a table for each authority, a row for each stage of life, a column for each measure.

Pure: it takes what a document holds. It never puts two measures into one column, nor converts a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from nutrients.documents import IntakeText
from nutrients.models import Intake
from nutrients.units import AmountText, written

T = TypeVar("T")
ADULT = 19
MEASURES = list(Intake.Measure.values)
# Whose recommendations and limits stand where there is no room for all stages of life.
ADULTS = (("women", 30, "Women, 19 to 30"), ("men", 30, "Men, 19 to 30"))


@dataclass(frozen=True, kw_only=True)
class Cell(Generic[T]):
    """`amount` is a figure with its unit, or the words “not established”."""

    amount: str
    is_established: bool
    form_note: str
    source: T | None


@dataclass(frozen=True, kw_only=True)
class Row(Generic[T]):
    """One stage of life; for each column its label and its cell, None where the authority says nothing."""

    group: str
    ages: str
    labelled: Sequence[tuple[str, Cell[T] | None]]


@dataclass(frozen=True, kw_only=True)
class Column:
    label: str
    form_note: str


@dataclass(frozen=True, kw_only=True)
class IntakeTable(Generic[T]):
    """What is the same all over the table is said once: by the table, or by the column; then no cell repeats it."""

    authority: str
    source: T | None
    columns: Sequence[Column]
    rows: Sequence[Row[T]]


Stage = tuple[str, int, int | None, str]


def stage_of(intake: IntakeText) -> Stage:
    return intake.group, intake.age_from, intake.age_to, intake.age_unit


def tables(intakes: Iterable[IntakeText], show: Callable[[str], T]) -> list[IntakeTable[T]]:
    """Authorities and stages in the editor's order. `show` is given the sources in the order in which they stand."""
    by_authority: dict[str, list[IntakeText]] = {}
    for intake in intakes:
        by_authority.setdefault(intake.authority, []).append(intake)
    return [_table(authority, own, show) for authority, own in by_authority.items()]


def _table(authority: str, intakes: Sequence[IntakeText], show: Callable[[str], T]) -> IntakeTable[T]:
    shared_source = _shared(intake.source for intake in intakes)
    source = show(shared_source) if shared_source else None
    columns = {
        measure: Column(
            label=str(Intake.Measure(measure).label),
            form_note=_shared(intake.form_note for intake in intakes if intake.measure == measure),
        )
        for measure in sorted({intake.measure for intake in intakes}, key=MEASURES.index)
    }
    by_stage: dict[Stage, dict[str, IntakeText]] = {}
    for intake in intakes:
        by_stage.setdefault(stage_of(intake), {})[intake.measure] = intake

    def cell(intake: IntakeText) -> Cell[T]:
        return Cell(
            amount="not established" if intake.amount is None else written(intake.amount, intake.unit),
            is_established=intake.amount is not None,
            form_note="" if columns[intake.measure].form_note else intake.form_note,
            source=None if shared_source else show(intake.source),
        )

    rows = [
        Row(
            group=str(Intake.Group(stage[0]).label),
            ages=ages(stage),
            labelled=[
                (column.label, cell(found[measure]) if measure in found else None)
                for measure, column in columns.items()
            ],
        )
        for stage, found in by_stage.items()
    ]
    return IntakeTable(authority=authority, source=source, columns=list(columns.values()), rows=rows)


def _shared(texts: Iterable[str]) -> str:
    """The one text that all of them are; empty where they differ."""
    different = set(texts)
    return different.pop() if len(different) == 1 else ""


def intake_for(intakes: Iterable[IntakeText], *, group: str, age: int) -> IntakeText | None:
    """What is recommended at that age in years: the RDA, else the AI; None where neither is established for it."""
    own = [one for one in intakes if one.amount is not None and holds(one, group=group, age=age)]
    order = [Intake.Measure.RDA, Intake.Measure.AI]
    found = sorted(
        (one for one in own if one.measure in order), key=lambda one: order.index(Intake.Measure(one.measure))
    )
    return found[0] if found else None


def recommended_for_adults(intakes: Sequence[IntakeText]) -> list[tuple[str, str]]:
    """(who, how much and by which measure) for those of the adults for whom anything is recommended."""
    found = [(words, intake_for(intakes, group=group, age=age)) for group, age, words in ADULTS]
    return [
        (words, AmountText(f"{written(one.amount, one.unit)} ({Intake.Measure(one.measure).name})"))
        for words, one in found
        if one is not None and one.amount is not None
    ]


def limits_for_adults(intakes: Iterable[IntakeText]) -> list[str]:
    """Upper limits of adults in words, each once; that none is established is one of them."""
    return list(dict.fromkeys(_limit_in_words(intake) for intake in upper_limits(intakes)))


def upper_limits(intakes: Iterable[IntakeText]) -> Iterator[IntakeText]:
    """Those of men and of women at any age from 19."""
    for intake in intakes:
        is_adult = intake.age_unit == Intake.AgeUnit.YEARS and (intake.age_to is None or intake.age_to >= ADULT)
        if intake.measure == Intake.Measure.UL and intake.group in (Intake.Group.MEN, Intake.Group.WOMEN) and is_adult:
            yield intake


def _limit_in_words(limit: IntakeText) -> str:
    if limit.amount is None:
        return "not established, which does not mean that any amount is safe"
    form = f" ({limit.form_note})" if limit.form_note else ""
    return AmountText(f"{written(limit.amount, limit.unit)} a day{form}")


def adult_limit(intakes: Iterable[IntakeText]) -> Decimal | None:
    """The lowest upper limit of men and of women at any age from 19."""
    return min((one.amount for one in upper_limits(intakes) if one.amount is not None), default=None)


def holds(intake: IntakeText, *, group: str, age: int) -> bool:
    """Whether the stage of the intake takes in this age in years."""
    if intake.group != group or intake.age_unit != Intake.AgeUnit.YEARS:
        return False
    return intake.age_from <= age and (intake.age_to is None or age <= intake.age_to)


def ages(stage: Stage) -> str:
    """The ages in words; empty where the stage is of any age."""
    _, first, last, unit = stage
    if last is None:
        return f"{first} {unit} and over" if first else ""
    return f"{first} {unit}" if first == last else f"{first} to {last} {unit}"
