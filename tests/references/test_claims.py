from __future__ import annotations

import time

import pytest

from references.claims import Finding, findings
from references.marks import from_typed
from references.sanitiser import clean


def codes(text: str) -> list[str]:
    """The findings for one passage as an editor types it."""
    return [finding.code for finding in findings(from_typed(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Iron helps [1].",
        "Iron helps [2,3].",
        "Iron helps [4\u20136].",
        "Iron [ 1 ; 2 ] helps.",
        "See [12] [[ref:cui-2022]].",
    ],
)
def test_a_number_typed_by_hand_is_found(text: str) -> None:
    assert codes(text) == ["bare-number"]


@pytest.mark.parametrize(
    "text",
    [
        "He said it helps [sic].",
        "[Updated]",
        "In [2015] it was so.",
        "f[x]",
        "bicyclo[2.2.1]heptane",
        "[[ref:cui-2022]]",
        "[]",
        "[a1]",
    ],
)
def test_other_brackets_are_no_numbers(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It affects approximately 35% of U.S. adults.",
        "It affects 35 % of adults.",
        "It affects 2.5 per cent of adults.",
        "It affects thirty-five percent of adults.",
        "It affects up to 1,5 percent.",
        "It affects 20\u201330% of adults.",
        "It affects 20-30% of adults.",
        "It is 100% safe.",
        "It rose (by 12%).",
        "1 in 4 adults lacks it.",
        "One in four adults lacks it.",
        "one in every ten",
        "About 4 out of 5 people recover.",
        "1 in 2,000 births.",
        "1 in 2000 births.",
        "Vitamin B12 is low in 1 in 10 adults.",
        "It is 3% or so. [[ref:cui-2022]] It is 4%.",
    ],
)
def test_a_figure_without_a_source_is_found(text: str) -> None:
    assert codes(text) == ["uncited-quantity"]


@pytest.mark.parametrize(
    "text",
    [
        "It affects 35% of adults [[ref:cui-2022]].",
        "It affects 35% of adults.[[ref:cui-2022]] More words.",
        "It affects 35% of adults. [[ref:cui-2022]] More words.",
        "Vitamin B12 and B-12 and omega-3 matter.",
        "4 min read",
        "It was so in 2015.",
        "See chapter 1 in 2015.",
        "See Table 2 in 10 minutes.",
        "He wakes at 1 in the morning.",
        "Type 1 in 10 words.",
        "One in a while.",
        "A 2 in 1 shampoo, a 3-in-1 tool.",
        "It doubled: 3 in 2015.",
        "Eat 2 in 3 days.",
        "Take 1 in 8 hours.",
        "I am 100% sure.",
        "Drink 100% fruit juice.",
        "100 percent whole wheat bread.",
        "What % of adults?",
        "A low percentage of adults.",
        "He is one in a million.",
        "Version 1.2 in 3 parts.",
    ],
)
def test_other_numbers_are_no_claims(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "According to Cleveland Clinic, it is common.",
        "It is common, according to the NHS.",
        "Studies show that iron helps.",
        "A study found that iron helps.",
        "Research suggests that iron helps.",
        "Recent research has shown that iron helps.",
        "Trials have consistently found no effect.",
        "Experts recommend iron.",
        "Scientists believe so.",
        "Surveys show it.",
        "It has been shown that iron helps.",
        "It is estimated that many lack it.",
    ],
)
def test_an_appeal_to_a_source_without_one_is_found(text: str) -> None:
    assert codes(text) == ["uncited-attribution"]


@pytest.mark.parametrize(
    "text",
    [
        "According to Cleveland Clinic, it is common [[ref:cc-vitd]].",
        "Dose it according to your weight.",
        "Season according to taste.",
        "Cook it according to the package instructions.",
        "The study of nutrition is old.",
        "More research is needed.",
        "Ask an expert.",
        "Researchers are looking for answers.",
        "Evidence is limited.",
        "Review your diet. Show it to a doctor.",
    ],
)
def test_other_sentences_appeal_to_nobody(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Iron helps [[ref:Cui 2022]].",
        "Iron helps [[ref:]].",
        "Iron helps [ref:cui-2022].",
        "Iron helps [[refs: cui-2022]].",
        "Iron helps [[ref:cui-2022",
    ],
)
def test_a_citation_that_cannot_be_read_is_found(text: str) -> None:
    assert codes(text) == ["malformed-citation"]


def test_a_stored_mark_without_keys_is_found() -> None:
    assert [finding.code for finding in findings('<p>a<cite class="ref">[ref:X]</cite></p>')] == ["malformed-citation"]


def test_the_title_of_a_work_is_no_malformed_citation() -> None:
    assert findings("<p>See <cite>The Lancet</cite>.</p>") == []


def test_headings_may_hold_figures_but_no_numbers_typed_by_hand() -> None:
    assert findings("<h2>The 80% rule, according to whom?</h2>") == []
    assert [finding.code for finding in findings("<h2>Iron [1]</h2>")] == ["bare-number"]


def test_a_sentence_can_have_several_faults_and_each_is_named_once() -> None:
    assert codes("According to X, 35% or 36% lack it [1] [2].") == [
        "bare-number",
        "uncited-quantity",
        "uncited-attribution",
    ]


def test_the_message_quotes_the_sentence_and_says_the_way_out() -> None:
    assert findings("<p>Fine. It affects 35% of adults.</p>") == [
        Finding(
            "uncited-quantity",
            "\u201cIt affects 35% of adults.\u201d states a figure (35%) and cites no source. Add [[ref:key]] to the sentence, "
            "or take the figure out.",
            "It affects 35% of adults.",
        )
    ]


def test_a_long_sentence_is_quoted_in_short() -> None:
    (finding,) = findings(f"<p>{'word ' * 100}35%</p>")

    assert (len(finding.excerpt), finding.excerpt[-1]) == (200, "\u2026")


@pytest.mark.parametrize(
    "hostile",
    [
        "1," * 50_000,
        "[1" * 50_000,
        "[" + "1," * 50_000,
        "1 in " * 20_000,
        "one-" * 25_000,
        "[[ref:" * 16_000,
        "according to " * 7_000,
        "studies have " * 7_000,
        "1.1" * 33_000,
    ],
)
def test_hostile_text_is_checked_in_linear_time(hostile: str) -> None:
    """The figure is for 100 kB; a quadratic check takes minutes."""
    html = clean(hostile)
    began = time.process_time()
    findings(html)

    assert time.process_time() - began < 0.5
