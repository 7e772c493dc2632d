"""Which names a reader may have meant who typed one that isn't there: by words, with a few letters wrong. Pure; it asks nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable
from functools import cache
from typing import TypeVar

# More words than these name nothing here, and each is looked for in every name.
MOST_WORDS, LONGEST_WORD = 6, 30
# As many letters may be wrong in words of at least this length.
WRONG_LETTERS = ((8, 2), (4, 1))
# The score of a word that is another one; those of the same or a misspelt one are smaller.
UNLIKE = 9


WORD = re.compile(r"[^\W_]+")
Named = TypeVar("Named", bound=Hashable)


def folded(name: str) -> str:
    """A name as it is compared: small letters without accents, single spaces, and no signs between words."""
    bare = name.casefold()
    if not bare.isascii():
        bare = "".join(one for one in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(one))
    return " ".join(WORD.findall(bare))


def nearest(typed: str, names: Iterable[tuple[str, Named]], *, most: int) -> list[Named]:
    """From (name, what it names): what the likeliest names stand for, each once, the likeliest first."""
    words = [word[:LONGEST_WORD] for word in folded(typed).split()[:MOST_WORDS]]
    if not words:
        return []
    score = cache(_score)
    found: dict[Named, tuple[int, int, str]] = {}
    for name, named in names:
        own = folded(name).split()
        scores = []
        for word in words:
            scores.append(min((score(word, other) for other in own), default=UNLIKE))
            if scores[-1] == UNLIKE:
                break
        else:
            found[named] = min(found.get(named, (UNLIKE * MOST_WORDS, 0, "")), (sum(scores), len(own), name.casefold()))
    return sorted(found, key=lambda named: found[named])[:most]


def _score(typed: str, word: str) -> int:
    """0 for the very word, more for one it is the beginning of or was misspelt from, UNLIKE for another."""
    if typed == word:
        return 0
    if word.startswith(typed):
        return 1
    wrong = next((wrong for length, wrong in WRONG_LETTERS if max(len(typed), len(word)) >= length), 0)
    # Cheap, and true of nearly all words: too many letters that only one of them has.
    if abs(len(typed) - len(word)) > wrong or len(set(typed) ^ set(word)) > 2 * wrong:
        return UNLIKE
    distance = _distance(typed, word)
    return 1 + distance if distance <= wrong else UNLIKE


def _distance(one: str, other: str) -> int:
    """How many letters were added, left out, exchanged, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, facing in enumerate(other, start=1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
