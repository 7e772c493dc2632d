"""What counts as a reason: something that somebody can read."""

from __future__ import annotations

import pytest

from publishing.reasons import is_said


@pytest.mark.parametrize("text", ["It is wrong.", "7", "غير صحيح", "गलत", "错"])
def test_words_of_any_script_and_figures_say_something(text: str) -> None:
    assert is_said(text)


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u2060 \u202e", "...", "\u00ad\ufeff"])
def test_blanks_and_signs_that_nobody_sees_say_nothing(text: str) -> None:
    assert not is_said(text)
