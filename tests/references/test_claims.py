from __future__ import annotations

from typing import Any

import pytest

from publishing.problems import Severity
from references.claim_kinds import ClaimKind
from references.claims import Finding, findings, fingerprint_of, without_place
from references.marks import from_typed
from references.sanitiser import clean
from tests.growth import grows_with_length_alone

LIVE = {"cui-2022": "cross-sectional", "blog": "commercial", "paper": "news"}


def found(text: str, **given: Any) -> list[Finding]:
    """The findings for one passage as an editor types it."""
    return findings(from_typed(text), sources=LIVE, **given)


def codes(text: str, **given: Any) -> list[str]:
    return [finding.code for finding in found(text, **given)]


@pytest.mark.parametrize(
    "text",
    [
        "Iron is stored [1].",
        "Iron is stored [2,3].",
        "Iron is stored [4\u20136].",
        "Iron [ 1 ; 2 ] helps.",
        "See [12] [[ref:cui-2022]].",
    ],
)
def test_a_number_typed_by_hand_is_found(text: str) -> None:
    assert codes(text) == ["bare-number"]


@pytest.mark.parametrize(
    "text",
    [
        "He said it is [sic].",
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
        "A capsule holds 5,000 units of vitamin D.",
        "It affects 35 % of adults.",
        "It affects 2.5 per cent of adults.",
        "It affects thirty-five percent of adults.",
        "It affects up to 1,5 percent.",
        "It affects 20\u201330% of adults.",
        "It affects 20-30% of adults.",
        "It rose (by 12%).",
        "1 in 4 adults lacks it.",
        "One in four adults lacks it.",
        "About 4 out of 5 people recover.",
        "1 in 2,000 births.",
        "1 in 2000 births.",
        "Vitamin B12 is low in 1 in 10 adults.",
        "It is 3% or so. [[ref:cui-2022]] It is 4%.",
        "Adults need 100 ug of it.",
        "Adults need 100 \u00b5g of it.",
        "0.45 g of magnesium is plenty.",
        "1.25 mg of copper is plenty.",
        "0.25-0.45 g of magnesium is plenty.",
        "2.50 litres of milk hold much calcium.",
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
        "The clinic tests blood from 8.30 to 12.45.",
        "The milk comes at 7:30 a.m.",
    ],
)
def test_other_numbers_are_no_claims(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "According to Cleveland Clinic, it is common.",
        "It is common, according to the NHS.",
        "Studies show that iron is stored.",
        "A study found that iron is stored.",
        "Research suggests that iron is stored.",
        "Recent research has shown that iron is stored.",
        "Trials have consistently found no effect.",
        "Experts agree on it.",
        "Scientists believe so.",
        "Surveys show it.",
        "It has been shown that iron is stored.",
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
        "Iron is stored [[ref:Cui 2022]].",
        "Iron is stored [[ref:]].",
        "Iron is stored [ref:cui-2022].",
        "Iron is stored [[refs: cui-2022]].",
        "Iron is stored [[ref:cui-2022",
    ],
)
def test_a_citation_that_cannot_be_read_is_found(text: str) -> None:
    assert codes(text) == ["malformed-citation"]


def test_a_stored_mark_without_keys_is_found() -> None:
    html = '<p>a<cite class="ref">[ref:X]</cite></p>'

    assert [finding.code for finding in findings(html, sources={})] == ["malformed-citation"]


def test_the_title_of_a_work_is_no_malformed_citation() -> None:
    assert findings("<p>See <cite>The Lancet</cite>.</p>", sources={}) == []


def test_headings_may_hold_figures_but_no_numbers_typed_by_hand() -> None:
    assert findings("<h2>The 80% rule, according to whom?</h2>", sources={}) == []
    assert [finding.code for finding in findings("<h2>Iron [1]</h2>", sources={})] == ["bare-number"]


def test_a_sentence_can_have_several_faults_and_each_is_named_once() -> None:
    assert codes("According to X, 35% or 36% lack it [1] [2].") == [
        "bare-number",
        "uncited-quantity",
        "uncited-attribution",
    ]


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("Vitamin B12 injections treat pernicious anaemia.", "uncited-treatment", Severity.REFUSES),
        ("Too much vitamin A can harm the liver.", "uncited-safety", Severity.REFUSES),
        ("The liver stores 2.4 milligrams of it.", "uncited-quantity", Severity.REFUSES),
        ("It is 100% safe.", "uncited-safety", Severity.REFUSES),
        ("A lack of iron can cause restless legs.", "uncited-cause", Severity.ADVISES),
    ],
)
def test_each_kind_of_claim_needs_a_source(text: str, code: str, severity: Severity) -> None:
    assert [(one.code, one.severity) for one in found(text)] == [(code, severity)]
    assert (
        codes(text.replace(".", " [[ref:cui-2022]].", 1) if text.count(".") == 1 else text[:-1] + " [[ref:cui-2022]].")
        == []
    )


def test_a_source_that_is_not_live_stands_for_nothing() -> None:
    [finding] = found("Injections treat pernicious anaemia [[ref:gone]].")

    assert finding.code == "uncited-treatment"
    assert "the source that it cites is not live" in finding.message


def test_news_and_commercial_pages_alone_are_not_enough() -> None:
    assert codes("Injections treat pernicious anaemia [[ref:blog, paper]].") == ["weak-source"]
    assert codes("Injections treat pernicious anaemia [[ref:blog, cui-2022]].") == []
    assert codes("The company was founded in Basel [[ref:blog]].") == []


