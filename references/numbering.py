"""Numbers the citations of one page by first appearance and renders its passages; it formats no reference.

Every page is numbered anew from its passages in display order, so no number is ever stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.text import slugify

from references import marks
from references.markup import HEADINGS, End, Start, Text, Token, serialise
from references.sanitiser import clean
from references.superscripts import Cited, bracketed
from references.unbroken import unbroken

# The ids we make ourselves; a heading must not take one of them.
OWN_ID = re.compile(r"(?:ref|cite)-[0-9-]*")
MARK_CLASS = "cite"


class Citation(NamedTuple):
    """One place that cites a source: where the bibliography's back-link leads."""

    anchor: str
    locator: str
    label: str
    quotes: tuple[str, ...] = ()
    """The source's own words, where the text gives them."""


class Entry(NamedTuple):
    key: str
    number: int
    citations: tuple[Citation, ...]


class Heading(NamedTuple):
    level: int
    anchor: str
    text: str


class Numbering:
    """Call `passage` for every passage in the order readers see them, then read `bibliography`.

    `known` leads from a key to the key of its living source (an alias leads to its survivor); `links` from an item's
    uuid to its address, or None where it isn't to be linked; `warnings` from a source's key to a word such as "retracted".
    """

    def __init__(
        self,
        *,
        known: Mapping[str, str],
        links: Mapping[str, str | None],
        warnings: Mapping[str, str] | None = None,
        show_unknown: bool = False,
        taken_ids: Iterable[str] = (),
    ) -> None:
        self.known, self._links, self._warnings = known, links, warnings or {}
        self._show_unknown = show_unknown
        self._taken = set(taken_ids)
        self._repeats: dict[str, int] = {}
        self._citations: dict[str, list[Citation]] = {}
        self._numbers: dict[str, int] = {}
        self.headings: list[Heading] = []
        self.unknown: list[str] = []
        """Keys that lead to no source, each once; "" stands for a mark that can't be read."""

    def passage(self, html: str, *, anchors: Sequence[str] = ()) -> str:
        """The passage as readers get it, cleaned again whatever its field says of it.

        Its headings get the `anchors` in their order; one without gets an id made from its words.
        """
        return _Passage(self, anchors).render(marks.pieces(clean(html)))

    @property
    def bibliography(self) -> tuple[Entry, ...]:
        return tuple(Entry(key, number, tuple(self._citations[key])) for key, number in self._numbers.items())

    def anchor(self, text: str) -> str:
        """An id for a heading, unique over the page; also for headings that stand outside rich text."""
        stem = slugify(text)[:80].strip("-") or "section"
        if OWN_ID.fullmatch(stem):
            stem = f"section-{stem}"
        anchor = stem
        while anchor in self._taken:
            self._repeats[stem] = self._repeats.get(stem, 1) + 1
            anchor = f"{stem}-{self._repeats[stem]}"
        self._taken.add(anchor)
        return anchor

    def link(self, uuid: str) -> str | None:
        return self._links.get(uuid)

    def cite(self, group: list[marks.Mark | marks.BrokenMark]) -> list[Token]:
        """One superscript for marks that stand side by side."""
        cited, unknown = self._register(group)
        shown_unknown = unknown if self._show_unknown else []
        if not cited and not shown_unknown:
            return []
        return [Start("sup", (("class", MARK_CLASS),)), *bracketed(cited, shown_unknown), End("sup")]

    def _register(self, group: list[marks.Mark | marks.BrokenMark]) -> tuple[list[Cited], list[str]]:
        """Numbers each source of the group, without repeats; a plain mention yields to one with a locator."""
        wanted: dict[
            str, dict[str, list[str]]
        ] = {}  # quotes by place, in order of appearance, which the numbers follow
        unknown: list[str] = []
        for mark in group:
            keys, locator, quote = mark if isinstance(mark, marks.Mark) else (("",), "", "")
            for key in keys:
                if canonical := self.known.get(key, ""):
                    quotes = wanted.setdefault(canonical, {}).setdefault(locator, [])
                    quotes += [quote] if quote and quote not in quotes else []
                else:
                    unknown.append(key)
        self.unknown += [key for key in dict.fromkeys(unknown) if key not in self.unknown]
        for places in wanted.values():
            if len(places) > 1 and "" in places:
                unplaced = places.pop("")
                next(iter(places.values())).extend(unplaced)
        cited = [self._number(key, place, said) for key, places in wanted.items() for place, said in places.items()]
        return sorted(cited), unknown

    def _number(self, key: str, locator: str, quotes: Iterable[str]) -> Cited:
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        places = self._citations.setdefault(key, [])
        anchor = f"cite-{number}-{len(places) + 1}"
        places.append(Citation(anchor, locator, letters(len(places)), tuple(quotes)))
        return Cited(number, ", ".join(filter(None, [locator, self._warnings.get(key, "")])), anchor)


