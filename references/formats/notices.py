"""What records of PubMed and Crossref say was published about a work later: notices, and newer versions. It judges nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from references import identifiers
from references.formats.dates import read_date
from references.identifiers import BadIdentifier
from references.vocabulary import Nature

CROSSREF = {
    "retraction": Nature.RETRACTION,
    "withdrawal": Nature.RETRACTION,
    "removal": Nature.RETRACTION,
    "partial_retraction": Nature.RETRACTION,
    "expression_of_concern": Nature.CONCERN,
    "correction": Nature.CORRECTION,
    "corrigendum": Nature.CORRECTION,
    "erratum": Nature.CORRECTION,
    "new_edition": Nature.NEWER_VERSION,
    "new_version": Nature.NEWER_VERSION,
}
# Tags of MEDLINE, and what the same is called in PubMed's XML.
PUBMED = {
    "RIN": Nature.RETRACTION,
    "ECI": Nature.CONCERN,
    "EIN": Nature.CORRECTION,
    "CRI": Nature.CORRECTION,
    "UIN": Nature.NEWER_VERSION,
    "RetractionIn": Nature.RETRACTION,
    "ExpressionOfConcernIn": Nature.CONCERN,
    "ErratumIn": Nature.CORRECTION,
    "CorrectedandRepublishedIn": Nature.CORRECTION,
    "UpdateIn": Nature.NEWER_VERSION,
}
RETRACTED = "retracted publication"
# "N Engl J Med. 2018 Jun 21;378(25):2441. doi: 10.1056/NEJMc1806491. PMID: 29897866"
DATE = re.compile(r"\b((?:19|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)(?=[;:.,]|\s*\Z)")
DOI = re.compile(r"\bdoi: ?(10\.\d{4,9}/\S+)", re.I)
PMID = re.compile(r"\bPMID: ?(\d{1,8})\b")


@dataclass(frozen=True, kw_only=True)
class FoundNotice:
    """What a registry says has happened to the work since: a retraction, a concern, a correction, a newer version."""

    nature: str
    """One of `references.vocabulary.Nature`."""
    dated: tuple[int, ...] = ()
    doi: str = ""
    pmid: str = ""

    @property
    def number(self) -> str:
        """Tells the notices of one registry about one work apart."""
        return f"{self.nature} {self.doi or self.pmid}".strip()


def of_pubmed(said: Iterable[tuple[str, str]], *, kinds: Iterable[str], own_pmid: str) -> tuple[FoundNotice, ...]:
    """From what it calls each remark and the remark itself; `kinds` are its kinds of publication."""
    found = [_remark(PUBMED[name], text) for name, text in said if name in PUBMED]
    is_marked = RETRACTED in {kind.casefold() for kind in kinds}
    if is_marked and all(one.nature != Nature.RETRACTION for one in found):
        found.append(FoundNotice(nature=Nature.RETRACTION))
    # Some updates name the work itself.
    return tuple(dict.fromkeys(one for one in found if not one.pmid or one.pmid != own_pmid))


def _remark(nature: Nature, text: str) -> FoundNotice:
    date, doi, pmid = DATE.search(text), DOI.search(text), PMID.search(text)
    return FoundNotice(
        nature=nature,
        dated=read_date(date[1])[0] if date else (),
        doi=_doi(doi[1]) if doi else "",
        pmid=pmid[1].lstrip("0") if pmid else "",
    )


def of_crossref(message: Any, *, read_date: Any) -> tuple[FoundNotice, ...]:
    """From `updated-by` of its record; `read_date` reads a date as its JSON writes it."""
    updates = message.get("updated-by") if isinstance(message, dict) else None
    found = []
    for update in updates if isinstance(updates, list) else []:
        nature = (
            CROSSREF.get(str(update.get("type", "")).lower().replace("-", "_")) if isinstance(update, dict) else None
        )
        if nature is not None:
            dated = read_date(update.get("updated"))[0]
            found.append(FoundNotice(nature=nature, dated=dated, doi=_doi(str(update.get("DOI", "")))))
    return tuple(dict.fromkeys(found))


def _doi(text: str) -> str:
    with suppress(BadIdentifier):
        return identifiers.normalise_doi(text)
    return ""
