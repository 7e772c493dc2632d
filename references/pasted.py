"""Turns what other programs put on the clipboard into the few tags that the guide has; it makes nothing safe.

Word, Docs, Outlook, Excel, Notion, PDF viewers and web pages say lists, emphasis and paragraphs in styles, divs and
attributes of their own, all of which the sanitiser would drop. Text that holds none of that comes back unchanged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from references.markup import BLOCKS, End, Start, Text, Token, parse, serialise

FOREIGN = re.compile(
    r"<(?:div|span|font|h1|h5|h6|section|article|main|o:p)\b|\bstyle\s*=|\bclass\s*=\s*[\"']?Mso", re.I
)
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "del": "s", "strike": "s"}
VOID = frozenset({"br", "hr", "img", "col", "meta", "link", "input", "wbr", "area", "base", "embed", "source"})
BREAKS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "aside", "address", "form", "html", "body"}
)
# Text stands in one of these, or in a paragraph of its own.
HOLDERS = frozenset({"p", "h2", "h3", "h4", "li", "dt", "dd", "td", "th", "caption", "figcaption"})
LIST_LEVEL = re.compile(r"\bl\d+\s+level([1-9])", re.I)
NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]", re.I)
# Between a number and its unit a no-break blank was meant; anywhere else it is the other program's doing.
STRAY_BLANK = re.compile(r"(?<![0-9])\xa0|\xa0(?![^\W\d_]|[°%])")
PARAGRAPH = re.compile(r"<p>([^<]*(?:<(?!/?p>)[^<]*)*)</p>")
TAG = re.compile(r"<[^>]*>")
# Lines of print are about this long or longer; those of an address or a poem are shorter.
PRINTED_LINE = 45


def tidied(html: str) -> str:
    """Allow-listed tags where styles said the same; whatever else there is, is left to the sanitiser."""
    if not FOREIGN.search(html):
        return html
    tokens = list(_in_paragraphs(_in_lists(_Reading(html).tokens)))
    return PARAGRAPH.sub(_without_soft_breaks, serialise(tokens))


class _Reading:
    """One pass over what was pasted: styles become tags, Word's paragraphs with a bullet become items."""

    def __init__(self, html: str) -> None:
        self.tokens: list[Token] = []
        self._open: list[tuple[str, list[Token]]] = []
        self._opened: Counter[str] = Counter()
        self._item: int | None = None
        self._hidden_from = 0  # how deep it was when something began that nobody sees; 0 for nothing
        self._marker: list[str] | None = None
        for token in parse(html):
            match token:
                case Start("img") if not token.get("src").startswith("/media/"):
                    pass  # somebody else's picture
                case Start(tag) if tag in VOID:
                    self._put(token)
                case Start():
                    self._begin(token)
                case End(tag):
                    self._end(tag)
                case Text(text):
                    if self._marker is not None:
                        self._marker.append(text)
                    self._put(Text(STRAY_BLANK.sub(" ", text)))
        while self._open:
            self._close()

    def _put(self, token: Token) -> None:
        if not self._hidden_from:
            self.tokens.append(token)

    def _begin(self, token: Start) -> None:
        pairs = (rule.partition(":") for rule in token.get("style").lower().split(";"))
        styles = {name.strip(): value.strip() for name, _, value in pairs}
        mso_list = styles.get("mso-list", "")
        ends: list[Token] = []
        if not self._hidden_from and (mso_list == "ignore" or styles.get("display") == "none"):
            self._hidden_from = len(self._open) + 1
            self._marker = [] if mso_list == "ignore" else None
        elif level := LIST_LEVEL.search(mso_list):
            self._item = None if self._hidden_from else len(self.tokens)
            self._put(Start("li", (("level", level[1]), ("in", "ul"))))
            ends = [End("li")]
        else:
            for tag in _meant(token.tag, styles):
                self._put(token if tag == token.tag else Start(tag))
                ends.insert(0, End(tag))
        self._open.append((token.tag, ends))
        self._opened[token.tag] += 1

    def _end(self, tag: str) -> None:
        if self._opened[tag]:
            while self._close() != tag:
                pass

    def _close(self) -> str:
        tag, ends = self._open.pop()
        self._opened[tag] -= 1
        if self._hidden_from == len(self._open) + 1:
            self._hidden_from = 0
            if self._marker is not None:
                self._number_item("".join(self._marker))
                self._marker = None
        elif not self._hidden_from:
            self.tokens += ends
        return tag

    def _number_item(self, marker: str) -> None:
        """The item that was begun last stands in a numbered list if its mark is a number or a letter."""
        token = self.tokens[self._item] if self._item is not None else None
        if self._item is not None and isinstance(token, Start) and NUMBERED.match(marker):
            self.tokens[self._item] = token.replace(**{"in": "ol"})


