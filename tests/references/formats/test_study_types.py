"""The kind of study that PubMed names, as the library's own."""

from __future__ import annotations

import pytest

from references.formats.medline import read_medline
from references.formats.pubmed_xml import read_pubmed_xml
from references.formats.study_types import study_type_of


@pytest.mark.parametrize(
    ("kinds", "study_type"),
    [
        (["Journal Article", "Randomized Controlled Trial"], "randomised-trial"),
        (["Review", "Systematic Review", "Journal Article"], "systematic-review"),
        (["Meta-Analysis", "Randomized Controlled Trial"], "systematic-review"),
        (["Practice Guideline", "Review"], "guideline"),
        (["Journal Article", "Review"], "narrative-review"),
        (["Case Reports"], "case-report"),
        (["Journal Article", "Clinical Trial", "Letter"], ""),
    ],
)
def test_the_strongest_kind_that_is_named_is_taken_and_none_is_guessed(kinds: list[str], study_type: str) -> None:
    lines = "".join(f"PT  - {kind}\n" for kind in kinds)
    named = "".join(f"<PublicationType>{kind}</PublicationType>" for kind in kinds)
    xml = (
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A</ArticleTitle>"
        f"<PublicationTypeList>{named}</PublicationTypeList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )

    assert study_type_of(kinds) == study_type
    assert read_medline(f"PMID- 1\nTI  - A\n{lines}").records[0].study_type == study_type
    assert read_pubmed_xml(xml).records[0].study_type == study_type
