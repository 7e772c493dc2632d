"""Headings of rich text and the anchors they keep when their words change. Pure: no number, no page."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from django.utils.text import slugify

from references.markup import HEADINGS, End, Start, Text, parse


def headings(html: str) -> list[tuple[int, str]]:
    """(level, words) of each heading, in order."""
    found: list[tuple[int, str]] = []
    open_level = 0
    for token in parse(html):
        if isinstance(token, Start) and token.tag in HEADINGS:
            open_level = int(token.tag[1])
            found.append((open_level, ""))
        elif isinstance(token, End) and token.tag in HEADINGS:
            open_level = 0
        elif open_level and isinstance(token, Text):
            found[-1] = (open_level, found[-1][1] + token.text)
    return [(level, " ".join(words.split())) for level, words in found]


def kept_anchors(words: Sequence[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """An anchor for each heading, so that links to it live on when it is reworded or moved.

    `before` holds (words, anchor) of the headings as they were last public. A heading with the same words keeps its
    anchor; where headings were replaced by as many others, each takes the anchor of the one it replaced.
    """
    old_words = [old for old, _ in before]
    anchors: dict[int, str] = {}
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(a=old_words, b=list(words)).get_opcodes():
        if kind == "equal" or (kind == "replace" and old_to - old_from == new_to - new_from):
            anchors |= {new_from + step: before[old_from + step][1] for step in range(old_to - old_from)}
    _follow_moved(words, before, anchors)
    taken = set(anchors.values())
    return [anchors.get(place) or _new_anchor(text, taken) for place, text in enumerate(words)]


def _follow_moved(words: Sequence[str], before: Sequence[tuple[str, str]], anchors: dict[int, str]) -> None:
    """A heading that moved past others keeps its anchor too."""
    free = {old: anchor for old, anchor in before if anchor not in anchors.values()}
    for place, text in enumerate(words):
        if place not in anchors and text in free:
            anchors[place] = free.pop(text)


def _new_anchor(text: str, taken: set[str]) -> str:
    stem = slugify(text)[:80].strip("-") or "section"
    anchor, number = stem, 1
    while anchor in taken:
        number += 1
        anchor = f"{stem}-{number}"
    taken.add(anchor)
    return anchor
