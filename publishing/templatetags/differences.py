"""How a comparison's runs are read: without the tags that stayed, and with the changed ones in words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from django import template

from publishing.word_diff import Run

register = template.Library()

NAME = re.compile(r"<(/?)([a-z0-9]+)", re.I)
HREF = re.compile(r'href="([^"]*)"')
# What begins or ends in the middle of a sentence, and is followed by a full stop as often as by a space.
WITHIN_A_WORD = re.compile(r"</?(a|strong|b|em|i|sub|sup|abbr|span)\b|</cite", re.I)
# What a reader would call the tag; the others go by their own name.
TAGS = {
    "p": "paragraph",
    "a": "link",
    "strong": "bold",
    "b": "bold",
    "em": "italics",
    "i": "italics",
    "ul": "list",
    "ol": "numbered list",
    "li": "list item",
    "h2": "heading",
    "h3": "smaller heading",
    "cite": "citation",
    "td": "cell",
    "th": "heading cell",
    "tr": "row",
}


@register.filter
def readable(runs: Iterable[Run]) -> Iterator[Run]:
    """Tags as words in brackets where they changed; entities as the signs they stand for."""
    runs = list(runs)
    # In what is new or gone as a whole the tags say nothing that the words don't.
    is_whole = len({run.kind for run in runs}) == 1
    for run in runs:
        if not run.is_markup:
            yield Run(run.kind, html.unescape(run.text))
        elif run.kind == "same" or is_whole:
            if not WITHIN_A_WORD.match(run.text):
                yield Run(run.kind, " ")
        elif words := _in_words(run.text):
            yield Run(run.kind, f" [{words}] ")


def _in_words(tag: str) -> str:
    found = NAME.match(tag)
    if found is None:
        return tag
    name = TAGS.get(found[2].lower(), found[2].lower())
    # A citation says itself which sources it names, and an end follows from its beginning.
    if found[1] or name == "citation":
        return ""
    to = HREF.search(tag)
    return f"{name} to {to[1]}" if to else name
