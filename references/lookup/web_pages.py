"""Reads what a web page says of itself: citation_* and DC.* tags, JSON-LD, Open Graph, its title. Pure, and never raises.

Of two that say the same, the one that is made for libraries comes first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from references import identifiers
from references.csl import Name, Source
from references.formats.names import read_name
from references.identifiers import BadIdentifier
from references.vocabulary import CslType

MOST_JSON = 200_000
DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
ARTICLES = frozenset({"scholarlyarticle", "medicalscholarlyarticle"})


def read_page(html: str, url: str) -> Source:
    page = _Page()
    page.feed(html)
    page.close()
    said = page.said
    linked = next(_described(page.json_ld), {})
    journal = _first(said, "citation_journal_title")
    is_article = bool(journal) or _types(linked) & ARTICLES
    pages = "-".join(filter(None, [_first(said, "citation_firstpage"), _first(said, "citation_lastpage")]))
    return Source(
        key="",
        type=CslType.ARTICLE_JOURNAL if is_article else CslType.WEBPAGE,
        title=_first(said, "citation_title", "dc.title")
        or _text(linked.get("headline"))
        or _text(linked.get("name"))
        or _first(said, "og:title")
        or page.title,
        authors=_authors(said, linked),
        container_title=journal or ("" if is_article else _first(said, "og:site_name")),
        publisher=_first(said, "citation_publisher", "dc.publisher") or _named(linked.get("publisher")),
        issued=_issued(said, linked),
        volume=_first(said, "citation_volume"),
        issue=_first(said, "citation_issue"),
        page=pages,
        doi=_identifier(identifiers.normalise_doi, _first(said, "citation_doi", "dc.identifier", "prism.doi")),
        pmid=_identifier(identifiers.normalise_pmid, _first(said, "citation_pmid")),
        isbn=_identifier(identifiers.normalise_isbn, _first(said, "citation_isbn")),
        url=url,
        language=_language(_first(said, "citation_language", "dc.language") or page.language),
    )


class _Page(HTMLParser):
    """Collects the head's statements; markup that is wrong is read as browsers would, or passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, list[str]] = {}
        self.json_ld: list[str] = []
        self.language = ""
        self._title: list[str] = []
        self._inside = ""

    @property
    def title(self) -> str:
        return _text("".join(self._title))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta":
            name = (given.get("name") or given.get("property") or "").strip().lower()
            if name and given.get("content", "").strip():
                self.said.setdefault(name.replace("dcterms.", "dc."), []).append(_text(given["content"]))
        elif tag == "title" and not self._title:
            self._inside = "title"
        elif tag == "script" and "ld+json" in given.get("type", "").lower():
            self._inside = "json"
            self.json_ld.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self._title.append(data)
        elif self._inside == "json" and len(self.json_ld[-1]) < MOST_JSON:
            self.json_ld[-1] += data


def _described(blocks: list[str]) -> Iterator[dict[str, Any]]:
    """The things that the page is: whatever has a headline first, then whatever has a name."""
    things = [thing for block in blocks for thing in _things(block)]
    yield from (thing for thing in things if _text(thing.get("headline")))
    pages = {"webpage", "medicalwebpage", "book", "report", "dataset", *ARTICLES}
    yield from (thing for thing in things if _text(thing.get("name")) and _types(thing) & pages)


def _things(block: str) -> list[dict[str, Any]]:
    try:
        read = json.loads(block)
    except (ValueError, RecursionError):
        return []
    found = read if isinstance(read, list) else [read]
    graphs = [one["@graph"] for one in found if isinstance(one, dict) and isinstance(one.get("@graph"), list)]
    return [one for one in [*found, *(one for graph in graphs for one in graph)] if isinstance(one, dict)]


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _authors(said: dict[str, list[str]], linked: dict[str, Any]) -> tuple[Name, ...]:
    named = said.get("citation_author") or said.get("dc.creator") or said.get("author") or []
    if not named:
        authors = linked.get("author")
        named = [_named(author) for author in (authors if isinstance(authors, list) else [authors])]
    found = [name for text in named for part in text.split(";") if (name := read_name(part))]
    return tuple(dict.fromkeys(found))


def _issued(said: dict[str, list[str]], linked: dict[str, Any]) -> tuple[int, ...]:
    """When it was published; the day on which a page was last looked over is no such day."""
    names = ("citation_publication_date", "citation_date", "citation_year", "dc.date", "dc.issued", "dc.date.issued")
    text = _first(said, *names) or _text(linked.get("datePublished")) or _first(said, "article:published_time")
    found = DATE.match(text)
    if not found:
        return ()
    parts = [int(part) for part in found.groups() if part]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        parts = parts[:1]
    if len(parts) > 2 and not 1 <= parts[2] <= 31:
        parts = parts[:2]
    return tuple(parts)


def _identifier(normalise: Any, text: str) -> str:
    try:
        return str(normalise(text))
    except BadIdentifier:
        return ""


def _language(code: str) -> str:
    code = code.strip().lower().replace("_", "-")
    return "" if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", code) or code.startswith("en") else code


def _first(said: dict[str, list[str]], *names: str) -> str:
    return next((said[name][0] for name in names if said.get(name)), "")


def _named(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