def _meant(tag: str, styles: dict[str, str]) -> list[str]:
    """The tags that say what the tag and its styles say, the outer one first."""
    weight = styles.get("font-weight", "")
    is_bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    if tag in ("b", "strong", "i", "em"):
        is_plain = weight in ("normal", "400") if tag in ("b", "strong") else styles.get("font-style") == "normal"
        return [] if is_plain else [{"b": "strong", "i": "em"}.get(tag, tag)]
    if tag not in ("span", "font"):
        return [RENAMED.get(tag, tag)]
    found = ["strong"] if is_bold else []
    found += ["em"] if styles.get("font-style") in ("italic", "oblique") else []
    found += ["s"] if "line-through" in styles.get("text-decoration", "") else []
    raised = {"super": ["sup"], "sub": ["sub"]}
    return [*found, *raised.get(styles.get("vertical-align", ""), [])]


def _in_lists(tokens: list[Token]) -> Iterator[Token]:
    """Word's items, which stand side by side with a level each, inside each other."""
    lists: list[str] = []
    is_inside = False
    for token in tokens:
        if isinstance(token, Start) and token.has("level"):
            level, kind = int(token.get("level")), token.get("in")
            while len(lists) > level or (len(lists) == level and lists[-1] != kind):
                yield from (End("li"), End(lists.pop()))
            if len(lists) == level:
                yield from (End("li"), Start("li"))
            while len(lists) < level:
                lists.append(kind)
                yield from (Start(kind), Start("li"))
            is_inside = True
        elif is_inside and token == End("li"):
            is_inside = False
        else:
            if lists and not is_inside:
                if isinstance(token, Text) and not token.text.strip():
                    continue
                while lists:
                    yield from (End("li"), End(lists.pop()))
            yield token
    while lists:
        yield from (End("li"), End(lists.pop()))


def _in_paragraphs(tokens: Iterator[Token]) -> Iterator[Token]:
    """Text between boxes gets a paragraph, and a line of its own where it stands in a cell or an item."""
    held, is_open, breaks_line = 0, False, False
    for token in tokens:
        tag = "" if isinstance(token, Text) else token.tag
        is_box = tag in BREAKS
        if is_box or (tag in BLOCKS and tag != "br"):
            if is_open:
                yield End("p")
                is_open = False
            if held and is_box:
                breaks_line = breaks_line or isinstance(token, End)
                continue
            breaks_line = False
            held += (1 if isinstance(token, Start) else -1) if tag in HOLDERS else 0
            held = max(held, 0)
            if not is_box:
                yield token
            continue
        is_blank = isinstance(token, Text) and not token.text.strip()
        if not held and not is_open and not is_blank and not isinstance(token, End):
            yield Start("p")
            is_open = True
        if breaks_line and not is_blank and not isinstance(token, End):
            yield Start("br")
            breaks_line = False
        yield token
    if is_open:
        yield End("p")


def _without_soft_breaks(match: re.Match[str]) -> str:
    """The lines of a printed page run on; the last one may be of any length."""
    lines = re.split(r"<br */?>", match[1])
    if len(lines) < 3 or any(len(TAG.sub("", line).strip()) < PRINTED_LINE for line in lines[:-1]):
        return match[0]
    return f"<p>{' '.join(line.strip() for line in lines)}</p>"
