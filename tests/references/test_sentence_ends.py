from __future__ import annotations

import pytest

from references.sentence_ends import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is common in the U.S. The rate rose.", ["It is common in the U.S.", "The rate rose."]),
        ("The U.S. Food and Drug Administration said so.", ["The U.S. Food and Drug Administration said so."]),
        ("Open until 6 p.m. Ask at the desk.", ["Open until 6 p.m.", "Ask at the desk."]),
        ("See Fig. 2 and no. 4, p. 12. Then stop.", ["See Fig. 2 and no. 4, p. 12.", "Then stop."]),
        ("No. Iron is stored.", ["No.", "Iron is stored."]),
        ("Take approx. 2.5 mg, max. 4 mg. Rest.", ["Take approx. 2.5 mg, max. 4 mg.", "Rest."]),
        ("Ferritin <15.2 \u00b5g/L. That is low.", ["Ferritin <15.2 \u00b5g/L.", "That is low."]),
        ("E. coli is a germ. Wash it.", ["E. coli is a germ.", "Wash it."]),
        ("Dr. Rao and Prof. Lund wrote it.", ["Dr. Rao and Prof. Lund wrote it."]),
        ("Nuts, seeds, etc. They hold iron.", ["Nuts, seeds, etc.", "They hold iron."]),
        ("Is it safe? Yes! It is.", ["Is it safe?", "Yes!", "It is."]),
        ("\u201cIt helps.\u201d He smiled.", ["\u201cIt helps.\u201d", "He smiled."]),
        ("", []),
    ],
)
def test_running_text_ends_where_its_sentences_end(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected
