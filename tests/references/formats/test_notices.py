"""What records of PubMed and Crossref say was published about a work later. All records are made up."""

from __future__ import annotations

import json

import pytest

from references.formats.csl_json import read_csl_json
from references.formats.medline import read_medline
from references.formats.notices import FoundNotice
from references.formats.pubmed_xml import read_pubmed_xml
from references.formats.ris import read_ris

MEDLINE = """PMID- 31234567
TI  - A made-up review of cobalamin.
DP  - 2012 Mar
PT  - Journal Article
PT  - Retracted Publication
ECI - Made Up J. 2013 May;6(5):7. PMID: 31234570
EIN - Made Up J. 2012 Aug 2;5(8):99. doi: 10.5555/erratum.1
UIN - Made Up Database Syst Rev. 2018 Mar 14;3:CD000001. doi: 10.5555/update.1. PMID:
      31234568
UIN - Itself. 2012. PMID: 31234567
RIN - Made Up J. 2014 Apr 4;7(4):5. PMID: 31234569
CIN - Made Up J. 2012. PMID: 31234599
"""
RETRACTION = FoundNotice(nature="retraction", dated=(2014, 4, 4), pmid="31234569")
CONCERN = FoundNotice(nature="concern", dated=(2013, 5), pmid="31234570")
NEWER = FoundNotice(nature="newer-version", dated=(2018, 3, 14), doi="10.5555/update.1", pmid="31234568")


def test_medline_tells_of_a_retraction_a_concern_a_correction_and_an_update() -> None:
    (record,) = read_medline(MEDLINE).records

    assert set(record.notices) == {
        RETRACTION,
        CONCERN,
        NEWER,
        FoundNotice(nature="correction", dated=(2012, 8, 2), doi="10.5555/erratum.1"),
    }
    assert (record.source.title, record.source.issued) == ("A made-up review of cobalamin", (2012, 3))


def test_a_record_marked_as_retracted_that_names_no_notice_is_retracted_all_the_same() -> None:
    without = "\n".join(line for line in MEDLINE.splitlines() if line[:3] not in ("RIN", "UIN", "ECI", "EIN"))

    assert read_medline(without.replace("      31234568\n", "")).records[0].notices == (
        FoundNotice(nature="retraction"),
    )


def test_pubmed_xml_tells_the_same() -> None:
    def remark(kind: str, where: str, pmid: str) -> str:
        return f'<CommentsCorrections RefType="{kind}"><RefSource>{where}</RefSource><PMID>{pmid}</PMID></CommentsCorrections>'

    text = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>31234567</PMID><Article><ArticleTitle>A made-up review"
        "</ArticleTitle></Article><CommentsCorrectionsList>"
        + remark("UpdateIn", "Made Up Database Syst Rev. 2018 Mar 14;3:CD000001. doi: 10.5555/update.1", "31234568")
        + remark("RetractionIn", "Made Up J. 2014 Apr 4;7(4):5", "31234569")
        + remark("ExpressionOfConcernIn", "Made Up J. 2013 May;6(5):7", "31234570")
        + remark("UpdateOf", "Made Up J. 2001", "31234000")
        + "</CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )

    assert read_pubmed_xml(text).records[0].notices == (NEWER, RETRACTION, CONCERN)


def test_crossref_tells_them_under_its_own_names() -> None:
    updates = [
        {"DOI": "10.5555/NEW.2", "type": "new_edition", "updated": {"date-parts": [[2024, 1, 2]]}},
        {"DOI": "10.5555/gone", "type": "withdrawal"},
        {"DOI": "10.5555/other", "type": "addendum"},
        "nonsense",
    ]

    (record,) = read_csl_json(json.dumps({"type": "journal-article", "title": ["A"], "updated-by": updates})).records

    assert record.notices == (
        FoundNotice(nature="newer-version", dated=(2024, 1, 2), doi="10.5555/new.2"),
        FoundNotice(nature="retraction", doi="10.5555/gone"),
    )


def test_a_title_that_says_it_was_retracted_is_pointed_out_in_every_format() -> None:
    (record,) = read_ris("TY  - JOUR\nTI  - RETRACTED: A made-up trial\nER  - \n").records

    assert record.notes == ("Its title says that it was taken back. Look what happened to it before you cite it.",)
    assert record.notices == ()


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Effects of cocoa",
        "[Retracted] Effects of cocoa",
        "WITHDRAWN: [Effects of cocoa]",
        "Retracted article: effects of cocoa",
        "Removed - effects of cocoa",
    ],
)
def test_a_mark_before_the_title_is_pointed_out(title: str) -> None:
    assert len(notes_on(title)) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Retraction of tendons after injury",
        "Removed lesions and their margins",
        "Withdrawn from care: a cohort study",
    ],
)
def test_a_word_of_the_title_is_no_mark(title: str) -> None:
    assert notes_on(title) == ()


def notes_on(title: str) -> tuple[str, ...]:
    (record,) = read_ris(f"TY  - JOUR\nTI  - {title}\nER  - \n").records
    return record.notes
