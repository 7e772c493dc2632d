"""Reads what Open Library says of an ISBN. Pure: text in, a source out."""

from __future__ import annotations

import json
import re
from typing import Any

from references.csl import Source
from references.formats.names import read_name
from references.vocabulary import CslType

YEAR = re.compile(r"(?<!\d)(1[4-9]\d{2}|20\d{2})(?!\d)")


def read_books(text: str, isbn: str) -> Source | None:
    """The book that `jscmd=data` describes; None when it knows none. Raises ValueError for what is no such answer."""
    answer = json.loads(text)
    if not isinstance(answer, dict):
        raise ValueError("expected an object of books")
    book = answer.get(f"ISBN:{isbn}")
    if not isinstance(book, dict) or not _text(book.get("title")):
        return None
    title = ": ".join(filter(None, [_text(book.get("title")), _text(book.get("subtitle"))]))
    year = YEAR.search(_text(book.get("publish_date")))
    return Source(
        key="",
        type=CslType.BOOK,
        title=title,
        authors=tuple(name for one in _list(book.get("authors")) if (name := read_name(_named(one)))),
        publisher=next(iter(_names(book.get("publishers"))), ""),
        publisher_place=next(iter(_names(book.get("publish_places"))), ""),
        issued=(int(year[0]),) if year else (),
        isbn=isbn,
    )


def _names(value: Any) -> list[str]:
    return [text for one in _list(value) if (text := _named(one))]


def _named(value: Any) -> str:
    return _text(value.get("name")) if isinstance(value, dict) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
