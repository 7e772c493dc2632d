"""Two documents of one kind compared: every difference with its place, in words. Loses and invents nothing.

Pure: it takes documents, and functions that name fields and items. It reads no table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal
from uuid import UUID

import msgspec

from publishing.documents import Document, Part
from publishing.word_diff import Run, diff, share_in_common, whole

IS_MARKED_UP = re.compile(r"</?[a-z][^<>]*>", re.I)
# After these a reader begins a new line; a text is compared passage by passage.
PASSAGE_ENDS = re.compile(r"(?<=</p>)|(?<=</h[2-6]>)|(?<=</li>)|(?<=</tr>)|(?<=</table>)|(?<=</[uo]l>)|(?<=<[uo]l>)")
HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.S)
TAG = re.compile(r"<[^>]*>")
# Two rows that share less than this of their words are two rows, not one that was changed.
ENOUGH_IN_COMMON = 0.4
# What the program keeps for itself; its changes say nothing to a reader.
SILENT = frozenset({"schema", "anchors"})

What = Literal["changed", "added", "removed", "moved"]
NameOf = Callable[[UUID], str]
LabelOf = Callable[[str], str]
Row = tuple[str, str]
"""The type of a row and its text."""
Pair = tuple[int | None, int | None]
"""The index of a row before and after; None where it has no partner."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    place: tuple[str, ...]
    """From the outside in: the field, the row, the row's own field, the heading it stands under."""
    what: What
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """How a comparison calls what documents hold only by name of field or by identity."""

    item: NameOf
    field: LabelOf = lambda name: name.replace("_", " ").capitalize()


def compare(before: Document, after: Document, names: Names) -> list[Difference]:
    """All differences in the order of the document's fields. Equal documents give none."""
    return list(_structs(before, after, (), names))


def compare_passages(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """The same for two texts that were cut into passages."""
    return list(_rows(tuple(before), tuple(after), (), Names(item=str), is_numbered=False))


def _structs(before: Part, after: Part, place: tuple[str, ...], names: Names) -> Iterator[Difference]:
    for field in msgspec.structs.fields(after):
        if field.name not in SILENT:
            inner = (*place, names.field(field.name))
            yield from _values(getattr(before, field.name), getattr(after, field.name), inner, names)


def _values(before: Any, after: Any, place: tuple[str, ...], names: Names) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Part) and type(before) is type(after):
        yield from _structs(before, after, place, names)
    elif isinstance(before, tuple) and isinstance(after, tuple):
        yield from _rows(before, after, place, names)
    elif _is_marked_up(before) and _is_marked_up(after):
        yield from _passages(before, after, place, names)
    else:
        old, new = in_words(before, names), in_words(after, names)
        if old and new:
            yield Difference(place=place, what="changed", runs=diff(old, new))
        else:
            yield from _gone(before, place, names)
            yield from _new(after, place, names)


def _is_marked_up(value: Any) -> bool:
    return isinstance(value, str) and bool(IS_MARKED_UP.search(value))


def _gone(value: Any, place: tuple[str, ...], names: Names) -> Iterator[Difference]:
    if text := in_words(value, names):
        yield Difference(place=place, what="removed", runs=whole(text, "removed"))


def _new(value: Any, place: tuple[str, ...], names: Names) -> Iterator[Difference]:
    if text := in_words(value, names):
        yield Difference(place=place, what="added", runs=whole(text, "added"))