class _Passage:
    """The rendering of one passage: marks wait until it is sure that no neighbour follows and no link is open."""

    def __init__(self, page: Numbering, anchors: Sequence[str]) -> None:
        self._page = page
        self._anchors = list(anchors)
        self._rendered: list[Token] = []
        self._waiting: list[marks.Mark | marks.BrokenMark] = []
        self._blank: list[Token] = []
        self._in_link = False
        self._link_is_text = False

    def render(self, pieces: Sequence[marks.Piece]) -> str:
        for place, piece in enumerate(pieces):
            match piece:
                case marks.Mark() | marks.BrokenMark():
                    self._mark(piece)
                case Text(text) if self._waiting and not self._in_link and not text.strip():
                    self._blank.append(piece)
                case Text(text):
                    self._put(Text(unbroken(text)))
                case Start("a"):
                    self._open_link(piece)
                case End("a"):
                    self._close_link()
                case Start(tag) if tag in HEADINGS:
                    self._flush()
                    self._rendered.append(self._heading(piece, pieces, place + 1))
                case _:
                    self._put(piece)
        self._flush()
        return serialise(self._rendered)

    def _mark(self, mark: marks.Mark | marks.BrokenMark) -> None:
        if isinstance(mark, marks.BrokenMark) and mark.words:
            self._put(Text(mark.words))
        self._blank.clear()
        self._waiting.append(mark)

    def _put(self, token: Token) -> None:
        if not self._in_link:
            self._flush()
        self._rendered.append(token)

    def _flush(self) -> None:
        if self._waiting:
            cited = self._page.cite(self._waiting)
            if cited:
                self._close_up()
            self._rendered += cited
            self._rendered += self._blank
            self._waiting, self._blank = [], []

    def _close_up(self) -> None:
        """A number stands close to its word: with the blank that was typed before it, it would wrap alone."""
        if self._rendered and isinstance(last := self._rendered[-1], Text):
            self._rendered[-1] = Text(last.text.rstrip())

    def _open_link(self, start: Start) -> None:
        """A link can't stand inside a link, so the marks inside one come behind it."""
        self._flush()
        self._in_link = True
        uuid = marks.object_uuid(start)
        self._link_is_text = bool(uuid) and self._page.link(uuid) is None
        if self._link_is_text:
            return
        if uuid:
            others = tuple((name, value) for name, value in start.attributes if name not in ("href", "rel"))
            start = Start("a", (("href", self._page.link(uuid) or ""), *others))
        self._rendered.append(start)

    def _close_link(self) -> None:
        if not self._link_is_text:
            self._rendered.append(End("a"))
        self._in_link = False

    def _heading(self, start: Start, pieces: Sequence[marks.Piece], place: int) -> Start:
        words = []
        while place < len(pieces):
            piece = pieces[place]
            if isinstance(piece, End) and piece.tag == start.tag:
                break
            words += [piece.text] if isinstance(piece, Text) else []
            place += 1
        text = " ".join("".join(words).split())
        anchor = self._page.anchor(self._anchors.pop(0) if self._anchors else text)
        self._page.headings.append(Heading(int(start.tag[1]), anchor, text))
        return start.replace(id=anchor)


def letters(count: int) -> str:
    """a, b ... z, aa, ab ..."""
    found = ""
    count += 1
    while count:
        count, place = divmod(count - 1, 26)
        found = chr(ord("a") + place) + found
    return found
