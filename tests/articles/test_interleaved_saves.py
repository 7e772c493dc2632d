"""Two editors save one article in turns: nothing vanishes without a word."""

from __future__ import annotations

import random

import pytest

from tests.interleaved_saves import interleave

pytestmark = pytest.mark.django_db


def test_saves_of_two_editors_in_turns_lose_nothing_in_silence() -> None:
    told = interleave(saves=5, dice=random.Random(1))

    assert (told.accepted, told.lost) == (5, [])
    assert told.refused > 0
