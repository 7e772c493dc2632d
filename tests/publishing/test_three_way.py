"""Two changes of one document brought together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.three_way import Conflict, Merge

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.text("ab<p>/ ", max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)


def merged(base: Any, mine: Any, theirs: Any, **chosen: Any) -> tuple[Any, list[Conflict]]:
    merge = Merge(chosen=chosen.get("chosen", {}))
    text = merge.texts(*(json.dumps(side) for side in (base, mine, theirs)))
    return json.loads(text), merge.open


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 2, "b": 3}),
        ({}, {"a": 1}, {"b": 2}, {"b": 2, "a": 1}),
        ({"a": 1, "b": 1}, {"b": 1}, {"a": 1, "b": 2}, {"b": 2}),
        (["x", "y", "z"], ["X", "y", "z"], ["x", "y", "z", "w"], ["X", "y", "z", "w"]),
        (["x"], ["X"], ["x", "y"], ["X", "y"]),
        (["x"], ["w", "x"], ["X"], ["w", "X"]),
        (["x", "y", "z"], ["y", "z"], ["x", "y", "Z"], ["y", "Z"]),
        ([{"t": 1, "n": 1}], [{"t": 2, "n": 1}], [{"t": 1, "n": 2}], [{"t": 2, "n": 2}]),
        (
            "<p>One.</p><p>Two.</p><p>Three.</p>",
            "<p>One!</p><p>Two.</p><p>Three.</p>",
            "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>",
            "<p>One!</p><p>Two.</p><p>Three.</p><p>Four.</p>",
        ),
        ({"anchors": [1], "a": 1}, {"anchors": [2], "a": 1}, {"anchors": [3], "a": 1}, {"anchors": [3], "a": 1}),
    ],
)
def test_what_one_side_changed_is_taken(base: Any, mine: Any, theirs: Any, both: Any) -> None:
    assert merged(base, mine, theirs) == (both, [])


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "place", "sides"),
    [
        ({"a": "x"}, {"a": "y"}, {"a": "z"}, "a", ("y", "z")),
        ({"r": [1, 2]}, {"r": [1, 3]}, {"r": [1, 4]}, "r/2", (3, 4)),
        ({"r": [1]}, {"r": [1, 2]}, {"r": [1, 3]}, "r/2", ([2], [3])),
        ({"t": "<p>A</p>"}, {"t": "<p>B</p>"}, {"t": "<p>C</p>"}, "t", ("<p>B</p>", "<p>C</p>")),
    ],
)
def test_what_both_changed_waits_for_a_choice(
    base: Any, mine: Any, theirs: Any, place: str, sides: tuple[Any, Any]
) -> None:
    _, conflicts = merged(base, mine, theirs)
    chosen = [merged(base, mine, theirs, chosen={place: side}) for side in ("mine", "theirs")]

    assert [(one.key, one.mine, one.theirs) for one in conflicts] == [(place, *sides)]
    assert chosen == [(mine, []), (theirs, [])]


@given(base=PLAIN, other=PLAIN)
def test_a_change_of_one_side_alone_is_never_lost(base: Any, other: Any) -> None:
    assert merged(base, other, base) == (other, [])
    assert merged(base, base, other) == (other, [])
    assert merged(base, other, other) == (other, [])


@given(base=PLAIN, mine=PLAIN, theirs=PLAIN)
def test_where_nothing_is_open_both_orders_say_the_same(base: Any, mine: Any, theirs: Any) -> None:
    one, open_one = merged(base, mine, theirs)
    other, open_other = merged(base, theirs, mine)

    assert {conflict.key for conflict in open_one} == {conflict.key for conflict in open_other}
    if not open_one:
        assert one == other
