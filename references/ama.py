"""Writes one source as an AMA (11th ed.) reference; it looks nothing up and prints no field twice.

`format_source` returns HTML in which everything that came from the source is escaped, but for <i>, <sub> and <sup>
in titles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from references.csl import Name, Source

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LISTED_AUTHORS = 6
AUTHORS_BEFORE_ET_AL = 3

TITLE_TAG = re.compile(r"(</?(?:i|sub|sup)>)")
TAG = re.compile(r"<[^>]*>")
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?", re.I)
PAGE_RANGE = re.compile(r"([A-Za-z]{0,4})([0-9]{1,9})\s*[-\u2010-\u2015\u2212]{1,2}\s*([A-Za-z]{0,4})([0-9]{1,9})")
EDITION_NUMBER = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)?(?:\s*(?:ed|edition)\.?)?", re.I)


def format_source(source: Source) -> str:
    parts = LAYOUTS.get(source.type, _web_page)(source)
    text = " ".join(_sentence(part) for part in parts if part)
    links = _links(source)
    return " ".join(part for part in (text or escape(source.key), links) if part)


def format_authors(names: tuple[Name, ...]) -> str:
    """Plain text: more than six authors become the first three and "et al"."""
    shown = [_author(name) for name in names]
    if len(shown) > LISTED_AUTHORS:
        shown = [*shown[:AUTHORS_BEFORE_ET_AL], "et al"]
    return ", ".join(shown)


def expand_pages(pages: str) -> str:
    """ "1124-9" becomes "1124-1129"; what is no plain range stays as it was typed."""
    return ", ".join(_expand_range(part.strip()) for part in pages.split(",") if part.strip())


def _journal_article(source: Source) -> list[str]:
    return [_authors(source), _title(source), _italic(_container(source)), _volume_and_pages(source)]


def _web_page(source: Source) -> list[str]:
    site = _container_name(source) or source.publisher
    return [_authors(source), _title(source), _unless_said(source, site), _date(source.issued)]


def _book(source: Source) -> list[str]:
    return [_authors(source), _italic(_title(source)), _edition(source), _imprint(source)]


def _report(source: Source) -> list[str]:
    return [_authors(source), _italic(_title(source)), _edition(source), _series_number(source), _imprint(source)]


def _chapter(source: Source) -> list[str]:
    book = _italic(_container(source))
    return [_authors(source), _title(source), f"In: {book}" if book else "", _edition(source), _imprint(source)]


def _thesis(source: Source) -> list[str]:
    return [_authors(source), _italic(_title(source)), "Thesis", _imprint(source)]


def _dataset(source: Source) -> list[str]:
    version = f"Version {escape(source.edition)}" if source.edition else ""
    home = _unless_said(source, _container_name(source) or source.publisher)
    return [_authors(source), _title(source), "Data set", version, home, _date(source.issued)]


def _preprint(source: Source) -> list[str]:
    day = _date(source.issued)
    posted = f"Preprint posted online {day}" if day else "Preprint"
    return [_authors(source), _title(source), _italic(_container(source) or escape(source.publisher)), posted]


def _newspaper_article(source: Source) -> list[str]:
    pages = expand_pages(source.page)
    printed = ":".join(part for part in (_date(source.issued), escape(pages)) if part)
    return [_authors(source), _title(source), _italic(_container(source) or escape(source.publisher)), printed]


def _conference_paper(source: Source) -> list[str]:
    meeting = _container(source)
    said = f"Paper presented at: {meeting}" if meeting else "Conference paper"
    return [_authors(source), _title(source), "; ".join(part for part in (said, _date(source.issued)) if part)]


def _legislation(source: Source) -> list[str]:
    return [_authors(source), _title(source), _container(source), _date(source.issued)]


LAYOUTS: dict[str, Callable[[Source], list[str]]] = {
    "article-journal": _journal_article,
    "webpage": _web_page,
    "book": _book,
    "chapter": _chapter,
    "report": _report,
    "thesis": _thesis,
    "dataset": _dataset,
    "article": _preprint,
    "article-newspaper": _newspaper_article,
    "article-magazine": _newspaper_article,
    "paper-conference": _conference_paper,
    "entry-encyclopedia": _chapter,
    "legislation": _legislation,
}
# Cited by address, so the day it was read is part of the reference even beside a DOI.
READ_ONLINE = frozenset({"webpage"})


def _authors(source: Source) -> str:
    return escape(format_authors(source.authors))


def _author(name: Name) -> str:
    if name.literal:
        return name.literal
    given, comma, after = name.given.partition(",")
    words = given.split()
    suffix = after.strip() if comma else ""
    if len(words) > 1 and not comma and SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return " ".join(part for part in (name.family, _initials(words), suffix.rstrip(".")) if part)


def _initials(words: list[str]) -> str:
    """ "Paul D." and "PD" both become "PD"; a hyphen joins two names, each with its initial."""
    if len(words) == 1 and words[0].isalpha() and words[0].isupper() and len(words[0]) <= 4:
        return words[0]
    names = re.split(r"[.\s\u2010-]+", " ".join(words))
    return "".join(name if name.isupper() and len(name) <= 3 else name[0].upper() for name in names if name)


def _title(source: Source) -> str:
    return marked_up(source.title.strip())


def _container(source: Source) -> str:
    return marked_up(_container_name(source))


def _container_name(source: Source) -> str:
    """PubMed's books carry "[Internet]", which AMA doesn't print."""
    return " ".join(source.container_title.replace("[Internet]", " ").split())


def marked_up(text: str) -> str:
    """Escapes all but matched <i>, <sub> and <sup>; a tag without its partner is shown as typed."""
    pieces = TITLE_TAG.split(text)
    kept = _matched(pieces)
    return "".join(piece if place in kept else escape(piece) for place, piece in enumerate(pieces))


def _matched(pieces: list[str]) -> set[int]:
    """The places of tags that close what was opened last."""
    opened: list[int] = []
    matched: set[int] = set()
    for place, piece in enumerate(pieces):
        if not TITLE_TAG.fullmatch(piece):
            continue
        if not piece.startswith("</"):
            opened.append(place)
        elif opened and pieces[opened[-1]] == piece.replace("/", ""):
            matched |= {opened.pop(), place}
    return matched


def _italic(text: str) -> str:
    return f"<i>{text}</i>" if text else ""


def _unless_said(source: Source, name: str) -> str:
    """The site or publisher, unless the author or the title already says it."""
    said = {format_authors(source.authors).casefold(), source.title.strip().casefold()}
    return "" if name.casefold() in said else marked_up(name)


def _edition(source: Source) -> str:
    number = EDITION_NUMBER.fullmatch(source.edition.strip())
    if not number:
        return escape(source.edition.strip())
    count = int(number.group(1))
    return "" if count <= 1 else f"{count}{_ordinal_ending(count)} ed"


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _series_number(source: Source) -> str:
    number = source.issue or source.volume
    series = _container(source)
    return " ".join(part for part in (series, escape(number)) if part)


def _imprint(source: Source) -> str:
    """Publisher; year:pages."""
    said = format_authors(source.authors).casefold() == source.publisher.casefold()
    publisher = "" if said else escape(source.publisher)
    year = str(source.issued[0]) if source.issued else ""
    dated = "; ".join(part for part in (publisher, year) if part)
    return ":".join(part for part in (dated, escape(expand_pages(source.page))) if part)


def _volume_and_pages(source: Source) -> str:
    """Year;volume(issue):pages, with whatever of it there is."""
    volume = escape(source.volume) + (f"({escape(source.issue)})" if source.issue else "")
    year = str(source.issued[0]) if source.issued else ""
    dated = ";".join(part for part in (year, volume) if part)
    return ":".join(part for part in (dated, escape(expand_pages(source.page))) if part)


def _expand_range(text: str) -> str:
    match = PAGE_RANGE.fullmatch(text)
    if not match:
        return text
    letters, first, last_letters, last = match.groups()
    full = first[: -len(last)] + last if len(last) < len(first) else last
    if last_letters not in ("", letters) or int(full) < int(first):
        return text
    return f"{letters}{first}-{letters}{full}"


def _date(parts: tuple[int, ...]) -> str:
    """November 22, 2026; November 2026; 2026."""
    if not parts:
        return ""
    year, month, day = (*parts, 0, 0)[:3]
    if not 1 <= month <= 12:
        return str(year)
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def _links(source: Source) -> str:
    """The DOI, else the PMID, else the address; without a full stop, which would read as part of it."""
    read = f"Accessed {_date(source.accessed)}." if source.accessed else ""
    if source.doi and source.type not in READ_ONLINE:
        return _link("https://doi.org/" + quote(source.doi, safe="/:;()"), f"doi:{source.doi}")
    if source.pmid and source.type not in READ_ONLINE:
        return _link(f"https://pubmed.ncbi.nlm.nih.gov/{quote(source.pmid)}/", f"PMID:{source.pmid}")
    if not source.url:
        return ""
    shown = _link(source.url, source.url) if re.match(r"https?://", source.url) else escape(source.url)
    return f"{read} {shown}".strip()


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'


def _sentence(part: str) -> str:
    """Ends in one mark: a title that asks keeps its question mark and gets no full stop."""
    return part if TAG.sub("", part).endswith((".", "?", "!")) else part + "."
