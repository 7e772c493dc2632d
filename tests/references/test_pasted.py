"""What other programs put on the clipboard, in their own layouts, as the guide stores it."""

from __future__ import annotations

from pathlib import Path

import pytest

from references.pasted import tidied
from references.richtext import stored_rich_text

FOLDER = Path(__file__).resolve().parent.parent / "data" / "paste"
PROGRAMS = sorted(path.name.removesuffix(".expected.html") for path in FOLDER.glob("*.expected.html"))


def test_nine_programs_are_tried() -> None:
    assert len(PROGRAMS) == 9


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_fragment_keeps_its_lists_tables_links_and_emphasis(program: str) -> None:
    stored = stored_rich_text((FOLDER / f"{program}.html").read_text())

    assert " ".join(stored.split()) == (FOLDER / f"{program}.expected.html").read_text().strip()
    assert stored_rich_text(stored) == stored


def test_what_the_editor_itself_writes_comes_back_byte_for_byte() -> None:
    html = '<p>5&nbsp;mg a&nbsp;day<br>x</p><ul><li>a</li></ul><p><cite class="ref" data-refs="a1">[ref:a1]</cite></p>'

    assert tidied(html) == html


def test_a_hostile_fragment_takes_no_longer_than_its_length() -> None:
    assert len(tidied("<div>" + "<b>" * 2_000 + "</i>" * 2_000)) > 0
    assert len(tidied(f"<div style='{'a' * 100_000}'>x</div>")) > 0
    assert len(tidied("<div><span style='font-weight:700'>" * 2_000)) > 0
    assert len(tidied("<p style='mso-list:l0 level9 lfo1'><span style='mso-list:Ignore'>1." * 1_000)) > 0
