"""Finds records of the library that may be the same work as given sources; it merges nothing and refuses nothing.

Candidates come from indexed columns, so that thousands of sources are compared with thousands of records in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from publishing.models import Item, User
from references.csl import Source
from references.likeness import IDENTIFIERS, Likeness, author_key, author_keys_near, likeness, title_key
from references.match_keys import work_of
from references.models import DistinctSources, Reference

# The most values of one question to the database.
AT_ONCE = 500
COMPARED = ("title", "authors", "issued", *IDENTIFIERS)


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """A record of the library that may be the work in question."""

    reference_id: int
    item_id: UUID
    key: str
    title: str
    likeness: Likeness


def near_duplicates(sources: Sequence[Source], *, besides: Reference | None = None) -> list[list[Duplicate]]:
    """For each of the sources the records that may be the same work, the likeliest first.

    `besides` is the record whose own source is asked about: it is left out, and so is what someone said is not the same.
    """
    excluded = _settled(besides) if besides is not None and besides.pk else set()
    found: list[list[Duplicate]] = []
    for start in range(0, len(sources), AT_ONCE):
        some = sources[start : start + AT_ONCE]
        records = _Candidates(some, excluded=excluded)
        found += [records.like(source) for source in some]
    return found


def tell_apart(one: Reference, other: Reference, *, by: User, at: datetime) -> None:
    """Remembers that the two are different works, so that nobody is asked again."""
    first, second = sorted((one.pk, other.pk))
    DistinctSources.objects.get_or_create(first_id=first, second_id=second, defaults={"said_by": by, "said_at": at})


def _settled(reference: Reference) -> set[int]:
    pairs = DistinctSources.objects.filter(Q(first=reference) | Q(second=reference)).values_list("first", "second")
    return {reference.pk, *(pk for pair in pairs for pk in pair)}


class _Candidates:
    """The records that share an identifier or a key with one of the sources, read in one query."""

    def __init__(self, sources: Sequence[Source], *, excluded: set[int]) -> None:
        self._excluded = excluded
        self._records: dict[int, tuple[Reference, Source]] = {}
        self._by: dict[tuple[str, str], set[int]] = {}
        # One question: each of its parts has an index, and databases join what those find.
        ways = [
            Q(**{f"{name}__in": _some(getattr(one, name) for one in sources)}) & ~Q(**{name: ""})
            for name in IDENTIFIERS
        ]
        ways.append(Q(author_key__in=_some(key for one in sources for key in author_keys_near(one))))
        ways.append(Q(title_key__in=_some(title_key(one) for one in sources if not author_key(one))))
        ways.append(Q(title_key__in=_some(title_key(one) for one in sources), author_key=""))
        self._read(reduce(or_, ways))

    def like(self, source: Source) -> list[Duplicate]:
        ids = {pk for name in IDENTIFIERS for pk in self._by.get((name, getattr(source, name)), ())}
        ids |= {pk for key in author_keys_near(source) for pk in self._by.get(("author_key", key), ())}
        if author_key(source):
            # Who signed and when is known of both: then the keys above have found it, or it is another work.
            ids |= {
                pk for pk in self._by.get(("title_key", title_key(source)), ()) if not self._records[pk][0].author_key
            }
        else:
            ids |= self._by.get(("title_key", title_key(source)), set())
        found = []
        for pk in ids:
            record, stored = self._records[pk]
            alike = likeness(source, stored)
            if alike.is_duplicate:
                found.append(
                    Duplicate(
                        reference_id=pk, item_id=record.item_id, key=record.slug, title=record.title, likeness=alike
                    )
                )
        return sorted(found, key=lambda one: (-len(one.likeness.same), -one.likeness.score, one.key))

    def _read(self, condition: Q) -> None:
        # Asked of what was found: a join would read all of the library's items first.
        merged = Item.objects.filter(pk=OuterRef("item"), merged_into__isnull=False)
        records = Reference.objects.filter(condition, ~Exists(merged)).exclude(pk__in=self._excluded)
        wanted = ("item_id", "slug", "type", "author_key", "title_key", *COMPARED)
        for record in records.only(*wanted):
            if record.pk in self._records:
                continue
            self._records[record.pk] = record, work_of(record)
            for name, value in _keys(record):
                self._by.setdefault((name, value), set()).add(record.pk)


def _keys(record: Reference) -> Iterator[tuple[str, str]]:
    for name in (*IDENTIFIERS, "author_key", "title_key"):
        if value := getattr(record, name):
            yield name, value


def _some(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})
