"""Writes one source as a record of RIS, with the line ends that the format asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from references.ama import expand_pages
from references.csl import Name, Source
from references.formats.names import written
from references.formats.text import guarded
from references.vocabulary import CslType

TYPES = {
    CslType.ARTICLE_JOURNAL: "JOUR",
    CslType.WEBPAGE: "ELEC",
    CslType.BOOK: "BOOK",
    CslType.CHAPTER: "CHAP",
    CslType.REPORT: "RPRT",
    CslType.THESIS: "THES",
    CslType.DATASET: "DATA",
    CslType.ARTICLE: "UNPB",
    CslType.ARTICLE_NEWSPAPER: "NEWS",
    CslType.ARTICLE_MAGAZINE: "MGZN",
    CslType.PAPER_CONFERENCE: "CPAPER",
    CslType.ENTRY_ENCYCLOPEDIA: "ENCYC",
    CslType.LEGISLATION: "STAT",
}
IN_JOURNALS = frozenset({CslType.ARTICLE_JOURNAL, CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE})
STANDS_ALONE = frozenset({CslType.BOOK, CslType.REPORT, CslType.THESIS})
AS_THEY_ARE = frozenset({"DO", "UR"})
PAGES = re.compile(r"([A-Za-z]{0,4}\d{1,9})-([A-Za-z]{0,4}\d{1,9})")


def to_ris(source: Source) -> str:
    lines = [("TY", TYPES.get(CslType(source.type), "GEN")), *_lines(source), ("ER", "")]
    return "".join(f"{tag}  - {value if tag in AS_THEY_ARE else guarded(value)}\r\n" for tag, value in lines) + "\r\n"


def _lines(source: Source) -> Iterator[tuple[str, str]]:
    filled = [("ID", source.key), *_titles(source)]
    filled += [(tag, written(name)) for tag, names in _people(source) for name in names]
    filled += [*_dates(source), *_places(source), *_identifiers(source)]
    return ((tag, value) for tag, value in filled if value or tag == "C3")


def _titles(source: Source) -> Iterator[tuple[str, str]]:
    yield "TI", source.original_title or source.title
    yield "TT", source.title if source.original_title else ""
    if source.type == CslType.PAPER_CONFERENCE and source.event_title:
        yield "T2", source.event_title
        yield "C3", source.container_title
    else:
        yield ("BT" if source.type in STANDS_ALONE else "T2"), source.container_title
    yield "J2", source.container_title_short
    yield "T3", source.series


def _people(source: Source) -> Iterator[tuple[str, tuple[Name, ...]]]:
    yield "AU", source.authors
    yield "A2", source.editors
    yield "A4", source.translators


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    if source.issued:
        yield "PY", str(source.issued[0])
        year, *rest = (f"{part:02}" for part in source.issued)
        month, day = [*rest, "", ""][:2]
        yield "DA", f"{year}/{month}/{day}/{source.season.capitalize()}" if rest or source.season else ""
    yield "Y2", "/".join(f"{part:02}" for part in source.accessed)


def _places(source: Source) -> Iterator[tuple[str, str]]:
    in_journal, at_conference = source.type in IN_JOURNALS, source.type == CslType.PAPER_CONFERENCE
    yield "VL", source.volume
    yield "IS", source.issue
    pages = PAGES.fullmatch(expand_pages(source.page))
    yield "SP", pages[1] if pages and source.page == expand_pages(source.page) else source.page
    yield "EP", pages[2] if pages and source.page == expand_pages(source.page) else ""
    yield "PB", source.publisher
    yield "CY", source.event_place if at_conference else source.publisher_place
    yield "C1", source.publisher_place if at_conference else ""
    if not in_journal:
        yield "ET", source.edition
        yield "M1", source.number
        yield "M3", source.genre
    yield "LA", source.language


def _identifiers(source: Source) -> Iterator[tuple[str, str]]:
    yield "DO", source.doi
    yield "AN", source.pmid
    yield "DB", "PubMed" if source.pmid else ""
    yield "C2", source.pmcid
    yield "SN", source.isbn
    yield "UR", source.url
