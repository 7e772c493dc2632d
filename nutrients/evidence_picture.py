"""The evidence map as one small picture without words: where each line and each mark of it stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutrients.evidence import EvidenceMap

# Of one crossing and of a mark in it, in the picture's own units.
WIDTH, HEIGHT, MARK = 48, 30, 22


@dataclass(frozen=True, kw_only=True)
class Point:
    """The middle of a mark, on its line."""

    x: int
    y: int
    direction: str
    certainty: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    width: int
    height: int
    lines: Sequence[int]
    points: Sequence[Point]


def picture(drawn: EvidenceMap) -> Picture:
    return Picture(
        width=WIDTH * len(drawn.nutrients),
        height=HEIGHT * len(drawn.rows),
        lines=[_middle(line) for line in range(len(drawn.rows))],
        points=list(_points(drawn)),
    )


def _points(drawn: EvidenceMap) -> Iterator[Point]:
    for line, row in enumerate(drawn.rows):
        for column, (_, marks) in enumerate(row.cells):
            first = WIDTH * column + (WIDTH - MARK * (len(marks) - 1)) // 2
            for place, mark in enumerate(marks):
                x = first + MARK * place
                yield Point(x=x, y=_middle(line), direction=mark.direction, certainty=mark.certainty)


def _middle(line: int) -> int:
    return HEIGHT * line + HEIGHT // 2
