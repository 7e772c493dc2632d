from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import marks
from references.marks import Mark
from references.sanitiser import clean, sanitise
from tests.growth import grows_with_length_alone
from tests.references.strategies import passages

CUI = '<cite class="ref" data-refs="cui-2022">[ref:cui-2022]</cite>'
TWO = '<cite class="ref" data-refs="cui-2022,liu-2018">[ref:cui-2022,liu-2018]</cite>'
PLACED = '<cite class="ref" data-refs="cui-2022" data-loc="Table 3">[ref:cui-2022]</cite>'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("[[ref:cui-2022]]", CUI),
        ("[[ref: cui-2022 ]]", CUI),
        ("[[REF:Cui-2022]]", CUI),
        ("[[ref:\u00a0cui-2022]]", CUI),
        ("[[ref:cui-2022,liu-2018]]", TWO),
        ("[[ref:cui-2022, liu-2018, cui-2022]]", TWO),
        ("[[ref:cui-2022 | Table 3]]", PLACED),
        ("[[ref:cui-2022|Table  3]]", PLACED),
        ("[[ref:cui-2022 | ]]", CUI),
        ("x[[ref:cui-2022]][[ref:cui-2022, liu-2018]]y", f"x{CUI}{TWO}y"),
        ("[[[ref:cui-2022]]]", f"[{CUI}]"),
    ],
)
def test_a_typed_citation_becomes_a_mark(typed: str, stored: str) -> None:
    assert marks.convert_tokens(f"<p>{typed}</p>") == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    "typed",
    [
        "[[ref:]]",
        "[[ref:x]]",
        "[[ref:-ab]]",
        "[[ref:a b]]",
        "[[ref:cui_2022]]",
        "[[ref:cui-2022,]]",
        "[[ref:cui-2022 liu-2018]]",
        "[[ref:cui-2022, liu-2018 | Table 3]]",
        "[[ref:cui-2022 | " + "x" * 41 + "]]",
        "[[ref:cui-2022 | p 4 | " + "“" + "x" * 401 + "”]]",
        "[[ref:cui-2022 | p 4 | without quotation marks]]",
        "[[ref:cui-2022, liu-2018 | | “of whom?”]]",
        "[[ref:" + ", ".join(f"k{n}" for n in range(13)) + "]]",
        "[[ref:" + "k" * 65 + "]]",
        "[[ref:cui-2022]",
        "[ref:cui-2022]",
        "[[ref:<b>cui-2022</b>]]",
    ],
)
def test_a_malformed_typed_citation_stays_as_it_was_typed(typed: str) -> None:
    assert marks.convert_tokens(f"<p>{typed}</p>") == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ('[[ref:cui-2022 | p 4 | "a  quarter"]]', Mark(("cui-2022",), "p 4", "a quarter")),
        ("[[ref:cui-2022 | | “a [sic] “quarter” [...]”]]", Mark(("cui-2022",), "", "a [sic] “quarter” [...]")),
    ],
)
def test_a_quote_may_stand_behind_the_place_and_comes_back_as_typed(typed: str, mark: Mark) -> None:
    stored = marks.from_typed(typed)

    assert marks.marks(stored) == [mark]
    assert marks.from_typed(marks.to_typed(stored)) == stored


def test_twelve_keys_of_sixty_four_letters_are_read() -> None:
    keys = [f"{n:02d}" + "k" * 62 for n in range(12)]

    assert marks.keys(marks.convert_tokens("[[ref:" + ", ".join(keys) + "]]")) == keys


def test_a_typed_citation_in_an_attribute_stays_text() -> None:
    html = '<p><abbr title="[[ref:cui-2022]]">x</abbr></p>'

    assert marks.convert_tokens(html) == html


