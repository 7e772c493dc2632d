"""Names the cells of a text's tables after their columns, so that a row can stand as a card on a phone.

A table without one plain row of column names, or with cells that span others, stays as it is: nothing could name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from references.markup import End, Start, Text, Token, parse, serialise

GROUPS = frozenset({"thead", "tbody", "tfoot"})
CELLS = frozenset({"th", "td"})


def with_named_cells(html: str) -> str:
    """Each table's parts get their roles too: boxes that are no table cells must still be read as such."""
    if "<thead" not in html:
        return html
    tokens = parse(html)
    named: list[Token] = []
    while tokens:
        start, end = _next_table(tokens)
        named += tokens[:start]
        table = tokens[start:end]
        names = _column_names(table)
        named += _named(table, names) if names else table
        tokens = tokens[end:]
    return serialise(named)


def _next_table(tokens: list[Token]) -> tuple[int, int]:
    """Where it begins and ends; behind the last token when there is none. Tables never stand inside each other."""
    start = next((place for place, token in enumerate(tokens) if _opens(token, "table")), len(tokens))
    rest = range(start, len(tokens))
    return start, next((place + 1 for place in rest if tokens[place] == End("table")), len(tokens))


def _opens(token: Token, *tags: str) -> bool:
    return isinstance(token, Start) and token.tag in tags


def _column_names(table: list[Token]) -> list[str]:
    """The words of the one row of column headings; none where a row is shorter, longer or spans.

    The corner above the headings of rows may be empty.
    """
    if any(isinstance(token, Start) and (token.get("colspan") or token.get("rowspan")) for token in table):
        return []
    rows = list(_rows(table))
    heads = [names for group, names in rows if group == "thead"]
    if len(heads) != 1 or not all(heads[0][1:]) or any(len(names) != len(heads[0]) for _, names in rows):
        return []
    return heads[0]


def _rows(table: list[Token]) -> Iterator[tuple[str, list[str]]]:
    """Of each row the group it stands in and the words of its cells, without the numbers of citations."""
    words: list[str] = []
    group, in_number = "", False
    for token in table:
        if isinstance(token, Start) and token.tag in GROUPS:
            group = token.tag
        elif _opens(token, "tr"):
            words = []
        elif _opens(token, *CELLS):
            words.append("")
        elif _opens(token, "sup") or token == End("sup"):
            in_number = not in_number
        elif isinstance(token, Text) and words and not in_number:
            words[-1] += token.text
        elif token == End("tr"):
            yield group, [" ".join(cell.split()) for cell in words]


def _named(table: list[Token], names: list[str]) -> Iterator[Token]:
    group, column = "", 0
    for token in table:
        if isinstance(token, Start) and token.tag == "table":
            yield token.replace(role="table")
        elif isinstance(token, Start) and token.tag in GROUPS:
            group = token.tag
            yield token.replace(role="rowgroup")
        elif isinstance(token, Start) and token.tag == "tr":
            column = 0
            yield token.replace(role="row")
        elif isinstance(token, Start) and token.tag in CELLS:
            yield _heading(token) if group == "thead" else _cell(token, name=names[column])
            column += 1
        else:
            yield token


def _heading(token: Start) -> Start:
    return token.replace(role="columnheader", scope="col")


def _cell(token: Start, *, name: str) -> Start:
    """A row's heading is the head of its card and needs no name."""
    if token.tag == "th":
        return token.replace(role="rowheader", scope="row")
    return token.replace(role="cell", **{"data-label": name})
