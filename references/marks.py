"""Citation marks and object links in sanitised HTML: converts, finds and removes them; it numbers nothing.

A mark is stored as <cite class="ref" data-refs="key,key">[ref:key,key]</cite>. Its text is a fallback that nobody reads.
One that belongs to a single key may carry a locator (data-loc) and the source's own words (data-quote).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from references.citation_grammar import TYPED, parse_keys, parse_typed, tidy_locator, tidy_quote, typed
from references.markup import BLOCKS, HEADINGS, End, Start, Text, Token, parse, serialise, storable, text_of
from references.sentence_ends import HOLE, split_sentences

FALLBACK = re.compile(r"\s*(?:\[(?:ref:[^\[\]]*|\?|[0-9 ,\u2013-]*)\]\s*)?", re.I)
HOLES = re.compile(f" ?{HOLE}(?: ?{HOLE})*")

KEPT = 128
LISTS = frozenset({"ul", "ol", "dl"})


class Mark(NamedTuple):
    keys: tuple[str, ...]
    locator: str = ""
    quote: str = ""

    def tokens(self) -> list[Token]:
        keys = ",".join(self.keys)
        said = (("data-loc", self.locator), ("data-quote", self.quote))
        start = Start("cite", (("class", "ref"), ("data-refs", keys), *(pair for pair in said if pair[1])))
        return [start, Text(f"[ref:{keys}]"), End("cite")]


class BrokenMark(NamedTuple):
    """A mark whose keys can't be read, with all that stood there, tags included."""

    stored: tuple[Token, ...]

    @property
    def words(self) -> str:
        """What a reader would miss if the mark were left out."""
        text = text_of(self.stored)
        return "" if FALLBACK.fullmatch(text) else text


Piece = Start | End | Text | Mark | BrokenMark


class Sentence(NamedTuple):
    text: str
    has_mark: bool
    keys: tuple[str, ...]
    in_heading: bool = False
    marks: tuple[Mark, ...] = ()
    row: int = 0
    """The number of the table row that it stands in, counted over the passage; 0 outside of tables."""
    in_list: int = 0
    """The number of the outermost list that it stands in; 0 outside of lists."""

    @property
    def has_place(self) -> bool:
        """Whether a mark of it tells where in the source it stands, or quotes it."""
        return any(mark.locator or mark.quote for mark in self.marks)


class Block(NamedTuple):
    """The running text of one block, with holes for its marks."""

    text: str
    cited: list[Mark]
    in_heading: bool
    row: int
    in_list: int


# A page and its checks ask the same passage many things.
@lru_cache(maxsize=KEPT)
def pieces(html: str) -> tuple[Piece, ...]:
    """The tokens of the passage, each mark as one piece. Words inside a mark come before it, so that none are lost."""
    found: list[Piece] = []
    open_cites: list[tuple[Start, int] | None] = []  # a mark's tag and where its inside begins; None for a work's title
    for token in parse(html):
        if isinstance(token, Start) and token.tag == "cite":
            open_cites.append((token, len(found)) if _means_mark(token) else None)
        if isinstance(token, End) and token.tag == "cite" and open_cites:
            if mark := open_cites.pop():
                _close_mark(found, *mark)
                continue
        if not (isinstance(token, Start) and _means_mark(token)):
            found.append(token)
    return tuple(found)


def convert_tokens(html: str) -> str:
    """Turns typed [[ref:key]] into marks and writes marks in their one form; a malformed one stays visible as typed."""
    converted: list[Token] = []
    for piece in pieces(html):
        match piece:
            case Text(text):
                for part in _split_typed(text):
                    converted += part.tokens() if isinstance(part, Mark) else [part]
            case Mark():
                converted += piece.tokens()
            case BrokenMark(stored):
                converted += stored
            case Start() | End():
                converted.append(piece)
    return serialise(converted)


def marks(html: str) -> list[Mark]:
    return [piece for piece in pieces(html) if isinstance(piece, Mark)]


def keys(html: str) -> list[str]:
    """Each key once, in order of appearance."""
    return list(dict.fromkeys(key for mark in marks(html) for key in mark.keys))


def broken_marks(html: str) -> list[str]:
    """The visible text of every mark whose keys can't be read."""
    return [text_of(piece.stored) for piece in pieces(html) if isinstance(piece, BrokenMark)]


def object_links(html: str) -> list[str]:
    """The uuid of each item that the passage links to, once, in order of appearance."""
    found = (object_uuid(piece) for piece in pieces(html) if isinstance(piece, Start))
    return list(dict.fromkeys(filter(None, found)))