@pytest.mark.parametrize(
    ("stored", "converted"),
    [
        ('<cite data-refs="cui-2022" class="ref">[1]</cite>', CUI),
        ('<cite class="ref" data-refs="cui-2022"></cite>', CUI),
        ('<cite data-refs="cui-2022">[?]</cite>', CUI),
        ('<cite class="ref" data-refs="cui-2022">35% of <b>adults</b></cite>', f"35% of <b>adults</b>{CUI}"),
        (f'<cite class="ref" data-refs="cui-2022,liu-2018">{CUI}</cite>', f"{CUI}{TWO}"),
        ('<cite class="ref" data-refs="cui-2022,liu-2018" data-loc="Table 3">x</cite>', f"x{TWO}"),
        ('<cite class="ref">[ref:A B]</cite>', '<cite class="ref">[ref:A B]</cite>'),
        ('<cite class="ref">a <b>b</b></cite>', 'a <b>b</b><cite class="ref"></cite>'),
        ("<cite>A work</cite>", "<cite>A work</cite>"),
    ],
)
def test_marks_are_written_in_their_one_form_and_no_word_inside_one_is_lost(stored: str, converted: str) -> None:
    assert marks.convert_tokens(stored) == converted


def test_marks_keys_and_links_are_found_in_order() -> None:
    target = "0b8f6c5e-3a77-4a47-9d0c-0d3c6f0a8c11"
    html = (
        f'<p>a{PLACED}<a href="object:{target}">b</a>{TWO}</p><p><a href="object:{target.upper()}">c</a>'
        '<a href="https://a.example/">d</a><a href="object:x">e</a></p>'
    )

    assert marks.marks(html) == [Mark(("cui-2022",), "Table 3"), Mark(("cui-2022", "liu-2018"))]
    assert marks.keys(html) == ["cui-2022", "liu-2018"]
    assert marks.object_links(html) == [target]


def test_plain_text_has_no_marks_and_no_gap_where_they_were() -> None:
    html = (
        f"<h2>Iron &amp; zinc</h2><p>35% {CUI}, and{TWO} more {CUI}.</p><ul><li>a</li><li>b<br>c</li></ul><p>{CUI}</p>"
    )

    assert marks.plain_text(html) == "Iron & zinc 35%, and more. a b c"


def test_plain_text_keeps_words_that_stand_in_a_broken_mark() -> None:
    assert marks.plain_text('<p>a <cite class="ref">35%</cite> b <cite class="ref">[ref:X]</cite></p>') == "a 35% b"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One. Two? Three!</p>", ["One.", "Two?", "Three!"]),
        ("<p>No end</p><p>Next</p>", ["No end", "Next"]),
        ("<p>About 35% of U.S. adults lack it. More.</p>", ["About 35% of U.S. adults lack it.", "More."]),
        ("<p>It lacks vitamin D. A doctor helps.</p>", ["It lacks vitamin D.", "A doctor helps."]),
        ("<p>Take e.g. Iron, vs. Zinc, at 2.5 mg. Stop.</p>", ["Take e.g. Iron, vs. Zinc, at 2.5 mg.", "Stop."]),
        ("<p>By Cui et al. In 2022. 35% now.</p>", ["By Cui et al. In 2022.", "35% now."]),
        ("<p>Wait... what? (Yes.) \u201cNo.\u201d Ok.</p>", ["Wait... what?", "(Yes.)", "\u201cNo.\u201d", "Ok."]),
        ("<p>a<br>b</p><table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>", ["a", "b", "c", "d"]),
        ("<p><b>A</b>.</p>", ["A."]),
    ],
)
def test_text_is_split_into_sentences(html: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in marks.sentences(html)] == expected


def test_a_mark_belongs_to_the_sentence_it_stands_in_or_closes() -> None:
    html = f"<p>One {CUI}. Two.{TWO} Three. {PLACED} Four.{CUI}Five.</p><h3>Six{CUI}</h3><p>Seven.</p>"

    assert [sentence[:4] for sentence in marks.sentences(html)] == [
        ("One.", True, ("cui-2022",), False),
        ("Two.", True, ("cui-2022", "liu-2018"), False),
        ("Three.", True, ("cui-2022",), False),
        ("Four.", True, ("cui-2022",), False),
        ("Five.", False, (), False),
        ("Six", True, ("cui-2022",), True),
        ("Seven.", False, (), False),
    ]


