"""Finds records of the library by what people type: any spelling of an identifier, or words; it writes nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, When

from references.identifiers import BadIdentifier
from references.models import NORMALISERS, IdentifierField, Reference

MOST_WORDS = 8
LOOKED_IN = ("title", "authors", "container_title", "publisher", "issued", "slug", "doi", "item__keys__key")


class Identifier(NamedTuple):
    scheme: str
    value: str

    @property
    def label(self) -> str:
        field = Reference._meta.get_field(self.scheme)
        assert isinstance(field, IdentifierField)
        return str(field.verbose_name)


def identifier_in(text: str) -> Identifier | None:
    """The identifier that the text is, when it can be only one; bare digits may be several things."""
    read = [Identifier(scheme, value) for scheme, value in _readings(text)]
    # A link to a DOI or to PubMed is a web address too, but says more.
    said = [found for found in read if found.scheme != "url"] or read
    return said[0] if len(said) == 1 else None


def named_by(text: str) -> Q:
    """The records that have the text as one of their identifiers, read as each of them in turn."""
    condition = Q(pk__in=[])
    for scheme, value in _readings(text):
        condition |= Q(**{scheme: value})
    return condition


def found_by(text: str) -> QuerySet[Reference]:
    """The one record that the text identifies, or all that hold each of its words; titles that begin with it first."""
    is_begun = Case(When(title__istartswith=text, then=0), default=1)
    records = Reference.objects.filter(item__merged_into=None).order_by(is_begun, "-issued", "title", "pk")
    named = records.filter(named_by(text))
    if named.exists():
        return named
    for word in text.split()[:MOST_WORDS]:
        somewhere = Q()
        for field in LOOKED_IN:
            somewhere |= Q(**{f"{field}__icontains": word})
        records = records.filter(pk__in=Reference.objects.filter(somewhere).values("pk"))
    return records


def _readings(text: str) -> list[tuple[str, str]]:
    found = []
    for scheme, normalise in NORMALISERS.items():
        with suppress(BadIdentifier):
            if value := normalise(text):
                found.append((scheme, value))
    return found
