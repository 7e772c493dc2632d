"""Where sentences end in one block of running text: abbreviations and decimals are no ends. Knows no HTML."""

from __future__ import annotations

import re

HOLE = "\0"  # stands for a mark in running text; cleaned text can't hold it

CLOSING = "\"'\u201d\u2019)\\]"
# Only at the start of a run of full stops: else a long run would be read once for each of its characters.
SENTENCE_END = re.compile(rf"(?<![.!?\u2026])[.!?\u2026]++[{CLOSING}]*+(?: ?{HOLE})*+(?:(?=\s|$)|(?<={HOLE}))")
LAST_WORD = re.compile(r"[^\s(\[]{1,12}$")
NEXT_WORD = re.compile(rf"[\s{HOLE}\"'\u201c\u2018(\[]*([^\s]{{1,12}})")
# "vitamin D." ends a sentence more often than "J. Smith" names a person, so single capitals are not in here.
ABBREVIATIONS = frozenset(
    (
        "dr", "mr", "mrs", "ms", "prof", "st", "vs", "cf", "ca", "approx", "al", "e.g", "i.e", "ph.d", "jr", "sr",
        "incl", "resp", "min", "max", "tab", "tabs", "var", "spp", "viz",
    )
)  # fmt: skip
# These end a sentence unless a number follows: "No. Ask first." and "no. 4".
BEFORE_NUMBERS = frozenset(("fig", "figs", "no", "nos", "vol", "p", "pp", "ch", "sec", "eq", "ref", "refs"))
# These end a sentence when one of the words follows with which sentences begin: "in the U.S. It", "U.S. Food".
MAY_END = frozenset(("u.s", "u.k", "u.s.a", "e.u", "a.m", "p.m"))
OPENERS = frozenset(
    (
        "a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "their", "he", "she", "we", "you", "your",
        "if", "in", "on", "at", "for", "from", "with", "without", "when", "while", "after", "before", "because", "but",
        "and", "or", "so", "as", "by", "some", "most", "many", "few", "all", "no", "not", "one", "there", "here", "too",
        "ask", "see", "take", "don't", "do", "about", "only", "other", "people", "women", "men", "children", "doctors",
    )
)  # fmt: skip


def split_sentences(text: str) -> list[str]:
    parts = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if _ends_sentence(text, match):
            parts.append(text[start : match.end()].strip())
            start = match.end()
    return [*parts, text[start:].strip()] if text[start:].strip() else parts


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = NEXT_WORD.match(text, match.end())
    next_word = following.group(1) if following else ""
    if next_word[:1].islower():
        return False
    word = LAST_WORD.search(text[max(0, match.start() - 12) : match.start()])
    if not (word and match.group().startswith(".")):
        return True
    last = word.group().lower()
    if last in BEFORE_NUMBERS:
        return not next_word[:1].isdigit()
    if last in MAY_END:
        return not next_word or next_word.lower() in OPENERS
    return last not in ABBREVIATIONS
