"""Plain texts taken apart: each part in its place, and no line of any text lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.plain_text import parse, refusal
from articles.text_parts import Answer, Bullets, Listed, Paragraph, ParsedArticle, Row, Section, Table
from tests.growth import grows_with_length_alone

SAMPLE = (Path(__file__).parent.parent / "data" / "articles" / "sample.txt").read_text()


def test_every_part_of_an_article_finds_its_place() -> None:
    found = parse(SAMPLE)

    assert found == ParsedArticle(
        title="Which examples make a sample article? A text of the usual shape",
        lead=[
            Paragraph(
                "According to Example Institute, about 12% of samples lack a source. This opening stands for any other."
            )
        ],
        summary=["A sample shows where each part goes. It says nothing about health."],
        key_points=["Iron example: Stands for a point with a name.", "A point without a name stands here too."],
        sections=[
            Section(
                "How samples are made",
                2,
                [Paragraph("A sample names its parts. Each line of it must be found again.")],
            ),
            Section("First group of examples", 2),
            Section(
                "Iron: The first example",
                3,
                [
                    Paragraph("Iron is named here because the table names it."),
                    Paragraph("Examples may include:"),
                    Bullets(["The first sign", "The second sign"]),
                ],
            ),
            Section("Zinc and Copper: The joint example", 3, [Paragraph("Both are named in one heading.")]),
            Section(
                "Other B Vitamins",
                3,
                [
                    Paragraph("Some bullets define what they name:"),
                    Bullets(
                        [
                            "Vitamin B1 (Thiamine): Named in the text, not in the table.",
                            "Vitamin E: Named in the wrong group.",
                        ]
                    ),
                ],
            ),
            Section("Comparison of the examples", 2, [COMPARISON]),
            Section("When to See a Doctor", 2, [Paragraph("This section stands for advice.")]),
            Section("Conclusion", 2, [Paragraph("The sample ends here.")]),
        ],
        faq_heading="Frequently Asked Questions",
        answers=[
            Answer(paragraphs=["Yes, this answer lost its question when the page was copied."]),
            Answer(paragraphs=["This answer lost its question as well, and nobody knows which it was."]),
        ],
        references=[Listed("1", "1"), Listed("2", "2"), Listed("3", "Rao R. An example. 10.5555/example")],
        disclaimer=["This sample is no advice."],
        labels=[
            "Quick Summary",
            "Key Points",
            "In This Article",
            "Frequently Asked Questions",
            "References",
            "Medical Disclaimer",
        ],
        leftovers=["Skip to content", "3 min read"],
    )
    assert refusal(found) == ""


HEADER = "Nutrient Key Function Primary Symptoms (Legs) Dietary Sources"
COMPARISON = Table(
    header=("Nutrient", "Key Function", "Primary Symptoms (Legs)", "Dietary Sources"),
    rows=(
        Row(
            ("Iron", "Example of a function", "First sign, second sign", "Example foods, other foods"),
            "Iron Example of a function First sign, second sign Example foods, other foods",
        ),
        Row(
            ("Zinc", "Another function", "Third sign", "Example seeds"),
            "Zinc Another function Third sign Example seeds",
        ),
        Row(("Copper", "Function", "Sign"), "Copper Function Sign"),
    ),
    line=HEADER,
)


def test_a_row_with_other_cells_than_the_header_is_kept_and_named() -> None:
    assert [row.line for row in COMPARISON.ragged] == ["Copper Function Sign"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Nutrient\tFood", "Iron\tBeans"],
        ["| Nutrient | Food |", "| Iron | Beans |"],
        ["Nutrient   Food", "Iron   Beans", "Iron   Beans"],
    ],
)
def test_cells_are_told_by_what_stands_between_them(lines: list[str]) -> None:
    found = parse("A title\n\nA section\n\nIts text.\n\n" + "\n".join(lines))

    table = found.tables[0][1]
    assert (table.header, table.rows[0].cells) == (("Nutrient", "Food"), ("Iron", "Beans"))


def test_questions_that_were_kept_stand_with_their_answers() -> None:
    found = parse("A title\n\nFAQ\n\nIs it so?\n\nIt is.\n\nIt always was.\n\n1. Is it not?\n\nNo.")

    assert found.answers == [Answer("Is it so?", ["It is.", "It always was."]), Answer("Is it not?", ["No."])]


def test_a_table_of_contents_is_not_taken_for_headings() -> None:
    found = parse(
        "A title\n\nContents\n\n  • The first part\n  • The second part\n\nThe first part\n\nText.\n\nThe second part\n\nText."
    )

    assert found.contents == ["The first part", "The second part"]
    assert [section.heading for section in found.sections] == ["The first part", "The second part"]


def test_what_follows_the_disclaimer_is_left_over() -> None:
    found = parse("A title\n\nDisclaimer\n\nNo advice.\n\nRelated articles\n\nAnother text.")

    assert (found.disclaimer, found.leftovers) == (["No advice."], ["Related articles", "Another text."])


def test_marked_headings_say_their_level_themselves() -> None:
    found = parse("# A title\n\n## A part\n\nText.\n\n### Below it\n\nText.\n\n## Another\n\nText.")

    assert [(section.heading, section.level) for section in found.sections] == [
        ("A part", 2),
        ("Below it", 3),
        ("Another", 2),
    ]


def test_a_broken_paragraph_is_put_together() -> None:
    found = parse("A title\n\nA section\n\nThe first half of\na sentence that was broken.\n\nA part\n\nText.")

    assert found.sections[0].parts == [Paragraph("The first half of a sentence that was broken.")]


def test_a_text_without_headings_is_no_article() -> None:
    text = "\n\n".join(f"Line {number} of a text that never ends." for number in range(2_000))

    assert refusal(parse(text)).startswith("This doesn't read like an article")
    assert grows_with_length_alone(parse, text)


def test_ten_thousand_short_lines_are_no_headings() -> None:
    found = parse("\n\n".join(f"Line {number}" for number in range(10_000)))

    assert (found.sections, refusal(found)[:32]) == ([], "This doesn't read like an articl")


def test_a_text_without_a_title_is_refused() -> None:
    assert refusal(parse("Summary\n\nA summary.")).startswith("There is no title.")


def test_more_sections_than_an_article_has_are_refused() -> None:
    text = "A title\n\n" + "\n\n".join(f"Heading {number}\n\nIts text." for number in range(101))

    assert refusal(parse(text)) == "The text has 101 sections; 100 is the most. Bring in one article at a time."


# What makes a bullet, a number or a heading of a line, and says nothing.
BEGINNING = re.compile(
    r"^\s*(?:#{1,6}\s|[\u2022\u25cf\u25e6\u25aa\u2023\u2219\u00b7*+\u2013\u2014o-]\s+|\d{1,3}[.)](?:\s|$))"
)
LINES = st.one_of(
    st.sampled_from(
        [*SAMPLE.split("\n"), "", "", "# Marked", "| a | b |", "a\tb", "--", "1. Is it?", "2)", "o Example"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120),
)


@given(lines=st.lists(LINES, max_size=40))
def test_no_line_is_lost(lines: list[str]) -> None:
    everything = squeezed(" ".join(words_of(parse("\n".join(lines)))))

    assert [line for line in lines if squeezed(BEGINNING.sub("", line)) not in everything] == []


def squeezed(text: str) -> str:
    """Without blanks and what draws a table or heading."""
    return re.sub(r"[\s|#]", "", text)


def words_of(found: ParsedArticle) -> list[str]:
    words = [found.title, *found.summary, *found.key_points, *found.contents, *found.disclaimer, *found.labels]
    words += found.leftovers
    words += [text for line in found.references for text in (line.number, line.text)]
    words += [text for answer in found.answers for text in (answer.question, *answer.paragraphs)]
    words += [section.heading for section in found.sections]
    for _, part in found.parts():
        match part:
            case Paragraph(text):
                words.append(text)
            case Bullets(items):
                words += items
            case Table(header, rows, line):
                words += [*header, line, *(row.line for row in rows)]
    return words
