"""Intakes arranged for readers: a table for each authority, a row for each stage of life, a column for each measure.

Pure: it takes what a document holds. It never puts two measures into one column, nor converts a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from nutrients.documents import IntakeText
from nutrients.models import Intake
from nutrients.units import written

T = TypeVar("T")
MEASURES = list(Intake.Measure.values)


@dataclass(frozen=True, kw_only=True)
class Cell(Generic[T]):
    """`amount` is a figure with its unit, or the words “not established”."""

    amount: str
    is_established: bool
    form_note: str
    source: T


@dataclass(frozen=True, kw_only=True)
class Row(Generic[T]):
    """One stage of life; for each column its label and its cell, None where the authority says nothing."""

    group: str
    ages: str
    labelled: Sequence[tuple[str, Cell[T] | None]]


@dataclass(frozen=True, kw_only=True)
class IntakeTable(Generic[T]):
    authority: str
    columns: Sequence[str]
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
    measures = sorted({intake.measure for intake in intakes}, key=MEASURES.index)
    by_stage: dict[Stage, dict[str, IntakeText]] = {}
    for intake in intakes:
        by_stage.setdefault(stage_of(intake), {})[intake.measure] = intake
    columns = {measure: str(Intake.Measure(measure).label) for measure in measures}
    rows = [
        Row(
            group=str(Intake.Group(stage[0]).label),
            ages=ages(stage),
            labelled=[
                (label, _cell(found[measure], show) if measure in found else None) for measure, label in columns.items()
            ],
        )
        for stage, found in by_stage.items()
    ]
    return IntakeTable(authority=authority, columns=list(columns.values()), rows=rows)


def _cell(intake: IntakeText, show: Callable[[str], T]) -> Cell[T]:
    return Cell(
        amount="not established" if intake.amount is None else written(intake.amount, intake.unit),
        is_established=intake.amount is not None,
        form_note=intake.form_note,
        source=show(intake.source),
    )


def ages(stage: Stage) -> str:
    """The ages in words; empty where the stage is of any age."""
    _, first, last, unit = stage
    if last is None:
        return f"{first} {unit} and over" if first else ""
    return f"{first} {unit}" if first == last else f"{first} to {last} {unit}"
