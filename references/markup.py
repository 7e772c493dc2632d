"""Reads sanitised HTML as a flat list of tokens and writes it back byte for byte; it cleans nothing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

# Tab and line feed stay.
CONTROLS = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), 0x7F])
HEADINGS = frozenset({"h2", "h3", "h4"})
# A sentence never runs across the edge of one of these.
BLOCKS = HEADINGS | {
    *("p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"),
}


class Start(NamedTuple):
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        return next((value for found, value in self.attributes if found == name), "")

    def has(self, name: str) -> bool:
        return any(found == name for found, _ in self.attributes)

    def replace(self, **attributes: str) -> Start:
        """The same tag with these attributes set, and the others as they were."""
        kept = tuple(pair for pair in self.attributes if pair[0] not in attributes)
        return Start(self.tag, (*kept, *attributes.items()))


class End(NamedTuple):
    tag: str


class Text(NamedTuple):
    text: str


Token = Start | End | Text


def parse(html: str) -> list[Token]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tokens


def serialise(tokens: Iterable[Token]) -> str:
    return "".join(map(_written, tokens))


def text_of(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens if isinstance(token, Text))


def escaped(text: str) -> str:
    """As the sanitiser writes it, so that reading and writing changes no byte."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def storable(text: str) -> str:
    """Without lone surrogates, which no database takes, and control characters, which no XML feed may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ").translate(CONTROLS)
    return text.encode("utf-8", "ignore").decode("utf-8")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append(Start(tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append(End(tag))

    def handle_data(self, data: str) -> None:
        last = self.tokens[-1] if self.tokens else None
        if isinstance(last, Text):
            self.tokens[-1] = Text(last.text + data)
        else:
            self.tokens.append(Text(data))


def _written(token: Token) -> str:
    match token:
        case Text(text):
            return escaped(text)
        case End(tag):
            return f"</{tag}>"
        case Start(tag, attributes):
            return "<" + tag + "".join(f' {name}="{_attribute(value)}"' for name, value in attributes) + ">"


def _attribute(value: str) -> str:
    return escaped(value).replace('"', "&quot;")
