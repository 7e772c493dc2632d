"""Citations of a whole page: cited passages in display order, numbered together, with their bibliography.

Also what a passage mentions, for links.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publishing.kinds import KeyOf, Mention
from publishing.moment import Live, Moment
from references import marks
from references.ama import format_source
from references.csl import Source
from references.numbering import Entry, Heading, Numbering
from references.sanitiser import sanitise
from references.source_health import Health
from references.tables import with_named_cells

logger = logging.getLogger(__name__)

# Ids that our templates give; a heading inside a passage must not take one.
WORDS_A_MINUTE = 200
PAGE_IDS = ("content", "contents", "references", "key-points", "care", "faqs", "related", "disclaimer", "doses")


class Passage:
    """One piece of cited text on a page; it has its HTML once the page is settled."""

    def __init__(self, source: str, anchors: Sequence[str] = (), certainty: str = "") -> None:
        self.source, self.anchors, self.certainty = source, anchors, certainty
        self.headings: Sequence[Heading] = ()
        self._html: str | None = None

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    def __html__(self) -> SafeString:
        if self._html is None:
            raise RuntimeError("A passage was shown before the citations of its page were settled.")
        return mark_safe(self._html)

    def __str__(self) -> str:
        return self.__html__()


# As the sanitiser writes the address of an item.
TO_AN_ITEM = re.compile(r'href="object:([0-9a-f-]{36})"')


def as_it_looks(stored: str, leads_to: Mapping[str, tuple[str, str]]) -> SafeString:
    """A stored text for those who work on it: cleaned, with its marks as they stand, and without line breaks of its own.

    `leads_to` has the address and title of each item that it names.
    """

    def link(found: re.Match[str]) -> str:
        # The same signs may stand in the words themselves.
        return format_html('href="{}" title="{}"', *leads_to[found[1]]) if found[1] in leads_to else found[0]

    return mark_safe(TO_AN_ITEM.sub(link, sanitise(stored).replace("\n", " ")))


def citation(reference: Live) -> SafeString:
    """A source in the house style; the formatter escapes all it is given."""
    return mark_safe(reference.document.citation)


def in_house_style(source: Source) -> SafeString:
    """The same of a source that is no record of the library."""
    return mark_safe(format_source(source))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One entry of a page's bibliography."""

    entry: Entry
    reference: Live
    certainties: tuple[str, ...] = ()
    """How certain the statements of this page are that cite it, in words."""

    @property
    def citation(self) -> SafeString:
        return citation(self.reference)

    @cached_property
    def health(self) -> Health:
        return self.reference.document.health(self.reference.overlay)


class Bibliography(list[Listed]):
    """A page's sources in the order of their numbers."""

    @cached_property
    def warned_of(self) -> list[Listed]:
        """Those that were retracted or that a journal has doubts about: the page says so before its first word."""
        return [listed for listed in self if listed.health.notice]


class Passages:
    """Every cited passage of one page, added in display order, then settled once."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self._passages: list[Passage] = []
        self._taken_ids = list(PAGE_IDS)

    def reserve(self, anchor: str) -> str:
        """Keeps an id of the page for something that stands outside the passages."""
        self._taken_ids.append(anchor)
        return anchor

    def add(self, html: str, *, anchors: Sequence[str] = (), certainty: str = "") -> Passage:
        """The passage, to be shown after `settle`; `anchors` are the ids of its headings, in their order.

        Its `certainty` is told with every source that it cites.
        """
        passage = Passage(html, anchors, certainty)
        self._passages.append(passage)
        return passage

    def settle(self) -> Bibliography:
        """Reads the cited references and linked items, numbers, renders, and gives the bibliography."""
        sources = [passage.source for passage in self._passages]
        keys = {key for source in sources for key in marks.keys(source)}
        references = self.moment.by_keys("reference", keys)
        for key in sorted(keys - references.keys()):
            logger.warning("A page cites “%s”, which is no reference that is live.", key)
        numbering = Numbering(
            known={key: live.document.source.key for key, live in references.items()},
            links=self._addresses(sources),
            warnings=warnings_of(references.values()),
            show_unknown=self.moment.is_rehearsal,
            taken_ids=self._taken_ids,
        )
        for passage in self._passages:
            before = len(numbering.headings)
            passage._html = with_named_cells(numbering.passage(passage.source, anchors=passage.anchors))
            passage.headings = numbering.headings[before:]
        by_key = {live.document.source.key: live for live in references.values()}
        certainties = self._certainties(numbering.known)
        return Bibliography(
            Listed(entry=entry, reference=by_key[entry.key], certainties=tuple(certainties.get(entry.key, ())))
            for entry in numbering.bibliography
        )

    def reading_minutes(self) -> int:
        """How long the passages take to read at 200 words a minute, at least one minute."""
        words = sum(len(marks.plain_text(passage.source).split()) for passage in self._passages)
        return max(1, -(-words // WORDS_A_MINUTE))

    def _certainties(self, known: Mapping[str, str]) -> dict[str, list[str]]:
        """By the key of a source, each word once."""
        found: dict[str, list[str]] = {}
        for passage in self._passages:
            for key in marks.keys(passage.source) if passage.certainty else ():
                words = found.setdefault(known.get(key, ""), [])
                words += [passage.certainty] if passage.certainty not in words else []
        return found

    def _addresses(self, sources: Iterable[str]) -> dict[str, str | None]:
        ids = {target for source in sources for target in marks.object_links(source)}
        self.moment.load(UUID(target) for target in ids)
        addresses: dict[str, str | None] = {}
        for target in ids:
            live = self.moment.get(UUID(target))
            addresses[target] = live.card.path if live is not None else None
        return addresses


def warnings_of(references: Iterable[Live]) -> dict[str, str]:
    """The word that stands behind the numbers of each source that readers must be warned of."""
    found = {}
    for live in references:
        # Few have an overlay, and nobody else's document needs to be read for this.
        notice = live.document.health(live.overlay).notice if live.overlay else None
        if notice is not None:
            found[live.document.source.key] = notice.word
    return found


def mentions_in(html: str, *, place: str) -> Iterator[Mention]:
    """The references that a passage cites, each with its sentence, and the items that it links to."""
    for sentence in marks.sentences(html):
        for key in sentence.keys:
            yield Mention(
                target=KeyOf("reference", key), role="cites", place=place, excerpt=_excerpt(sentence, key, place)
            )
    for target in marks.object_links(html):
        yield Mention(target=UUID(target), role="links", place=place)


def _excerpt(sentence: marks.Sentence, key: str, place: str) -> dict[str, Any]:
    """The sentence and its place, where in the source it rests and what the source says there, as far as its marks tell."""
    own = [mark for mark in sentence.marks if mark.keys == (key,)]
    locator = "; ".join(dict.fromkeys(mark.locator for mark in own if mark.locator))
    quotes = list(dict.fromkeys(mark.quote for mark in own if mark.quote))
    said = {"locator": locator, "quotes": quotes}
    return {"sentence": sentence.text, "place": place, **{name: value for name, value in said.items() if value}}
