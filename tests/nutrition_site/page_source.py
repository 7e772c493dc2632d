"""What a test asks of a page's HTML: titles, headings, links, ids; refuses to judge any of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(kw_only=True)
class Source:
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    @property
    def description(self) -> str:
        return self.metas.get("description", "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.source = Source()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.source.tags.add(tag)
        self.source.attributes |= given.keys()
        if "id" in given:
            self.source.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.source.links.append(given["href"])
        if tag == "meta":
            self.source.metas[given.get("name") or given.get("property", "")] = given.get("content", "")
        if tag == "link" and given.get("rel") == "canonical":
            self.source.canonical = given["href"]
        if tag in {"h1", "h2", "h3", "h4"}:
            self.source.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.source.title += data
        if any(tag in self._open for tag in ("h1", "h2", "h3", "h4")):
            level, words = self.source.headings[-1]
            self.source.headings[-1] = (level, words + data)


def read(html: str) -> Source:
    reader = _Reader()
    reader.feed(html)
    return reader.source


def skipped_levels(headings: list[tuple[int, str]]) -> list[str]:
    """Headings that stand more than one level below the one before."""
    levels = [0, *(level for level, _ in headings)]
    return [words for (level, words), before in zip(headings, levels, strict=False) if level > before + 1]
