"""Tells what someone pasted: a DOI, PubMed ID, ISBN or web address. Pure; it asks nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

import msgspec

from references import identifiers
from references.csl import Source
from references.identifiers import BadIdentifier
from references.vocabulary import CslType

DOI_IN_ADDRESS = re.compile(r"/doi/(?:[a-z]{2,8}/)?(10\.\d{4,9}/[^?#]+)", re.I)
IS_ADDRESS = re.compile(r"https?://", re.I)
PUBMED_CENTRAL = "https://pmc.ncbi.nlm.nih.gov/articles/{}/"
# In this order: a number of eight digits is no ISBN, and a PubMed ID has no slash.
READERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("doi", identifiers.normalise_doi),
    ("pmid", identifiers.normalise_pmid),
    ("pmcid", identifiers.normalise_pmcid),
    ("isbn", identifiers.normalise_isbn),
    ("url", identifiers.canonical_url),
)
TYPES = {"isbn": CslType.BOOK, "url": CslType.WEBPAGE}


class Pasted(NamedTuple):
    scheme: str
    value: str

    @property
    def source(self) -> Source:
        """A source of which this is all that is known."""
        empty = Source(key="", type=TYPES.get(self.scheme, CslType.ARTICLE_JOURNAL))
        return msgspec.structs.replace(empty, **{self.scheme: self.value})


def recognise(text: str) -> Pasted | None:
    text = text.strip()
    if IS_ADDRESS.match(text) and (inside := DOI_IN_ADDRESS.search(text)):
        # A publisher's page is often closed to machines; its DOI is not.
        with suppress(BadIdentifier):
            return Pasted("doi", identifiers.normalise_doi(inside[1]))
    if not text:
        return None
    for scheme, read in READERS:
        with suppress(BadIdentifier):
            return Pasted(scheme, read(text))
    if "." in text and not any(c.isspace() for c in text) and "://" not in text:
        with suppress(BadIdentifier):
            return Pasted("url", identifiers.canonical_url(f"https://{text}"))
    return None
