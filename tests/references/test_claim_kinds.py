"""Kinds of claim, judged by the development half of the labelled sentences."""

from __future__ import annotations

import pytest

from benchmarks.claims import HALVES, labelled, scores

LEAST = 0.85


def test_every_label_names_known_kinds_and_no_sentence_stands_twice() -> None:
    every = [one for half in HALVES for one in labelled(half)]

    assert len(every) >= 300
    assert len({one.text for one in every}) == len(every)
    assert {kind for one in every for kind in one.kinds} == {"cause", "quantity", "treatment", "safety"}


@pytest.mark.parametrize("number", range(4))
def test_each_kind_is_told_well_enough_to_refuse_by(number: int) -> None:
    score = scores("development")[number]

    assert (score.kind, score.precision >= LEAST, score.recall >= LEAST) == (score.kind, True, True)
