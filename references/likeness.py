"""Tells whether two sources are one and the same work: pure, over plain data; it merges nothing and asks no database.

Sources are alike when they share an identifier, or when title, year and first author are near the same. A fact sheet on
vitamin D is none on vitamin E: a word or a number that is exchanged for another one makes another work.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from references.csl import Source

IDENTIFIERS = {
    "doi": "DOI",
    "pmid": "PubMed ID",
    "pmcid": "PubMed Central ID",
    "isbn": "ISBN",
    "url": "web address",
}
THRESHOLD = 0.9
# How long a key for finding candidates can be; titles and names of organisations are cut to it.
KEY_LENGTH = 120
WORDS_OF_START = 3
# No title is longer; what is would take its square to compare.
MOST_WORDS = 60

TAG = re.compile(r"<[^>]{0,200}>")
GREEK = {"\u03b1": "alpha", "\u03b2": "beta", "\u03b3": "gamma", "\u03b4": "delta", "\u03c9": "omega", "\u03bc": "mu"}
LIGATURES = {"\u00e6": "ae", "\u0153": "oe", "\u00df": "ss", "\u00f8": "o", "&": " and "}
SPELLED_OUT = str.maketrans({**GREEK, **LIGATURES})
# British and American spellings of one word.
SPELLINGS = ((re.compile(r"[ao]e"), "e"), (re.compile(r"our\b"), "or"), (re.compile(r"is(ation|ed|ing|e)\b"), r"iz\1"))
LETTER_AND_NUMBER = re.compile(r"\b([a-z]) (?=[0-9])")
EMPTY_WORDS = frozenset({"a", "an", "and", "for", "from", "in", "of", "on", "the", "to", "with"})


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What two sources share. `score` is how near their titles are, from 0 to 1."""

    same: tuple[str, ...] = ()
    """Names of the identifiers that both have alike: "doi", "pmid" ..."""
    different: tuple[str, ...] = ()
    score: float = 0.0
    same_year: bool = False
    """Years that are at most one apart, or that one of them doesn't tell. First authors alike."""
    same_author: bool = False

    @property
    def is_duplicate(self) -> bool:
        return bool(self.same) or self.is_near

    @property
    def is_near(self) -> bool:
        return self.score >= THRESHOLD and self.same_year and self.same_author

    @property
    def is_conflict(self) -> bool:
        """One identifier on two works: one of the two records is wrong."""
        return bool(self.same) and self.score < THRESHOLD

    @property
    def reason(self) -> str:
        """In an editor's words, to follow "It has"."""
        same = " and ".join(f"the same {IDENTIFIERS[name]}" for name in self.same)
        if self.is_conflict:
            return f"{same}, but another title"
        if same:
            return same
        different = ", though another " + " and another ".join(IDENTIFIERS[name] for name in self.different)
        return "nearly the same title, year and first author" + (different if self.different else "")


def likeness(one: Source, other: Source) -> Likeness:
    same: list[str] = []
    different: list[str] = []
    for name in IDENTIFIERS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs:
            (same if mine == theirs else different).append(name)
    same_year, same_author = _same_year(one, other), _same_author(one, other)
    # Titles are compared last and only where they decide, because that takes longest.
    asks_title = bool(same) or (same_year and same_author)
    return Likeness(
        same=tuple(same),
        different=tuple(name for name in different if name != "url"),
        score=title_likeness(one.title, other.title) if asks_title else 0.0,
        same_year=same_year,
        same_author=same_author,
    )


def title_likeness(one: str, other: str) -> float:
    """The share of letters that stand in both titles, word by word; 0 when a word or number is exchanged for another."""
    mine, theirs = words(one)[:MOST_WORDS], words(other)[:MOST_WORDS]
    if not mine or not theirs or _numbers(mine) != _numbers(theirs):
        return 0.0
    shared = 0
    for tag, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            shared += 2 * sum(map(len, mine[i:j]))
        elif tag == "replace":
            if not _alike("".join(mine[i:j]), "".join(theirs[k:m])):
                return 0.0
            shared += sum(map(len, mine[i:j])) + sum(map(len, theirs[k:m]))
    return shared / (sum(map(len, mine)) + sum(map(len, theirs)))


def author_key(source: Source) -> str:
    """Finds candidates: the last word of the first author's name, and the year. Empty when either is missing."""
    author = _author(source)
    return f"{author[-1]} {source.issued[0]}"[:KEY_LENGTH] if author and source.issued else ""


def author_keys_near(source: Source) -> list[str]:
    """The keys of all whose year is near enough to be the same work."""
    author = _author(source)
    if not author or not source.issued:
        return []
    return [f"{author[-1]} {source.issued[0] + step}"[:KEY_LENGTH] for step in (-1, 0, 1)]


def title_key(source: Source) -> str:
    """Finds candidates among sources without author or year: how the title begins."""
    start = [word for word in words(source.title) if word not in EMPTY_WORDS][:WORDS_OF_START]
    return " ".join(start)[:KEY_LENGTH]


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a title without case, accents, markup and punctuation, in one spelling."""
    # Letters with marks come apart into both, and then the marks are no letters.
    parts = unicodedata.normalize("NFKD", TAG.sub("", text).casefold().translate(SPELLED_OUT))
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) or c in "'\u2019" else " " for c in parts)
    for pattern, spelling in SPELLINGS:
        kept = pattern.sub(spelling, kept)
    return tuple(LETTER_AND_NUMBER.sub(r"\1", " ".join(kept.split())).split())


def _author(source: Source) -> tuple[str, ...]:
    name = source.authors[0] if source.authors else None
    return words(name.family or name.literal) if name else ()


def _same_author(one: Source, other: Source) -> bool:
    mine, theirs = _author(one), _author(other)
    # "van der Berg" and "Berg" are one: particles get lost.
    return not mine or not theirs or mine[-1] == theirs[-1]


def _same_year(one: Source, other: Source) -> bool:
    # Printed in January what was on the net in November.
    return not one.issued or not other.issued or abs(one.issued[0] - other.issued[0]) <= 1


def _numbers(title: tuple[str, ...]) -> list[str]:
    return sorted(word for word in title if any(c.isdecimal() for c in word))


def _alike(one: str, other: str) -> bool:
    """One word, or one typed with a slip: a letter more, less or other. Short words have no room for slips."""
    if one == other:
        return True
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return (
        one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:] or one[start + 1 :] == other[start + 1 :]
    )