def test_the_cells_of_a_row_share_their_source() -> None:
    table = "<table><tbody><tr><td>Women</td><td>18 mg</td><td>{}</td></tr><tr><td>Men</td><td>8 mg</td></tr></tbody></table>"
    mark = '<cite class="ref" data-refs="cui-2022">[ref:cui-2022]</cite>'

    excerpts = [finding.excerpt for finding in findings(table.format(mark), sources=LIVE)]

    assert excerpts == ["8 mg"]


def test_a_sentence_that_leads_on_to_a_list_is_cited_when_every_item_is() -> None:
    mark = '<cite class="ref" data-refs="cui-2022">[ref:cui-2022]</cite>'
    items = "<p>Too much can harm:</p><ul><li>the liver {}</li><li>the skin {}</li></ul>"

    assert findings(items.format(mark, mark), sources=LIVE) == []
    assert [one.excerpt for one in findings(items.format(mark, ""), sources=LIVE)] == ["Too much can harm:"]


def test_a_waived_sentence_passes_until_its_words_change() -> None:
    waived = {fingerprint_of("Injections treat pernicious anaemia.")}

    assert codes("First.  Injections treat pernicious   anaemia. Last.", waived=waived) == []
    assert codes("Injections may treat pernicious anaemia.", waived=waived) == ["uncited-treatment"]
    assert codes("Injections treat pernicious anaemia. It helps [1].", waived=waived) == ["bare-number"]


def test_a_kind_may_ask_sources_for_figures_only() -> None:
    only = (ClaimKind.QUANTITY,)

    assert codes("This guide does not treat anybody. It helps 4% of people.", gated=only) == ["uncited-quantity"]


def test_what_people_act_on_should_name_the_place_in_its_source() -> None:
    text = (
        "The upper limit is 100 micrograms [[ref:cui-2022]]. Drops treat it [[ref:cui-2022 | Table 2]]. "
        "Injections treat it [[ref:cui-2022]]. It is common in 4% [[ref:cui-2022]]. Injections treat it too [[ref:gone]]."
    )

    assert without_place(from_typed(text), sources=LIVE) == ["Injections treat it."]


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("Adults take 400 mg of it daily", "take 400 mg"),
        ("Tablets of 1 to 2 mg a day work as well", "Tablets of 1 to 2 mg"),
        ("Take 0.45 g of magnesium", "Take 0.45 g"),
        ("Doses of 1,000 IU are usual", "Doses of 1,000 IU"),
        ("Take 5,000 units of vitamin D", "Take 5,000 units"),
        ("More than 500 \u00b5g a day may harm", "500 \u00b5g a day"),
        ("The upper limit is 100 ug", "upper limit"),
        ("No tolerable upper level was set", "tolerable upper"),
    ],
)
def test_a_dose_or_an_upper_limit_goes_out_only_with_its_place_or_a_quote(sentence: str, amount: str) -> None:
    (finding,) = findings(from_typed(f"{sentence} [[ref:cui-2022]]."), sources=LIVE)

    assert (finding.code, finding.severity, f"({amount})" in finding.message) == ("dose-without-place", "refuses", True)
    assert "[[ref:cui-2022 | Table 3]]" in finding.message
    for told in ("| Table 3", "| \u201cwhat it says\u201d"):
        assert findings(from_typed(f"{sentence} [[ref:cui-2022 {told}]]."), sources=LIVE) == []
    assert findings(from_typed(f"{sentence} [[ref:cui-2022]]."), sources=LIVE, waived={finding.fingerprint}) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "An orange holds 237 mg, while the daily value is 4,700 mg",
        "It takes 10 days to act",
        "It is common in 4% of adults",
        "Ask your doctor before you take 400 mg daily",
    ],
)
def test_other_figures_need_their_source_and_no_place_in_it(sentence: str) -> None:
    assert codes(f"{sentence} [[ref:cui-2022]].") == []


def test_the_place_may_stand_in_any_cell_of_the_row() -> None:
    row = '<table><tr><td>Iron</td><td>18 mg a day</td><td><cite class="ref" data-refs="cui-2022"{}>x</cite></td></tr></table>'

    assert [finding.code for finding in findings(row.format(""), sources=LIVE)] == ["dose-without-place"]
    assert findings(row.format(' data-loc="Table 3"'), sources=LIVE) == []


def test_the_message_quotes_the_sentence_and_says_the_way_out() -> None:
    assert findings("<p>Fine. It affects 35% of adults.</p>", sources={}) == [
        Finding(
            code="uncited-quantity",
            message="\u201cIt affects 35% of adults.\u201d states a figure (35%) and cites no source. Add [[ref:key]] to the "
            "sentence, or take the claim out.",
            excerpt="It affects 35% of adults.",
            sentence="It affects 35% of adults.",
            claims="states a figure (35%)",
        )
    ]


def test_a_long_sentence_is_quoted_in_short() -> None:
    (finding,) = findings(f"<p>{'word ' * 100}35%</p>", sources={})

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
        "take vitamin " * 7_000,
        "lack " * 20_000,
        "too much " * 11_000,
    ],
)
def test_hostile_text_is_checked_in_time_that_grows_with_its_length_alone(hostile: str) -> None:
    assert grows_with_length_alone(lambda html: findings(html, sources={}), clean(hostile))
