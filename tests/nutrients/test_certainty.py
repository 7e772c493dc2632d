"""The ceiling that cited sources put on a statement's certainty, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest

from nutrients.certainty import ceiling, certainty_faults
from nutrients.documents import Statement

LONG = "A review of trials finds no effect, and a health page says that it helps."


def faults(word: str, study_types: Sequence[str], *, reason: str = "Two reviews.", rating: str = "") -> list[str]:
    said = Statement(
        symptom=UUID(int=1),
        direction="deficiency",
        certainty=word,
        certainty_reason=reason,
        wording="It may.",
        sort_rating=rating,
    )
    return [code for code, _ in certainty_faults(said, study_types)]


@pytest.mark.parametrize(
    ("study_types", "word"),
    [
        (["systematic-review"], "strong"),
        (["randomised-trial", "randomised-trial"], "strong"),
        (["randomised-trial"], "moderate"),
        (["guideline", "consumer-page"], "moderate"),
        (["cohort"], "moderate"),
        (["cross-sectional", "case-report"], "limited"),
        (["narrative-review"], "limited"),
        (["consumer-page", "fact-sheet"], "limited"),
        ([""], "limited"),
    ],
)
def test_the_kinds_of_study_set_the_ceiling(study_types: list[str], word: str) -> None:
    ladder = ["limited", "moderate", "strong"]
    too_strong = ladder[ladder.index(word) + 1 :]

    assert ceiling(study_types) == word
    assert faults(word, study_types) == []
    assert [faults(stronger, study_types) for stronger in too_strong] == [
        ["certainty-beyond-sources"] for _ in too_strong
    ]


def test_a_certainty_needs_a_word_and_a_reason() -> None:
    assert faults("", ["cohort"]) == ["no-certainty"]
    assert faults("limited", ["cohort"], reason=" ") == ["no-certainty-reason"]


def test_the_rating_caps_as_well() -> None:
    assert faults("strong", ["systematic-review"], rating="b") == ["certainty-beyond-rating"]
    assert faults("strong", ["systematic-review"], rating="a") == []


def test_a_consensus_is_told_by_those_who_know_what_experts_hold() -> None:
    assert faults("consensus", ["consumer-page"]) == []
    assert faults("consensus", ["cross-sectional"]) == ["certainty-beyond-sources"]


def test_a_conflict_needs_two_sources_and_says_who_says_what() -> None:
    assert faults("conflicting", ["systematic-review", "consumer-page"], reason=LONG) == []
    assert faults("conflicting", ["systematic-review"], reason=LONG) == ["conflict-unsaid"]
    assert faults("conflicting", ["systematic-review", "consumer-page"], reason="They differ.") == ["conflict-unsaid"]
