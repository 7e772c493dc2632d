from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.identifiers import (
    BadIdentifier,
    canonical_url,
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
)
from tests.growth import grows_with_length_alone

NORMALISERS = [normalise_doi, normalise_pmid, normalise_pmcid, normalise_isbn, canonical_url]

DOI_VARIANTS = [
    "10.1017/S0007114518000491",
    "10.1017/s0007114518000491",
    "  10.1017/S0007114518000491\n",
    "doi:10.1017/S0007114518000491",
    "DOI: 10.1017/S0007114518000491",
    "doi 10.1017/S0007114518000491",
    "doi: https://doi.org/10.1017/S0007114518000491",
    "https://doi.org/10.1017/S0007114518000491",
    "http://doi.org/10.1017/S0007114518000491",
    "https://dx.doi.org/10.1017/S0007114518000491",
    "HTTP://DX.DOI.ORG/10.1017/S0007114518000491",
    "https://www.doi.org/10.1017/S0007114518000491",
    "doi.org/10.1017/S0007114518000491",
    "https://doi.org/10.1017%2FS0007114518000491",
    "https://doi.org/10.1017%252FS0007114518000491",
    "https://doi.org/10.1017/S0007114518000491?utm_source=feed",
    "https://doi.org/10.1017/S0007114518000491#abstract",
    "10.1017/S0007114518000491.",
    "10.1017/S0007114518000491;",
    "(10.1017/S0007114518000491).",
    "<https://doi.org/10.1017/S0007114518000491>",
    '"10.1017/S0007114518000491"',
    "10.1017/S0007114518000491 [doi]",
    "10.1017/S0007114518000491[doi]",
    "10.1017/S0007114518000491, accessed in May",
    "10.1017/S0007114518000491 Epub 2018",
    "info:doi/10.1017/S0007114518000491",
    "urn:doi:10.1017/S0007114518000491",
    "10.1017/S0007114518\u200b000491",
    "doi\uff1a10.1017/S0007114518000491",
]


@pytest.mark.parametrize("text", DOI_VARIANTS)
def test_every_spelling_of_a_doi_becomes_one(text: str) -> None:
    assert normalise_doi(text) == "10.1017/s0007114518000491"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1016/S0140-6736(20)32594-0", "10.1016/s0140-6736(20)32594-0"),
        ("(see 10.1016/S0140-6736(20)32594-0)"[5:], "10.1016/s0140-6736(20)32594-0"),
        ("10.1002/(SICI)1096-8628(19960102)61:1<10::AID-AJMG2>3.0.CO;2-2", None),
        ("10.1002/(SICI)1096-8628(19960102)61:1&lt;10::AID-AJMG2&gt;3.0.CO;2-2", None),
        ("https://doi.org/10.1002/(SICI)1096-8628(19960102)61:1%3C10::AID-AJMG2%3E3.0.CO;2-2", None),
        ("10.1000.10/123", "10.1000.10/123"),
        ("10.1002/14651858.CD009402.pub3", "10.1002/14651858.cd009402.pub3"),
    ],
)
def test_brackets_that_belong_to_a_doi_stay(text: str, doi: str | None) -> None:
    assert normalise_doi(text) == (doi or "10.1002/(sici)1096-8628(19960102)61:1<10::aid-ajmg2>3.0.co;2-2")