def in_words(value: Any, names: Names) -> str:
    """A value as one text: items by their name, a row as its filled fields with their labels."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, UUID):
        return names.item(value)
    if isinstance(value, Part):
        filled = [
            (names.field(field.name), in_words(getattr(value, field.name), names))
            for field in msgspec.structs.fields(value)
            if field.name not in SILENT
        ]
        return "; ".join(f"{label}: {text}" for label, text in filled if text)
    if isinstance(value, tuple):
        return ", ".join(in_words(part, names) for part in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _rows(
    before: Sequence[Any], after: Sequence[Any], place: tuple[str, ...], names: Names, *, is_numbered: bool = True
) -> Iterator[Difference]:
    old, new = ([_comparable(row, names) for row in rows] for rows in (before, after))
    moved = _moved(old, new)

    def at(index: int) -> tuple[str, ...]:
        return (*place, str(index + 1)) if is_numbered else place

    for i, j in _reunited(list(_pairs(old, new)), old, new, moved):
        if i is not None and j is not None:
            row = after[j]
            called = row.called(names.item) if isinstance(row, Part) else ""
            yield from _values(before[i], row, (*at(j)[:-1], f"{j + 1} ({called})") if called else at(j), names)
        elif j is not None:
            if new[j] in moved:
                yield Difference(place=at(j), what="moved", runs=whole(_row_in_words(after[j], names), "same"))
            else:
                yield Difference(place=at(j), what="added", runs=whole(_row_in_words(after[j], names), "added"))
        elif i is not None and old[i] not in moved:
            yield Difference(place=at(i), what="removed", runs=whole(_row_in_words(before[i], names), "removed"))


def _row_in_words(row: Any, names: Names) -> str:
    """A row is there even where nothing is in it."""
    if text := in_words(row, names):
        return text
    if not isinstance(row, Part):
        return "empty"
    fields = [field.name for field in msgspec.structs.fields(row) if field.name not in SILENT]
    return "; ".join(f"{names.field(name)}: empty" for name in fields)


def _reunited(pairs: list[Pair], old: Sequence[Row], new: Sequence[Row], moved: set[Row]) -> Iterator[Pair]:
    """Brings together what was both moved and changed: it lost its partner to the order of the rows."""
    lonely = [i for i, j in pairs if j is None and i is not None and old[i] not in moved]
    taken: dict[int, int] = {}
    for new_one in [j for i, j in pairs if i is None and j is not None and new[j] not in moved]:
        partner = next((i for i in lonely if i not in taken.values() and _is_likely(old[i], new[new_one])), None)
        if partner is not None:
            taken[new_one] = partner
    for i, j in pairs:
        if j is None and i in taken.values():
            continue
        yield (taken[j], j) if i is None and j in taken else (i, j)


def _comparable(row: Any, names: Names) -> Row:
    return type(row).__name__, in_words(row, names)


def _moved(old: Sequence[Row], new: Sequence[Row]) -> set[Row]:
    """Rows that stand once on either side, but not in the same order."""
    kept = [row for row in old if old.count(row) == 1 and new.count(row) == 1]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    in_order = {row for block in blocks for row in old[block.a : block.a + block.size]}
    return set(kept) - in_order


def _pairs(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Which row became which, in reading order; a row without a partner stands alone."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            yield from _likely_pairs(old, new, range(i1, i2), range(j1, j2))


def _likely_pairs(old: Sequence[Row], new: Sequence[Row], olds: range, news: range) -> Iterator[Pair]:
    begin = olds.start
    for j in news:
        partner = next((i for i in range(begin, olds.stop) if _is_likely(old[i], new[j])), None)
        if partner is None:
            yield None, j
            continue
        yield from ((i, None) for i in range(begin, partner))
        yield partner, j
        begin = partner + 1
    yield from ((i, None) for i in range(begin, olds.stop))


def _is_likely(old: Row, new: Row) -> bool:
    return old[0] == new[0] and share_in_common(old[1], new[1]) >= ENOUGH_IN_COMMON


def _passages(before: str, after: str, place: tuple[str, ...], names: Names) -> Iterator[Difference]:
    old, new = ([("", passage) for passage in split(text)] for text in (before, after))
    old_headings, new_headings = (_headings(passage for _, passage in rows) for rows in (old, new))
    for i, j in _pairs(old, new):
        if i is not None and j is not None:
            if old[i] != new[j]:
                runs = diff(old[i][1], new[j][1])
                yield Difference(place=_under(place, new_headings[j]), what="changed", runs=runs)
        elif j is not None:
            yield from _new(new[j][1], _under(place, new_headings[j]), names)
        elif i is not None:
            yield from _gone(old[i][1], _under(place, old_headings[i]), names)


def split(text: str) -> list[str]:
    """Marked-up text in passages; joined they are the text again."""
    return [passage for passage in PASSAGE_ENDS.split(text) if passage]


def _headings(passages: Iterable[str]) -> list[str]:
    """The heading that each passage stands under."""
    found, present = [], ""
    for passage in passages:
        heading = HEADING.search(passage)
        present = TAG.sub("", heading[1]) if heading else present
        found.append("" if heading else present)
    return found


def _under(place: tuple[str, ...], heading: str) -> tuple[str, ...]:
    return (*place, f"under “{heading}”") if heading else place
