"""Writes one source as an AMA (11th ed.) reference; it looks nothing up and prints no field twice.

`format_source` returns HTML in which everything that came from the source is escaped, but for <i>, <sub> and <sup>
in titles. Its pieces are in ama_parts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from references.ama_parts import (
    authors,
    authors_of_work,
    container,
    container_name,
    dated,
    edition,
    editors,
    expand_pages,
    format_authors,
    italic,
    links,
    pages,
    sentence,
    title,
    title_as_published,
    translators,
    unless_said,
)
from references.ama_parts import marked_up as marked_up
from references.csl import Source

__all__ = ["expand_pages", "format_authors", "format_source", "marked_up"]

# What universities call the two, in AMA's words.
GENRES_OF_THESES = {
    "doctoral thesis": "Dissertation",
    "doctoral dissertation": "Dissertation",
    "phd thesis": "Dissertation",
    "dissertation": "Dissertation",
    "master's thesis": "Master's thesis",
    "masters thesis": "Master's thesis",
}


def format_source(source: Source) -> str:
    parts = LAYOUTS.get(source.type, _web_page)(source)
    text = " ".join(sentence(part) for part in parts if part)
    return " ".join(part for part in (text or escape(source.key), links(source)) if part)


def _journal_article(source: Source) -> list[str]:
    journal = italic(escape(source.container_title_short) or container(source))
    return [authors(source), *title_as_published(source), journal, _issue(source)]


def _issue(source: Source) -> str:
    """Year;volume(issue):pages. What has none of these yet is cited by the day on which it went online."""
    if not (source.volume or source.issue or source.page):
        if len(source.issued) == 3 and source.doi:
            return f"Published online {dated(source)}"
        return dated(source) if source.season else _year(source)
    volume = escape(source.volume) + (f"({escape(source.issue)})" if source.issue else "")
    # Without a volume the season or month tells the issue.
    when = _year(source) if volume else dated(source)
    return _joined(":", _joined(";", when, volume), pages(source))


def _web_page(source: Source) -> list[str]:
    site = container_name(source) or source.publisher
    return [authors_of_work(source), title(source), unless_said(source, site), dated(source)]


def _book(source: Source) -> list[str]:
    return [
        authors_of_work(source),
        italic(title(source)),
        *_hands(source),
        _volume(source),
        edition(source),
        _imprint(source),
        _series(source),
    ]


def _report(source: Source) -> list[str]:
    return [
        authors_of_work(source),
        italic(title(source)),
        *_hands(source),
        _volume(source),
        edition(source),
        _imprint(source),
        # A container of a report is the series that it came out in.
        _joined(" ", _series(source) or container(source), escape(source.issue) if not source.number else ""),
    ]


def _chapter(source: Source) -> list[str]:
    book = [_in_book(source), _volume(source), edition(source), _imprint(source), _series(source)]
    return [authors(source), *title_as_published(source), translators(source), *book]


def _in_book(source: Source) -> str:
    book = italic(container(source))
    if not book:
        return editors(source)
    return f"In: {_joined('. ', editors(source), book)}"


def _thesis(source: Source) -> list[str]:
    genre = GENRES_OF_THESES.get(source.genre.replace("\u2019", "'").casefold(), escape(source.genre)) or "Thesis"
    return [authors(source), italic(title(source)), genre, _imprint(source)]


def _dataset(source: Source) -> list[str]:
    version = f"Version {escape(source.edition)}" if source.edition else ""
    home = unless_said(source, container_name(source) or source.publisher)
    return [authors_of_work(source), title(source), "Data set", version, home, dated(source)]


def _preprint(source: Source) -> list[str]:
    day = dated(source)
    posted = f"Preprint posted online {day}" if day else "Preprint"
    return [authors(source), title(source), italic(container(source) or escape(source.publisher)), posted]


def _newspaper_article(source: Source) -> list[str]:
    printed = _joined(":", dated(source), pages(source))
    return [authors(source), title(source), italic(container(source) or escape(source.publisher)), printed]


def _conference_paper(source: Source) -> list[str]:
    """In its proceedings, if those were published; else as it was heard."""
    if source.container_title and (source.publisher or source.page or source.editors):
        return _chapter(source)
    meeting = escape(source.event_title) or container(source)
    what = escape(source.genre) or ("Paper" if meeting else "Conference paper")
    said = f"{what} presented at: {meeting}" if meeting else what
    return [authors(source), title(source), _joined("; ", said, dated(source), escape(source.event_place))]


def _legislation(source: Source) -> list[str]:
    return [authors(source), title(source), container(source), dated(source)]


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


def _hands(source: Source) -> list[str]:
    """Editors and translators of a book that has authors; without authors the editors stand in their place."""
    return [editors(source) if source.authors else "", translators(source)]


def _volume(source: Source) -> str:
    return f"Vol {escape(source.volume)}" if source.volume else ""


def _series(source: Source) -> str:
    return _joined(" ", escape(source.series), escape(source.number))


def _imprint(source: Source) -> str:
    """Publisher; year:pages. A publisher that is its only author was named already."""
    said = format_authors(source.authors).casefold() == source.publisher.casefold()
    publisher = "" if said else escape(source.publisher)
    return _joined(":", _joined("; ", publisher, _year(source)), pages(source))


def _year(source: Source) -> str:
    return str(source.issued[0]) if source.issued else ""


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
