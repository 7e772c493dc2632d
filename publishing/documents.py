"""Documents: typed plain data that one item says about itself, and their text form, whose bytes never change.

A stored document is never rewritten. When a kind's shape changes incompatibly its schema number rises and a
small pure function upgrades older documents as they are read; new optional fields need neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import msgspec

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
D = TypeVar("D", bound="Document")


def schema_number(number: int) -> int:
    """The default of `schema`. A factory, because a plain default would be left out of the text."""
    return msgspec.field(default_factory=lambda: number)


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of what documents are made of. What has its default is left out of the text.

    So a new optional field changes no byte of what is stored, nor of what would be frozen again unchanged.
    """

    def called(self, name_of: Callable[[UUID], str]) -> str:
        """What or whom it is about, to be told wherever a piece of it stands alone. Empty: its place is enough."""
        return ""


class Document(Part, frozen=True, kw_only=True):
    """Base of every kind's document. `schema` counts from 1."""

    schema: int = schema_number(1)


class UnreadableDocument(Exception):
    """A stored document does not fit its kind; the message names the kind and the place."""


class _Head(msgspec.Struct):
    schema: int = 1


def encode(document: Document) -> str:
    """JSON in the order of the fields: equal documents give equal bytes."""
    return msgspec.json.encode(document).decode()


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def decode(text: str, document_type: type[D], upgrades: Sequence[Upgrade] = ()) -> D:
    """Reads a stored document; `upgrades[n - 1]` leads from schema n to n + 1."""
    current = len(upgrades) + 1
    try:
        schema = msgspec.json.decode(text, type=_Head).schema
        if schema == current:
            return msgspec.json.decode(text, type=document_type)
        if not 1 <= schema < current:
            raise UnreadableDocument(
                f"A {document_type.__name__} says schema {schema}; this version reads 1 to {current}. "
                "Was it written by a newer version of the program?"
            )
        data = _upgraded(msgspec.json.decode(text), document_type, schema, upgrades)
        return msgspec.convert({**data, "schema": current}, type=document_type)
    except msgspec.MsgspecError as error:
        raise UnreadableDocument(f"A stored {document_type.__name__} can't be read: {error}") from error


def _upgraded(data: Any, document_type: type[D], schema: int, upgrades: Sequence[Upgrade]) -> Any:
    for step, upgrade in enumerate(upgrades[schema - 1 :], start=schema):
        try:
            data = upgrade(data)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise UnreadableDocument(
                f"A stored {document_type.__name__} of schema {step} can't be upgraded to {step + 1}: {error!r}"
            ) from error
    return data