def object_uuid(token: Start) -> str:
    """The item an <a href="object:..."> names, or "" for any other tag."""
    address = token.get("href") if token.tag == "a" else ""
    if not address.startswith("object:"):
        return ""
    try:
        return str(uuid.UUID(address.removeprefix("object:")))
    except ValueError:
        return ""


def plain_text(html: str) -> str:
    """The words on one line without marks, for descriptions, feeds and search."""
    return " ".join(filter(None, (_without_holes(block.text) for block in _blocks(html))))


@lru_cache(maxsize=KEPT)
def sentences(html: str) -> tuple[Sentence, ...]:
    """Every sentence with the keys it cites. A mark behind the full stop belongs to the sentence before it."""
    found: list[Sentence] = []
    for block in _blocks(html):
        remaining = iter(block.cited)
        for part in split_sentences(block.text):
            mine = [next(remaining) for _ in range(part.count(HOLE))]
            keys = tuple(dict.fromkeys(key for mark in mine for key in mark.keys))
            found.append(
                Sentence(
                    _without_holes(part),
                    bool(mine),
                    keys,
                    block.in_heading,
                    tuple(mine),
                    row=block.row,
                    in_list=block.in_list,
                )
            )
    return tuple(sentence for sentence in found if sentence.text or sentence.has_mark)


def from_typed(text: str) -> str:
    """One passage as typed into a plain text box, as stored: escaped text and marks on one line."""
    parts = _split_typed(" ".join(storable(text).split()))
    return serialise(token for part in parts for token in (part.tokens() if isinstance(part, Mark) else [part]))


def to_typed(html: str) -> str:
    """What the text box shows for a stored passage; `from_typed` reads it back as the same passage."""
    shown = []
    for piece in pieces(html):
        match piece:
            case Text(text):
                shown.append(text)
            case Mark(keys, locator, quote):
                shown.append(typed(keys, locator, quote))
            case BrokenMark(stored):
                shown.append(text_of(stored))
            case Start(tag) | End(tag) if tag in BLOCKS:
                shown.append(" ")
    return " ".join("".join(shown).split())


def _means_mark(token: Start) -> bool:
    return token.tag == "cite" and ("ref" in token.get("class").split() or token.has("data-refs"))


def _close_mark(found: list[Piece], start: Start, inside: int) -> None:
    """Puts the mark in the place of its fallback text; anything else that stood inside stays before it."""
    only = found[inside] if len(found) == inside + 1 else None
    keys = parse_keys(start.get("data-refs"))
    if not keys:
        if isinstance(only, Text):
            found.pop()
        found.append(BrokenMark((start, *([only] if isinstance(only, Text) else []), End("cite"))))
        return
    if isinstance(only, Text) and FALLBACK.fullmatch(only.text):
        found.pop()
    if len(keys) > 1:
        found.append(Mark(keys))
    else:
        found.append(Mark(keys, tidy_locator(start.get("data-loc")), tidy_quote(start.get("data-quote"))))


def _split_typed(text: str) -> list[Text | Mark]:
    parts: list[Text | Mark] = []
    end = 0
    for match in TYPED.finditer(text):
        read = parse_typed(match)
        if read is None:
            continue
        parts += [Text(text[end : match.start()]), Mark(*read)]
        end = match.end()
    parts.append(Text(text[end:]))
    return [part for part in parts if part != Text("")]


def _blocks(html: str) -> Iterator[Block]:
    text: list[str] = []
    cited: list[Mark] = []
    in_heading = False
    rows = lists = depth = row = 0
    for piece in [*pieces(html), End("p")]:
        match piece:
            case Text(words):
                text.append(words.replace(HOLE, ""))
            case Mark():
                text.append(HOLE)
                cited.append(piece)
            case BrokenMark():
                text.append(piece.words)
            case Start(tag) | End(tag) if tag in BLOCKS:
                if joined := " ".join("".join(text).split()):
                    yield Block(joined, cited, in_heading, row, lists if depth else 0)
                text, cited = [], []
                begins = isinstance(piece, Start)
                in_heading = begins and tag in HEADINGS
                if tag == "tr":
                    rows += begins
                    row = rows if begins else 0
                elif tag in LISTS:
                    lists += begins and not depth
                    depth = max(0, depth + (1 if begins else -1))


def _without_holes(text: str) -> str:
    return HOLES.sub("", text).strip()
