"""What publishing would refuse, as plain tuples, and texts that every kind must refuse."""

from __future__ import annotations

from typing import Any

from publishing.problems import publish_problems, refusals

BAD_TEXTS = [
    ("unknown-reference", "It is so [[ref:nobody-1999]]."),
    ("bare-number", "It is so [1]."),
    ("bare-number", "It is so [2, 3]."),
    ("malformed-citation", "It is so [[ref:Two Words]]."),
    ("malformed-citation", "It is so [ref: rao-2020."),
    ("uncited-quantity", "It helps 40% of people."),
    ("uncited-quantity", "It helps 1 in 10 people."),
    ("uncited-attribution", "According to doctors it helps."),
    ("uncited-attribution", "Studies show that it helps."),
]


def said(*drafts: Any) -> list[tuple[str, str, str]]:
    """Code, place and message of everything that refuses publishing these as one set."""
    problems = refusals(publish_problems([draft.item for draft in drafts]))
    return [(problem.code, problem.place, problem.message) for problem in problems]


def codes(*drafts: Any) -> list[tuple[str, str]]:
    return [(code, place) for code, place, _ in said(*drafts)]
