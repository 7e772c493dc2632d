"""Prose with amounts: no line ends between a number and its unit, and nothing else about the text changes."""

from __future__ import annotations

import pytest

from references.unbroken import unbroken
from tests.references.test_numbering import mark, rendered


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Take 400 µg a day", "Take 400~µg a day"),
        ("1.1 µg, 2,500 mg and 20 g", "1.1~µg, 2,500~mg and 20~g"),
        ("below 50 nmol/L or 3.5 mmol/L", "below 50~nmol/L or 3.5~mmol/L"),
        ("800 IU (20 μg)", "800~IU (20~μg)"),
        ("400 micrograms in 3 months", "400 micrograms in 3 months"),
        ("vitamin B12 g-protein and 2 gulps", "vitamin B12 g-protein and 2 gulps"),
        ("400  mg, 400~mg", "400  mg, 400~mg"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(typed: str, shown: str) -> None:
    assert unbroken(typed.replace("~", "\N{NO-BREAK SPACE}")) == shown.replace("~", "\N{NO-BREAK SPACE}")


def test_a_passage_keeps_amounts_whole_and_attributes_numbers_and_locators_as_they_are() -> None:
    [html] = rendered(
        f'<p>A <a href="https://example.org/5%20mg">5 mg tablet</a>, 5 mg{mark("iron", locator="5 mg")}.</p>'
    )

    assert '<a href="https://example.org/5%20mg" rel="noopener noreferrer">5&nbsp;mg tablet</a>, 5&nbsp;mg<sup' in html
    assert "1, 5 mg]" in html
