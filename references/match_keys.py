"""Columns by which duplicates are found: made anew from the record at every write, so that no way in forgets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import models

from references.csl import Source, authors_from_lines
from references.likeness import IDENTIFIERS, KEY_LENGTH

YEAR = re.compile(r"[0-9]{4}")


class MatchKeyField(models.CharField):
    """What `make` says of the record's work. Django asks `pre_save` for bulk writes too."""

    def __init__(self, *args: Any, make: Callable[[Source], str], **kwargs: Any) -> None:
        self.make = make
        own = {"max_length": KEY_LENGTH, "default": "", "editable": False}
        super().__init__(*args, **{**own, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "make": self.make}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's signature
        value = self.make(work_of(model_instance))
        setattr(model_instance, self.attname, value)
        return value


def work_of(record: Any) -> Source:
    """As much of a record as tells which work it is; what can't be read is left out."""
    try:
        authors = authors_from_lines(record.authors)
    except ValueError:
        authors = ()
    year = YEAR.match(record.issued)
    return Source(
        key=record.slug,
        type=record.type,
        title=record.title,
        authors=authors,
        issued=(int(year[0]),) if year else (),
        **{name: getattr(record, name) for name in IDENTIFIERS},
    )
