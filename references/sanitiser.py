"""The allow-list for rich text, applied with nh3; whatever isn't named here doesn't get through.

The editor's own list (editor_config.py) names the same tags and attributes. An editor that allows more loses text here
in silence, one that allows less loses it on opening the page.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from functools import lru_cache

import nh3

from references import markup
from references.citation_grammar import MAX_LOCATOR, MAX_QUOTE, parse_keys, tidy_locator, tidy_quote

# Part of every cache key for cleaned text: raise it with any change below.
POLICY_VERSION = 3

TAGS = frozenset(
    (
        "p", "br", "hr", "h2", "h3", "h4", "strong", "em", "b", "i", "s", "sub", "sup", "abbr", "q", "cite", "code",
        "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "a", "table", "caption", "colgroup", "col", "thead", "tbody",
        "tfoot", "tr", "th", "td", "figure", "figcaption", "img",
    )
)  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height", "title"},
    "th": {"scope", "colspan", "rowspan", "abbr"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "reversed"},
    "col": {"span"},
    "colgroup": {"span"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "cite": {"class", "data-refs", "data-loc", "data-quote"},
    "figure": {"class"},
    "table": {"class"},
}
CLASSES = {
    "cite": {"ref"},
    "figure": {"align-left", "align-right", "wide"},
    "table": {"data"},
}
SCHEMES = frozenset({"http", "https", "mailto", "object"})
# Dropped with all they hold; any other tag goes and its text stays.
DROPPED_WHOLE = frozenset(
    (
        "script", "style", "iframe", "object", "embed", "noscript", "template", "textarea", "title", "svg", "math",
        "xmp", "noembed", "noframes", "select",
    )
)  # fmt: skip
LINK_REL = "noopener noreferrer"

IMAGE = re.compile(r"/media/[A-Za-z0-9][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*")
DEEPEST = 40
NESTING = re.compile(r"<(/?)(?:ul|ol|li|dl|dt|dd|blockquote)(?=[\s/>])[^<>]*>", re.I)
SCHEME = re.compile(r"([^/?#:]*):")
PATTERNS = {
    "lang": re.compile(r"[A-Za-z0-9-]{0,35}"),
    "hreflang": re.compile(r"[A-Za-z0-9-]{1,35}"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "scope": re.compile(r"col|row|colgroup|rowgroup"),
    "start": re.compile(r"-?[0-9]{1,4}"),
} | dict.fromkeys(("width", "height", "colspan", "rowspan", "span"), re.compile(r"[0-9]{1,4}"))
BLANKS = re.compile(r"[ \t\n\xa0]{2,}|[\t\n]|^\xa0|\xa0\Z")


@lru_cache(maxsize=2048)
def clean(html: str) -> str:
    """Safe HTML, for rendering: the same input always gives the same bytes, and cleaning them again changes nothing."""
    html = _shallow(markup.storable(html))
    for _ in range(3):  # the order of attributes settles on the second pass
        cleaned = _cleaner.clean(html)
        if cleaned == html:
            break
        html = cleaned
    return html


def _shallow(html: str) -> str:
    """Drops what nests deeper than any text needs: the parser takes quadratic time over nested lists."""
    if html.count("<") <= DEEPEST:
        return html
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1]:
            depth -= 1
            return match[0] if depth < DEEPEST else ""
        depth += 1
        return match[0] if depth <= DEEPEST else ""

    return NESTING.sub(kept, html)


@lru_cache(maxsize=512)
def sanitise(html: str) -> str:
    """Safe HTML, for storing: also without the empty paragraphs and the blanks that editors leave behind."""
    return markup.serialise(_with_tidy_blanks(_without_empty_paragraphs(markup.parse(clean(html)))))


def _without_empty_paragraphs(tokens: list[markup.Token]) -> list[markup.Token]:
    kept: list[markup.Token] = []
    for token in tokens:
        kept.append(token)
        # By class and name: the tuples of a text and a tag that read alike are equal.
        if isinstance(token, markup.End) and token.tag == "p":
            blank = isinstance(kept[-2], markup.Text) and not kept[-2].text.strip()
            opening = kept[-3 if blank else -2]
            if isinstance(opening, markup.Start) and opening.tag == "p":
                del kept[-3 if blank else -2 :]
    return kept if len(kept) == len(tokens) else markup.parse(markup.serialise(kept))


def _with_tidy_blanks(tokens: list[markup.Token]) -> Iterator[markup.Token]:
    """Every editor breaks lines and sets blocks apart in its own way; stored as they come, saving a text would change it."""
    around: list[markup.Token | None] = [None, *tokens, None]
    last: markup.Token | None = None
    for before, token, after in zip(around, tokens, around[2:], strict=False):
        if isinstance(token, markup.Text):
            token = markup.Text(_tidy_blanks(token.text, at_begin=_is_edge(before), at_end=_is_edge(after)))
            if not token.text:
                continue
        elif _are_blocks_apart(last, token):
            yield markup.Text("\n")
        yield token
        last = token


def _tidy_blanks(text: str, *, at_begin: bool, at_end: bool) -> str:
    """A no-break blank between two words was meant; one at an edge or beside another blank is an editor's doing."""
    text = BLANKS.sub(" ", text)
    # Nobody sees a blank at the edge of a block.
    text = text.lstrip(" ") if at_begin else text
    return text.rstrip(" ") if at_end else text


def _is_edge(token: markup.Token | None) -> bool:
    return token is None or (not isinstance(token, markup.Text) and token.tag in markup.BLOCKS)


def _are_blocks_apart(last: markup.Token | None, token: markup.Start | markup.End) -> bool:
    """Each block begins a line of its own, and whatever holds blocks ends on one; a block of words stays on its line."""
    if last is None or isinstance(last, markup.Text) or "br" in (last.tag, token.tag):
        return False
    is_empty = isinstance(last, markup.Start) and isinstance(token, markup.End)
    return not is_empty and last.tag in markup.BLOCKS and token.tag in markup.BLOCKS


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value to store, or None to drop the attribute. Must not raise: nh3 would only log it."""
    if name == "class":
        return " ".join(sorted(CLASSES.get(tag, set()) & set(value.split()))) or None
    if name in ("href", "cite"):
        return _address(value)
    if name == "src":
        return value if IMAGE.fullmatch(value) else None
    if name == "data-refs":
        return ",".join(parse_keys(value)) or None
    if name == "data-loc":
        return tidy_locator(value)[:MAX_LOCATOR].strip() or None
    if name == "data-quote":
        return tidy_quote(tidy_quote(value)[:MAX_QUOTE]) or None
    pattern = PATTERNS.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def _address(value: str) -> str | None:
    """Refuses what browsers read as another host or script though it doesn't look so: //host, /\\host, java\\tscript:."""
    address = value.strip(" \n\t")
    if "\\" in address or address.startswith("//") or any(c.isspace() or not c.isprintable() for c in address):
        return None
    scheme = SCHEME.match(address)
    if scheme and scheme.group(1).lower() not in SCHEMES:
        return None  # nh3 asks this of href and src, but not of cite
    if scheme and scheme.group(1).lower() == "object":
        return _object_address(address[7:])
    return address or None


def _object_address(text: str) -> str | None:
    try:
        return f"object:{uuid.UUID(text)}"
    except ValueError:
        return None


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_WHOLE),
    attributes=ATTRIBUTES,
    attribute_filter=_kept,
    url_schemes=set(SCHEMES),
    link_rel=LINK_REL,
)
