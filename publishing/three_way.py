"""Two changes of one document brought together: what only one side changed is taken, what both changed is a conflict.

Pure: it works on documents as plain JSON data. It never decides a conflict by itself, and drops nothing that a side added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final, Literal

import msgspec

from publishing.comparison import SILENT, split

Side = Literal["mine", "theirs"]
# Stands for a field that a document leaves out because it has its default.
ABSENT: Final = object()


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A place that both sides changed, each in its own way."""

    place: tuple[str, ...]
    """From the outside in: the field, the number of the row, the row's own field."""
    mine: Any
    theirs: Any

    @property
    def key(self) -> str:
        return "/".join(self.place)


@dataclass
class Merge:
    """`chosen` says which side is taken at a conflict's key; a conflict that it does not name is left open."""

    chosen: Mapping[str, Side] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    open: list[Conflict] = field(default_factory=list)

    def texts(self, base: str, mine: str, theirs: str) -> str:
        """The merged document as text; a guess where conflicts are open."""
        before, left, right = (msgspec.json.decode(text) for text in (base, mine, theirs))
        merged = self.values(before, left, right, ())
        return msgspec.json.encode(merged).decode()

    def values(self, base: Any, mine: Any, theirs: Any, place: tuple[str, ...]) -> Any:
        if mine == theirs or base == theirs:
            return mine
        if base == mine:
            return theirs
        sides = (base, mine, theirs)
        if all(isinstance(side, dict) for side in sides) and len({side.get("type") for side in sides}) == 1:
            return self._fields(base, mine, theirs, place)
        if all(isinstance(side, list) for side in sides):
            return self._rows(base, mine, theirs, place)
        if all(isinstance(side, str) for side in sides):
            old, left, right = (split(side) for side in sides)
            if max(len(old), len(left), len(right)) > 1:
                return "".join(self._rows(old, left, right, place))
        return self._taken(Conflict(place=place, mine=mine, theirs=theirs))

    def _fields(
        self, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], place: tuple[str, ...]
    ) -> dict[str, Any]:
        merged = {}
        for name in dict.fromkeys([*theirs, *mine, *base]):
            old, left, right = (side.get(name, ABSENT) for side in (base, mine, theirs))
            # What the program reckons from the rest is not for anybody to choose.
            value = right if name in SILENT else self.values(old, left, right, (*place, name))
            if value is not ABSENT:
                merged[name] = value
        return merged

    def _rows(self, base: list[Any], mine: list[Any], theirs: list[Any], place: tuple[str, ...]) -> list[Any]:
        merged: list[Any] = []
        for old, left, right in _chunks(base, mine, theirs):
            if left == right or old == right:
                merged += left
            elif old == left:
                merged += right
            elif len(old) == len(left) == len(right):
                for one, two, three in zip(old, left, right, strict=True):
                    merged.append(self.values(one, two, three, (*place, str(len(merged) + 1))))
            elif (beside := _beside(old, left, right)) is not None:
                merged += beside
            else:
                here = (*place, str(len(merged) + 1))
                merged += self._taken(Conflict(place=here, mine=left, theirs=right))
        return merged

    def _taken(self, conflict: Conflict) -> Any:
        self.conflicts.append(conflict)
        side = self.chosen.get(conflict.key)
        if side is None:
            self.open.append(conflict)
        return conflict.theirs if side == "theirs" else conflict.mine


def _chunks(
    base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]
) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    """Cuts the three at the rows that all have: between these each has rows of its own."""
    in_mine, in_theirs = _partners(base, mine), _partners(base, theirs)
    a = b = c = 0
    for index in range(len(base)):
        left, right = in_mine.get(index), in_theirs.get(index)
        if left is None or right is None:
            continue
        yield list(base[a:index]), list(mine[b:left]), list(theirs[c:right])
        yield [base[index]], [mine[left]], [theirs[right]]
        a, b, c = index + 1, left + 1, right + 1
    yield list(base[a:]), list(mine[b:]), list(theirs[c:])


def _beside(old: list[Any], left: list[Any], right: list[Any]) -> list[Any] | None:
    """One side changed the rows, the other only put rows before or after them: both stand."""
    grown = [side for side in (left, right) if old and old in (side[: len(old)], side[-len(old) :])]
    if len(grown) != 1:
        return None
    changed = right if grown[0] is left else left
    begin = grown[0][: len(old)] == old
    return changed + grown[0][len(old) :] if begin else grown[0][: -len(old)] + changed


def _partners(base: Sequence[Any], other: Sequence[Any]) -> dict[int, int]:
    """Which row of the one stands unchanged in the other."""
    before, after = ([msgspec.json.encode(row, order="sorted") for row in side] for side in (base, other))
    blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
