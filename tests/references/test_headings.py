from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.headings import headings, kept_anchors

BEFORE = [("Iron", "iron"), ("Zinc", "zinc"), ("Iodine", "iodine")]


def test_headings_are_read_with_their_levels_and_words() -> None:
    html = "<h2>Iron <em>and</em> blood</h2><p>h2</p><h3>Zinc</h3><h4></h4>"

    assert headings(html) == [(2, "Iron and blood"), (3, "Zinc"), (4, "")]


@pytest.mark.parametrize(
    ("words", "anchors"),
    [
        (["Iron", "Zinc", "Iodine"], ["iron", "zinc", "iodine"]),
        (["Iron in blood", "Zinc", "Iodine"], ["iron", "zinc", "iodine"]),
        (["Iron", "Iodine"], ["iron", "iodine"]),
        (["Copper", "Iron", "Zinc", "Iodine"], ["copper", "iron", "zinc", "iodine"]),
        (["Iodine", "Iron", "Zinc"], ["iodine", "iron", "zinc"]),
        (["Iron", "Iron"], ["iron", "iron-2"]),
        (["النوم"], ["section"]),
        ([], []),
    ],
)
def test_anchors_survive_rewording_removal_insertion_and_moves(words: list[str], anchors: list[str]) -> None:
    assert kept_anchors(words, BEFORE) == anchors


@given(st.lists(st.sampled_from(["Iron", "Zinc", "Iodine", "Copper", ""])))
def test_anchors_are_never_given_twice_and_settle(words: list[str]) -> None:
    anchors = kept_anchors(words, BEFORE)

    assert len(set(anchors)) == len(words)
    assert kept_anchors(words, list(zip(words, anchors, strict=True))) == anchors
