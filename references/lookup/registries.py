"""Looks up what someone pasted, at the registry that knows it. Asks nobody while look-ups are off, and never raises."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import msgspec
from django.conf import settings

from references.csl import Source
from references.formats.csl_json import read_csl_json
from references.formats.medline import read_medline
from references.lookup.addresses import NotAllowed
from references.lookup.client import Answer, NoAnswer, ask
from references.lookup.open_library import read_books
from references.lookup.outcomes import Found, NotFound, Outcome
from references.lookup.pasted import PUBMED_CENTRAL, Pasted, recognise
from references.lookup.web_pages import read_page

JSON = "application/json"
CSL_JSON = "application/vnd.citationstyles.csl+json"
PAGES = frozenset({"text/html", "application/xhtml+xml"})
OFF = (
    "Look-ups are off on this site, so nothing was asked. What you pasted is filled in; add the rest by hand. "
    "An administrator switches them on with LOOKUPS=on."
)
UNREADABLE = "“{}” is no DOI, PubMed ID, ISBN or web address. Paste one of them, for example 10.3390/nu5114521."


class _Unknown(Exception):
    """The registry answered, and knows no such thing."""


def find(text: str) -> Outcome:
    pasted = recognise(text)
    if pasted is None:
        nothing = Source(key="", type="article-journal")
        return NotFound(source=nothing, reason="unreadable", message=UNREADABLE.format(text.strip()[:80]))
    if not settings.LOOKUPS:
        return NotFound(source=pasted.source, reason="off", message=OFF)
    return look_up(pasted)


def look_up(pasted: Pasted) -> Outcome:
    """Asks, whether or not look-ups are on."""
    try:
        return _LOOK_UPS[pasted.scheme](pasted)
    except _Unknown as unknown:
        return NotFound(source=pasted.source, reason="unknown", message=f"{unknown} Check it, or fill in by hand.")
    except (NoAnswer, NotAllowed) as error:
        message = f"{error} What you pasted is filled in; try again, or add the rest by hand."
        return NotFound(source=pasted.source, reason="no-answer", message=message)


def _by_doi(pasted: Pasted) -> Found:
    contact = f"?{urlencode({'mailto': settings.CONTACT_EMAIL})}" if settings.CONTACT_EMAIL else ""
    answer = ask(f"{settings.CROSSREF_URL}/works/{quote(pasted.value, safe='')}{contact}", accept=JSON)
    via = "Crossref"
    if answer.status == 404:
        # Other agencies register DOIs too; their common door tells in the same form.
        answer = ask(f"{settings.DOI_URL}/{quote(pasted.value)}", accept=CSL_JSON)
        via = "doi.org"
    if answer.status == 404:
        raise _Unknown(f"Nobody has registered the DOI {pasted.value}.")
    _require(answer, JSON, CSL_JSON)
    records = read_csl_json(answer.text).records
    if not records or not records[0].source.title:
        raise NoAnswer(f"{via} answered with something that is no record.")
    return Found(source=_own(records[0].source, pasted), via=via, notices=records[0].notices, **pasted._asdict())


def _by_pmid(pasted: Pasted) -> Found:
    asked = {"db": "pubmed", "id": pasted.value, "rettype": "medline", "retmode": "text", "tool": "nutrition-guide"}
    if settings.CONTACT_EMAIL:
        asked["email"] = settings.CONTACT_EMAIL
    answer = ask(f"{settings.EUTILS_URL}/entrez/eutils/efetch.fcgi?{urlencode(asked)}", accept="text/plain")
    _require(answer, "text/plain")
    records = [record for record in read_medline(answer.text).records if record.source.pmid == pasted.value]
    if not records or not records[0].source.title:
        raise _Unknown(f"PubMed knows no record {pasted.value}.")
    said = records[0]
    return Found(
        source=_own(said.source, pasted),
        via="PubMed",
        notices=said.notices,
        study_type=said.study_type,
        **pasted._asdict(),
    )


def _by_isbn(pasted: Pasted) -> Found:
    asked = urlencode({"bibkeys": f"ISBN:{pasted.value}", "jscmd": "data", "format": "json"})
    answer = ask(f"{settings.OPEN_LIBRARY_URL}/api/books?{asked}", accept=JSON)
    _require(answer, JSON)
    try:
        book = read_books(answer.text, pasted.value)
    except ValueError as error:
        raise NoAnswer("Open Library answered with something that is no record.") from error
    if book is None:
        raise _Unknown(f"Open Library has no book with the ISBN {pasted.value}.")
    return Found(source=book, via="Open Library", **pasted._asdict())


def _by_pmcid(pasted: Pasted) -> Found:
    return _by_url(Pasted("url", PUBMED_CENTRAL.format(pasted.value)), known=pasted)


def _by_url(pasted: Pasted, *, known: Pasted | None = None) -> Found:
    answer = ask(pasted.value, accept="text/html", cut=True)
    if answer.status in (404, 410):
        raise _Unknown(f"There is no page at {pasted.value}.")
    _require(answer, *PAGES)
    page = read_page(answer.text, pasted.value)
    if not page.title:
        raise NoAnswer(f"The page at {pasted.value} has no title that a machine can read.")
    known = known or pasted
    if page.doi:
        outcome = look_up(Pasted("doi", page.doi))
        if isinstance(outcome, Found):
            return Found(
                source=_own(outcome.source, known), via=outcome.via, notices=outcome.notices, **known._asdict()
            )
    return Found(source=_own(page, known), via="the page itself", **known._asdict())


def _require(answer: Answer, *media_types: str) -> None:
    host = answer.url.split("/")[2]
    if answer.status != 200:
        raise NoAnswer(f"{host} answered with an error ({answer.status}).")
    if answer.media_type not in media_types:
        raise NoAnswer(f"{host} answered with {answer.media_type or 'something'} where {media_types[0]} was expected.")


def _own(source: Source, pasted: Pasted) -> Source:
    """The source with the identifier that was pasted, and without a key: the library gives its own."""
    return msgspec.structs.replace(source, key="", **{pasted.scheme: pasted.value})


_LOOK_UPS = {"doi": _by_doi, "pmid": _by_pmid, "pmcid": _by_pmcid, "isbn": _by_isbn, "url": _by_url}