@pytest.mark.parametrize(
    "text", ["10.12/x", "10.1017", "10.1017/", "11.1017/x", "doi:", "https://example.org/a", "x" * 3000]
)
def test_what_is_no_doi_is_refused(text: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise_doi(text)


def test_a_refusal_names_the_value_what_was_expected_and_an_example() -> None:
    with pytest.raises(BadIdentifier) as refusal:
        normalise_doi("10.12/x\x00")

    assert str(refusal.value) == (
        "\u201c10.12/x\ufffd\u201d is not a DOI: 10., a number of four to nine digits, a slash and the rest, "
        "for example 10.1017/S0007114518000491."
    )


@pytest.mark.parametrize(
    "text",
    [
        "36263304",
        " 36263304 ",
        "PMID: 36263304",
        "pmid:36263304",
        "PMID 36263304.",
        "36263304 [pmid]",
        "https://pubmed.ncbi.nlm.nih.gov/36263304/",
        "https://pubmed.ncbi.nlm.nih.gov/36263304/?from=home",
        "https://www.ncbi.nlm.nih.gov/pubmed/36263304",
        "http://www.ncbi.nlm.nih.gov/pubmed/36263304#ref",
    ],
)
def test_every_spelling_of_a_pmid_becomes_one(text: str) -> None:
    assert normalise_pmid(text) == "36263304"


@pytest.mark.parametrize("text", ["0", "012", "123456789", "PMC123", "12a", "\u0661\u0662\u0663", "1" * 3000])
def test_what_is_no_pmid_is_refused(text: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise_pmid(text)


@pytest.mark.parametrize(
    "text",
    [
        "PMC9573946",
        "pmc9573946",
        "PMCID: PMC9573946",
        "PMC9573946.2",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9573946",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9573946/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC9573946/?report=reader",
    ],
)
def test_every_spelling_of_a_pmcid_becomes_one(text: str) -> None:
    assert normalise_pmcid(text) == "PMC9573946"


@pytest.mark.parametrize("text", ["9573946", "PMC", "PMC0", "NBK532266", "PMC12x"])
def test_what_is_no_pmcid_is_refused(text: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise_pmcid(text)


@pytest.mark.parametrize(
    "text",
    [
        "9780309069359",
        "978-0-309-06935-9",
        "978 0 309 06935 9",
        "978\u20110\u2011309\u201106935\u20119",
        "ISBN 978-0-309-06935-9",
        "ISBN-13: 978-0-309-06935-9",
        "ISBN-10: 0-309-06935-1",
        "0309069351",
        "isbn:0309069351",
        "urn:isbn:9780309069359",
        "0-309-06935-1 (pbk.)",
    ],
)
def test_every_spelling_of_an_isbn_becomes_isbn_13(text: str) -> None:
    assert normalise_isbn(text) == "9780309069359"


def test_the_check_digit_x_is_read() -> None:
    assert normalise_isbn("0-8044-2957-x") == "9780804429573"


@pytest.mark.parametrize("text", ["9780309069358", "0309069352", "97803090693", "1234567890123", "X309069351", "isbn"])
def test_an_isbn_with_a_wrong_check_digit_is_refused(text: str) -> None:
    with pytest.raises(BadIdentifier):
        normalise_isbn(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://www.nhs.uk/conditions/", "https://www.nhs.uk/conditions/"),
        ("HTTPS://WWW.NHS.UK/conditions/", "https://www.nhs.uk/conditions/"),
        ("http://www.nhs.uk/conditions/", "https://www.nhs.uk/conditions/"),
        ("http://www.nhs.uk:80/conditions/", "https://www.nhs.uk/conditions/"),
        ("https://www.nhs.uk:443/conditions/", "https://www.nhs.uk/conditions/"),
        ("https://www.nhs.uk/conditions/#overview", "https://www.nhs.uk/conditions/"),
        ("https://www.nhs.uk/conditions/?utm_source=x&UTM_medium=y", "https://www.nhs.uk/conditions/"),
        ("http://books.nap.edu/openbook.php?record_id=9810&page=202&fbclid=z", None),
        ("http://books.nap.edu/openbook.php?record_id=9810&page=202", None),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://b\u00fccher.example/stra\u00dfe", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/%c3%9f", "https://example.org/%C3%9F"),
        ("http://evilnhs.uk/", "http://evilnhs.uk/"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_a_web_address_has_one_spelling(text: str, url: str | None) -> None:
    assert canonical_url(text) == (url or "http://books.nap.edu/openbook.php?record_id=9810&page=202")


@pytest.mark.parametrize(
    "text",
    [
        "www.nhs.uk/conditions",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https:\\\\example.org\\a",
        "https:///a",
        "https://example.org:99999/",
        "https://exa<mple.org/",
        "https://a..b/",
        "http://[::1/",
        "https://example.org/\x00",
        "https://" + "a" * 70 + ".org/",
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(BadIdentifier):
        canonical_url(text)


@pytest.mark.parametrize("normalise", NORMALISERS)
@pytest.mark.parametrize("text", ["", " \n\t", "\u200b"])
def test_blank_stays_blank(normalise: Callable[[str], str], text: str) -> None:
    assert normalise(text) == ""


def _stable(normalise: Callable[[str], str], text: str) -> bool:
    try:
        once = normalise(text)
    except BadIdentifier:
        return True
    return normalise(once) == once


@pytest.mark.parametrize("normalise", NORMALISERS)
@given(
    start=st.sampled_from(
        ["10.1234/", "https://doi.org/10.1234/", "https://a.example/", "PMC1", "1", "978030906935", ""]
    ),
    rest=st.text(max_size=30) | st.text(alphabet="%25&amp;lt()<>[]./?#A ", max_size=40),
)
def test_normalising_twice_changes_nothing_and_only_bad_identifiers_are_raised(
    normalise: Callable[[str], str], start: str, rest: str
) -> None:
    assert _stable(normalise, start + rest)


HOSTILE = {
    "many zeros": "0" * 100_000,
    "many brackets": "10.1234/" + "(" * 100_000,
    "closing brackets": "10.1234/" + ")" * 1_900,
    "nested percent": "10.1234/%" + "25" * 950,
    "nested entities": "10.1234/&" + "amp;" * 450,
    "many prefixes": "doi:" * 450,
    "isbn blanks": "ISBN " + "- " * 900,
    "pmid prefixes": "pmid:" * 390,
    "long host": "https://" + "a." * 950,
    "long query": "https://a.example/?" + "utm_a&" * 320,
    "percent": "https://a.example/" + "%" * 1_900,
    "hundred kilobytes of address": "https://a.example/" + "a" * 100_000,
}


@pytest.mark.parametrize("normalise", NORMALISERS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_answered_in_time_that_grows_with_its_length_alone(
    normalise: Callable[[str], str], text: str
) -> None:
    assert grows_with_length_alone(lambda hostile: _stable(normalise, hostile), text)
