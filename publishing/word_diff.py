"""What changed between two texts, word by word. Loses nothing: both texts can be read back from the answer.

A tag counts as one word, so that a changed link or emphasis is seen too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"<[^<>]*>|\[\[?ref:[^\]]*\]\]?|\s+|[^\W_]+(?:[.,\u2019'-][^\W_]+)*|.", re.S)
# A space or a comma between two changes is no island worth standing on.
HAS_WORD = re.compile(r"\w")

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Run:
    kind: Kind
    text: str

    @property
    def is_markup(self) -> bool:
        return self.text.startswith("<") and self.text.endswith(">")


def words(text: str) -> list[str]:
    return WORDS.findall(text)


def diff(before: str, after: str) -> tuple[Run, ...]:
    """The runs in reading order; within a change what was removed comes first. Tags stand in runs of their own."""
    old, new = words(before), words(after)
    steps = [
        (tag == "equal", old[i1:i2], new[j1:j2])
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    return tuple(_runs(_without_islands(steps)))


def whole(text: str, kind: Kind) -> tuple[Run, ...]:
    """A text that is all one kind: nothing of it stands on the other side."""
    return tuple(_of_kind(words(text), kind))


def share_in_common(before: str, after: str) -> float:
    """How much two texts resemble each other, from 0 to 1, counted in words."""
    old, new = ([word for word in words(text) if HAS_WORD.search(word)] for text in (before, after))
    if not old and not new:
        return 1.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.2 else 0.0


Step = tuple[bool, list[str], list[str]]


def _without_islands(steps: Sequence[Step]) -> list[Step]:
    """Joins changes that only spaces or signs keep apart."""
    joined: list[Step] = []
    for place, (is_same, old, new) in enumerate(steps):
        is_island = is_same and 0 < place < len(steps) - 1 and not HAS_WORD.search("".join(old))
        if joined and not joined[-1][0] and (is_island or not is_same):
            _, before, after = joined[-1]
            joined[-1] = (False, before + old, after + new)
        else:
            joined.append((is_same, list(old), list(new)))
    return joined


def _runs(steps: Iterable[Step]) -> Iterable[Run]:
    for is_same, old, new in steps:
        if is_same:
            yield from _of_kind(old, "same")
        else:
            yield from _of_kind(old, "removed")
            yield from _of_kind(new, "added")


def _of_kind(found: Iterable[str], kind: Kind) -> Iterable[Run]:
    text = ""
    for word in found:
        if word.startswith("<") and word.endswith(">") and len(word) > 1:
            if text:
                yield Run(kind, text)
            yield Run(kind, word)
            text = ""
        else:
            text += word
    if text:
        yield Run(kind, text)
