"""Which kinds of claim a sentence makes: cause, quantity, treatment, safety. Reads words only; knows no source.

Judged by tests/data/claims, whose README says what each kind means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from references import claim_words as words
from references.claim_figures import figure


class ClaimKind(StrEnum):
    """In the order in which a message names them: what could do most harm first."""

    SAFETY = "safety"
    TREATMENT = "treatment"
    QUANTITY = "quantity"
    CAUSE = "cause"


# What is read of one sentence; what follows in a longer one belongs into sentences of its own.
LONGEST = 2_000
CLAUSES = re.compile(r"[;:]\s|\s[\u2013\u2014]\s")


def claimed(text: str) -> dict[ClaimKind, str]:
    """The kinds that the sentence claims, each with the words that show it."""
    text = text.replace("\u2019", "'")[:LONGEST].strip()
    if text.endswith("?") or words.STUDIED.search(text):
        return {}
    said = "; ".join(clause for clause in CLAUSES.split(text) if not words.SEEKS_HELP.search(clause))
    return dict(_kinds(said, text)) if said else {}


def amount_to_take(text: str) -> str:
    """The dose or upper level that the sentence states, in its words: a slip there can harm, so it must be easy to check."""
    return "" if _asks_or_sends(text) else _first(words.DOSE, _read(text)) or _first(words.UPPER_LEVEL, _read(text))


def tells_of_treatment(text: str) -> bool:
    return not _asks_or_sends(text) and bool(words.TREATMENT.search(_read(text)))


def _read(text: str) -> str:
    return text.replace("\u2019", "'")[:LONGEST]


def _asks_or_sends(text: str) -> bool:
    """A question, or advice to see somebody."""
    return text.endswith("?") or bool(words.SEEKS_HELP.search(_read(text)))


def _kinds(said: str, whole: str) -> Iterator[tuple[ClaimKind, str]]:
    is_story = bool(words.PERSONAL.search(said)) and not words.TOLD.search(said)
    says_of_health = not is_story and not words.DEFINES.search(said)
    harm = _first(words.SAFETY, said) if says_of_health else ""
    if harm:
        yield ClaimKind.SAFETY, harm
    if says_of_health and (found := _first(words.TREATMENT, said)):
        yield ClaimKind.TREATMENT, found
    if found := figure(whole):
        yield ClaimKind.QUANTITY, found
    # What something that people take brings about is told as safety already.
    if says_of_health and not harm and (found := _first(words.CAUSE, said)):
        yield ClaimKind.CAUSE, found


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(match.group().split()) if match else ""
