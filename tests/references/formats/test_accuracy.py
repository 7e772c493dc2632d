"""Files in the layouts of Zotero, PubMed, Crossref, EndNote, JabRef and publishers, with the truth beside them."""

from __future__ import annotations

import json

import pytest
from rispy.parser import ParseError

from benchmarks.reference_formats import FOLDER, Score, damaged, ours, score, with_bibtexparser, with_rispy
from references.formats.detection import detect
from references.formats.text import decode
from references.vocabulary import Format

TRUTH = json.loads((FOLDER / "truth.json").read_text("utf-8"))
FORMATS = {
    ".bib": Format.BIBTEX,
    ".ris": Format.RIS,
    ".nbib": Format.MEDLINE,
    ".json": Format.CSL_JSON,
    ".xml": Format.PUBMED_XML,
}


@pytest.mark.parametrize("name", TRUTH)
def test_the_format_of_a_file_is_told_by_its_text(name: str) -> None:
    assert detect(decode((FOLDER / name).read_bytes()).text) == FORMATS["." + name.rpartition(".")[2]]


@pytest.mark.parametrize("name", TRUTH)
def test_every_record_of_a_well_formed_file_is_read_rightly(name: str) -> None:
    truth = TRUTH[name]
    dois = sum(bool(right["doi"]) for right in truth)
    authors = sum(bool(right["first_author"]) for right in truth)
    every = len(truth)

    found, bad = ours((FOLDER / name).read_bytes())

    right = Score(
        truth=every, records=every, title=every, year=every, doi=dois, dois=dois, author=authors, authors=authors
    )
    assert (score(found, truth, bad), len(found)) == (right, every)


@pytest.mark.parametrize("name", [name for name in TRUTH if name.endswith((".ris", ".bib"))])
def test_a_damaged_file_loses_no_more_than_the_libraries_lose_of_it(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    library = with_rispy if name.endswith(".ris") else with_bibtexparser
    for seed in range(2):
        text = damaged(raw, seed)
        try:
            theirs = score(library(text), TRUTH[name]).title
        except (LookupError, OSError, ValueError, ParseError):  # what rispy raises on damaged files
            theirs = 0

        assert score(ours(text)[0], TRUTH[name]).title >= theirs