def test_a_sentence_knows_its_row_its_list_and_whether_a_mark_names_the_place() -> None:
    html = (
        f"<p>In lists:</p><ul><li>one</li><li>two<ol><li>inner {PLACED}</li></ol></li></ul><ol><li>three</li></ol>"
        f"<table><tbody><tr><td>a</td><td>b {CUI}</td></tr><tr><td>c</td></tr></tbody></table><p>After.</p>"
    )

    found = [(one.text, one.in_list, one.row, one.has_place) for one in marks.sentences(html)]

    assert found == [
        ("In lists:", 0, 0, False),
        ("one", 1, 0, False),
        ("two", 1, 0, False),
        ("inner", 1, 0, True),
        ("three", 2, 0, False),
        ("a", 0, 1, False),
        ("b", 0, 1, False),
        ("c", 0, 2, False),
        ("After.", 0, 0, False),
    ]


def test_one_passage_is_stored_escaped_and_shown_as_it_was_typed() -> None:
    typed = 'Iron < zinc & "B12" [[ref:cui-2022 | Table 3]], in short [[ref:cui-2022, liu-2018]].'
    stored = f'Iron &lt; zinc &amp; "B12" {PLACED}, in short {TWO}.'

    assert marks.from_typed(typed) == stored
    assert marks.to_typed(stored) == typed


def test_line_ends_in_one_passage_are_blanks() -> None:
    assert marks.from_typed(" a\r\n b\x00\ud800\n\n[[ref:x]] ") == "a b [[ref:x]]"


typed_texts = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            "[[ref:cui-2022]]",
            "[[ref:cui-2022, liu-2018]]",
            "[[ref:k9 | p. 1]]",
            "[[",
            "]]",
            "[ref:",
            "<b>",
            "&lt;",
            "|",
            " ",
            "a",
            "\n",
            "\xa0",
        ]
    ),
    max_size=12,
).map("".join)


@given(typed_texts)
def test_what_is_typed_survives_storing_and_showing(text: str) -> None:
    stored = marks.from_typed(text)

    assert marks.from_typed(marks.to_typed(stored)) == stored
    assert clean(stored) == stored
    assert sanitise(stored) == stored


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"], exclude_characters="["), max_size=60))
def test_a_text_without_citations_is_shown_as_it_was_typed(text: str) -> None:
    assert marks.to_typed(marks.from_typed(text)) == text


@given(passages)
def test_converting_again_changes_nothing_and_the_sanitiser_agrees(html: str) -> None:
    assert marks.convert_tokens(html) == html
    assert clean(html) == html


@given(passages)
def test_every_key_and_every_word_is_in_some_sentence(html: str) -> None:
    found = marks.sentences(html)

    assert list(dict.fromkeys(key for sentence in found for key in sentence.keys)) == marks.keys(html)
    assert "".join("".join(s.text for s in found).split()) == "".join(marks.plain_text(html).split())


@pytest.mark.parametrize(
    "hostile",
    [
        "." * 100_000 + "a",
        '."' * 50_000,
        "[[ref:" * 16_000,
        "[[ref:a" + "a" * 100_000,
        "[[ref:a1,b1]]" * 7_000,
        "<cite class=ref data-refs=a1>" * 3_000 + "x",
        "<cite class=ref data-refs=a1></cite> " * 2_500,
        " " * 100_000 + ".",
    ],
    ids=["stops", "quotes", "openings", "long key", "marks", "nested", "neighbours", "blanks"],
)
def test_hostile_text_is_read_in_time_that_grows_with_its_length_alone(hostile: str) -> None:
    readings: list[Callable[[str], object]] = [marks.convert_tokens, marks.keys, marks.plain_text, marks.sentences]
    readings += [marks.to_typed, marks.from_typed]
    html = clean(hostile)

    assert [read for read in readings if not grows_with_length_alone(read, html)] == []
