"""The superscript of one group of citations: its numbers, each of which opens its source; it numbers nothing."""

from __future__ import annotations

from typing import NamedTuple

from references.markup import End, Start, Text, Token

UNKNOWN_CLASS = "cite-unknown"
HIDDEN_CLASS = "visually-hidden"


class Cited(NamedTuple):
    number: int
    behind: str  # the number: the place in the source, and a warning of the source
    anchor: str


def bracketed(cited: list[Cited], unknown: list[str]) -> list[Token]:
    """[3] as one; several as [2,3], [4-6] or [2, Table 3; 4]; what leads nowhere as [?]."""
    if not unknown and len(cited) == 1:
        return _opener(cited[0], f"[{_label(cited[0])}]")
    if not cited:
        return _unknown(unknown, "[?]")
    separator = "; " if any(item.behind for item in cited) else ","
    shown = [_run(run, separator) for run in _runs(cited)]
    if unknown:
        shown.append(_unknown(unknown, "?"))
    return [Text("["), *_with(separator, shown), Text("]")]


def _runs(cited: list[Cited]) -> list[list[Cited]]:
    """Sources with consecutive numbers and no locator stand together."""
    runs: list[list[Cited]] = []
    for item in cited:
        last = runs[-1][-1] if runs else None
        if last and not last.behind and not item.behind and item.number == last.number + 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _run(run: list[Cited], separator: str) -> list[Token]:
    """From three on, the middle ones have no words: a back-link finds them, and the text reads "4-6"."""
    if len(run) < 3:
        return _with(separator, [_opener(item, _label(item)) for item in run])
    first, *middle, last = run
    hidden = [token for item in middle for token in _opener(item, "")]
    return [*_opener(first, _label(first)), Text("\u2013"), *hidden, *_opener(last, _label(last))]


def _with(separator: str, parts: list[list[Token]]) -> list[Token]:
    joined: list[Token] = []
    for part in parts:
        joined += [Text(separator), *part] if joined else part
    return joined


def _label(item: Cited) -> str:
    return f"{item.number}, {item.behind}" if item.behind else str(item.number)


def _opener(item: Cited, text: str) -> list[Token]:
    """Opens the source on the spot, without a script; a browser that can't shows the link to its entry instead.

    The back-link leads to the button: a place that is hidden could not be reached.
    """
    button = Start(
        "button",
        (
            ("id", item.anchor),
            ("popovertarget", f"ref-{item.number}"),
            ("aria-label", f"Reference {_label(item)}"),
        ),
    )
    if not text:
        return [button.replace(**{"class": HIDDEN_CLASS}), End("button")]
    return [button, Text(text), End("button"), Start("a", (("href", f"#ref-{item.number}"),)), Text(text), End("a")]


def _unknown(keys: list[str], text: str) -> list[Token]:
    title = "Unknown reference: " + ", ".join(key or "unreadable mark" for key in keys)
    return [Start("span", (("class", UNKNOWN_CLASS), ("title", title))), Text(text), End("span")]
