"""Looking up what someone pasted, at a server that answers in the registries' real shapes; every record is made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from references.csl import Name
from references.lookup import Found, FoundNotice, NotFound, find
from references.lookup.pasted import recognise
from tests.references.lookup.replay import JSON, Registries, registries, reply

DOI = "10.5555/made-up.1"
MEDLINE = """
PMID- 31234567
OWN - NLM
STAT- MEDLINE
VI  - 5
IP  - 11
DP  - 2020 Nov
TI  - A made-up trial of cobalamin.
PG  - 4521-39
LID - 10.5555/made-up.1 [doi]
FAU - M\u00fcller, Ann
AU  - M\u00fcller A
LA  - eng
PT  - Journal Article
{extra}TA  - Made Up J
JT  - Made-up journal of nutrition
SO  - Made Up J. 2020 Nov;5(11):4521-39.
"""
PAGE = """<!doctype html><html lang="de"><head>
<meta name="citation_title" content="Ein ausgedachter Versuch">
<meta name="citation_author" content="M\u00fcller, Anna"><meta name="citation_author" content="Bo Rao">
<meta name="citation_publication_date" content="2020/11/05">
<meta name="citation_journal_title" content="Zeitschrift f\u00fcr Ausgedachtes">
<meta name="citation_volume" content="5"><meta name="citation_firstpage" content="45"><meta name="citation_lastpage" content="52">
<meta property="og:title" content="Something shorter"><title>Something longer | A site</title></head><body></body></html>"""
LINKED = """<html><head><title>B12 - Agency</title><meta property="og:site_name" content="Health Agency">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "name": "Health Agency"},
 {"@type": "MedicalWebPage", "name": "Vitamin B12: a made-up fact sheet", "datePublished": "2021-03-04T10:00:00Z",
  "lastReviewed": "2024-01-01", "author": {"@type": "Organization", "name": "Health Agency Office"},
  "publisher": {"@type": "Organization", "name": "Health Agency"}}]}</script></head></html>"""


def crossref(**values: Any) -> str:
    """The envelope and fields of a work as the registry sends them, without the forty that nobody reads."""
    message = {
        "DOI": DOI,
        "type": "journal-article",
        "title": ["A made-up trial of cobalamin"],
        "container-title": ["Made-up Journal of Nutrition"],
        "short-container-title": ["Made Up J"],
        "author": [{"given": "Ann", "family": "M\u00fcller", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2020, 11, 5]]},
        "volume": "5",
        "issue": "11",
        "page": "4521-4539",
        "publisher": "Made-up Press",
        "ISSN": ["1234-5678"],
        "URL": "https://doi.org/10.5555/made-up.1",
        "reference-count": 3,
    } | values
    return json.dumps({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message})


@pytest.fixture
def known() -> Iterator[Registries]:
    with registries() as found:
        yield found


def test_a_doi_is_looked_up_at_crossref(known: Registries) -> None:
    known[f"/works/{DOI.replace('/', '%2F')}"] = reply(crossref())

    found = find(" https://doi.org/10.5555/MADE-UP.1 ")

    assert isinstance(found, Found)
    source = found.source
    assert (found.via, found.scheme, found.value, found.notices) == ("Crossref", "doi", DOI, ())
    assert (source.title, source.doi, source.issued, source.volume, source.page, source.key) == (
        "A made-up trial of cobalamin",
        DOI,
        (2020, 11, 5),
        "5",
        "4521-4539",
        "",
    )
    assert source.authors == (Name(family="M\u00fcller", given="Ann"),)


def test_what_crossref_tells_of_later_notices_is_found_too(known: Registries) -> None:
    updates = [
        {"DOI": "10.5555/notice.1", "type": "correction", "label": "Correction", "source": "publisher"}
        | {"updated": {"date-parts": [[2021, 2, 3]]}},
        {"DOI": "10.5555/notice.2", "type": "retraction", "label": "Retraction", "source": "retraction-watch"}
        | {"updated": {"date-parts": [[2024, 5, 14]]}},
        {"DOI": "10.5555/v2", "type": "new_version"},
    ]
    known[f"/works/{DOI.replace('/', '%2F')}"] = reply(crossref(**{"updated-by": updates}))

    found = find(DOI)

    assert isinstance(found, Found)
    assert found.notices == (
        FoundNotice(nature="correction", dated=(2021, 2, 3), doi="10.5555/notice.1"),
        FoundNotice(nature="retraction", dated=(2024, 5, 14), doi="10.5555/notice.2"),
        FoundNotice(nature="newer-version", doi="10.5555/v2"),
    )


def test_a_doi_of_another_agency_is_asked_for_at_their_common_door(known: Registries) -> None:
    known[f"/{DOI}"] = reply(status=302, Location="/agency")
    body = json.dumps({"type": "dataset", "title": "Made-up data", "DOI": DOI, "issued": {"date-parts": [["2022"]]}})
    known["/agency"] = reply(body, media_type="application/vnd.citationstyles.csl+json")

    found = find(DOI)

    assert isinstance(found, Found)
    assert (found.via, found.source.title, found.source.type) == ("doi.org", "Made-up data", "dataset")


@pytest.mark.parametrize("is_retracted", [False, True])
def test_a_pubmed_id_is_looked_up_at_pubmed(known: Registries, *, is_retracted: bool) -> None:
    extra = "PT  - Retracted Publication\n" if is_retracted else ""
    known["/entrez/eutils/efetch.fcgi"] = reply(MEDLINE.format(extra=extra), media_type="text/plain; charset=UTF-8")

    found = find("PMID: 31234567")

    assert isinstance(found, Found)
    assert (found.source.title, found.source.doi, found.source.pmid) == (
        "A made-up trial of cobalamin",
        DOI,
        "31234567",
    )
    assert [notice.nature for notice in found.notices] == (["retraction"] if is_retracted else [])
    assert known.paths[0].startswith("/entrez/eutils/efetch.fcgi?db=pubmed&id=31234567&")


def test_an_isbn_is_looked_up_at_open_library(known: Registries) -> None:
    book = {
        "title": "Made-up nutrition",
        "subtitle": "a reader",
        "authors": [{"name": "Ann M\u00fcller", "url": "https://openlibrary.org/authors/OL1A/x"}],
        "publishers": [{"name": "Made-up Press"}],
        "publish_places": [{"name": "London"}],
        "publish_date": "March 2009",
    }
    known["/api/books"] = reply(json.dumps({"ISBN:9780306406157": book}))

    found = find("0-306-40615-2")

    assert isinstance(found, Found)
    source = found.source
    assert (source.title, source.publisher, source.issued, source.isbn, source.type) == (
        "Made-up nutrition: a reader",
        "Made-up Press",
        (2009,),
        "9780306406157",
        "book",
    )


def test_a_page_is_read_by_its_tags_for_libraries_first(known: Registries) -> None:
    known["/paper"] = reply(PAGE, media_type="text/html; charset=utf-8")

    found = find(f"{known.origin}/paper#part")

    assert isinstance(found, Found)
    source = found.source
    assert (source.title, source.type, source.container_title) == (
        "Ein ausgedachter Versuch",
        "article-journal",
        "Zeitschrift f\u00fcr Ausgedachtes",
    )
    assert source.authors == (Name(family="M\u00fcller", given="Anna"), Name(family="Rao", given="Bo"))
    assert (source.issued, source.volume, source.page, source.language) == ((2020, 11, 5), "5", "45-52", "de")


def test_a_page_without_such_tags_is_read_by_its_linked_data(known: Registries) -> None:
    known["/sheet"] = reply(LINKED, media_type="text/html")

    found = find(f"{known.origin}/sheet")

    assert isinstance(found, Found)
    source = found.source
    assert (source.title, source.type, source.issued, source.publisher) == (
        "Vitamin B12: a made-up fact sheet",
        "webpage",
        (2021, 3, 4),
        "Health Agency",
    )
    assert source.authors == (Name(literal="Health Agency Office"),)


def test_a_page_that_names_its_doi_is_looked_up_by_it(known: Registries) -> None:
    known["/paper"] = reply(f'<meta name="citation_doi" content="{DOI}"><title>x</title>', media_type="text/html")
    known[f"/works/{DOI.replace('/', '%2F')}"] = reply(crossref())

    found = find(f"{known.origin}/paper")

    assert isinstance(found, Found)
    assert (found.via, found.source.title, found.source.url) == (
        "Crossref",
        "A made-up trial of cobalamin",
        f"{known.origin}/paper",
    )


@pytest.mark.parametrize(
    ("pasted", "reason", "says"),
    [
        (DOI, "unknown", "Nobody has registered the DOI 10.5555/made-up.1."),
        ("9780306406157", "no-answer", "answered with an error (404)"),
        ("what?", "unreadable", "\u201cwhat?\u201d is no DOI, PubMed ID, ISBN or web address."),
        ("", "unreadable", "is no DOI"),
        ("http://127.0.0.1/admin/", "no-answer", "is not on the public internet"),
        ("http://localhost/admin/", "no-answer", "is not on the public internet"),
    ],
)
def test_what_is_not_found_says_why_and_keeps_what_was_pasted(
    known: Registries, pasted: str, reason: str, says: str
) -> None:
    outcome = find(pasted)

    assert isinstance(outcome, NotFound)
    assert (outcome.reason, says in outcome.message) == (reason, True)
    if pasted == DOI:
        assert outcome.source.doi == DOI


@pytest.mark.parametrize(
    "answer",
    [
        reply("<html><title>Sign in</title></html>", media_type="text/html"),
        reply("not json"),
        reply("[1, 2]"),
        reply('{"message": {"title": []}}'),
        reply("{}", status=503),
        reply(b"\x00\xff" * 100),
        reply(b"x" * 3_100_000),
        reply(status=302, Location="http://169.254.169.254/latest/meta-data/"),
    ],
)
@pytest.mark.parametrize("pasted", [DOI, "31234567", "9780306406157", "page"])
def test_a_registry_that_answers_nonsense_is_no_error_of_ours(known: Registries, pasted: str, answer: Any) -> None:
    for path in (f"/works/{DOI.replace('/', '%2F')}", "/entrez/eutils/efetch.fcgi", "/api/books", "/page"):
        known[path] = answer

    outcome = find(f"{known.origin}/page" if pasted == "page" else pasted)

    if pasted == "page" and isinstance(outcome, Found):
        assert outcome.source.title == "Sign in"
    else:
        assert isinstance(outcome, NotFound)
        assert outcome.reason in ("no-answer", "unknown")


def test_nothing_is_asked_while_look_ups_are_off(known: Registries) -> None:
    with override_settings(LOOKUPS=False):
        outcome = find(DOI)

    assert isinstance(outcome, NotFound)
    assert (outcome.reason, outcome.source.doi, known.asked) == ("off", DOI, [])
    assert outcome.message.startswith("Look-ups are off on this site, so nothing was asked.")


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("doi:10.3390/NU5114521", "doi", "10.3390/nu5114521"),
        ("https://onlinelibrary.example/doi/full/10.1002/mds.21607?x=1", "doi", "10.1002/mds.21607"),
        ("https://pubmed.ncbi.nlm.nih.gov/24248213/", "pmid", "24248213"),
        ("24248213", "pmid", "24248213"),
        ("PMC3847746", "pmcid", "PMC3847746"),
        ("978-0-306-40615-7", "isbn", "9780306406157"),
        ("https://www.nhs.uk/conditions/?utm_source=x", "url", "https://www.nhs.uk/conditions/"),
        ("www.nhs.uk/conditions/", "url", "https://www.nhs.uk/conditions/"),
    ],
)
def test_what_was_pasted_is_recognised(text: str, scheme: str, value: str) -> None:
    assert recognise(text) == (scheme, value)


def test_json_is_asked_for_where_it_is_spoken(known: Registries) -> None:
    known[f"/works/{DOI.replace('/', '%2F')}"] = reply(crossref())

    find(DOI)

    assert known.asked[0][2]["accept"] == JSON
