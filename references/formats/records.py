"""What a reader of any format gives: records, each with its line and raw text, and what was no record. It raises nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from references import identifiers
from references.csl import Name, Source
from references.formats.notices import FoundNotice
from references.formats.text import plain, with_title_marks
from references.identifiers import BadIdentifier
from references.vocabulary import CslType

MAX_RAW = 20_000
IDENTIFIERS: dict[str, Callable[[str], str]] = {
    "doi": identifiers.normalise_doi,
    "pmid": identifiers.normalise_pmid,
    "pmcid": identifiers.normalise_pmcid,
    "isbn": identifiers.normalise_isbn,
    "url": identifiers.canonical_url,
}
LABELS = {"doi": "DOI", "pmid": "PubMed ID", "pmcid": "PubMed Central ID", "isbn": "ISBN", "url": "web address"}
DOI_ANYWHERE = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^]{1,300}")
DOI_HOSTS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.I)
PMID_IN_URL = re.compile(r"ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(\d{1,8})|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,8})", re.I)
PMCID_IN_URL = re.compile(r"/(PMC\d{1,9})\b", re.I)
NAMES = ("authors", "editors", "translators")
TITLES = ("title", "original_title", "container_title")
# What publishers write before the title of what they took back; it is no part of the title.
SAYS_RETRACTED = re.compile(
    r"^\s*(?:\W*(?:retract(?:ed|ion)|withdrawn|removed)(?: (?:article|paper|publication|notice))?\s*[:\])\u2013\u2014-]\W*)+",
    re.I,
)
RANGE = re.compile(r"\s*(?:--+|[\u2010-\u2015\u2212])\s*")


@dataclass(frozen=True, kw_only=True)
class Record:
    """`notes` say, in an editor's words, what was guessed, mended or left out of this record."""

    source: Source
    line: int
    raw: str
    notes: tuple[str, ...] = ()
    notices: tuple[FoundNotice, ...] = ()
    """What it says has happened to the work since."""
    study_type: str = ""
    """What kind of study it is called there, in the library's words."""


@dataclass(frozen=True, kw_only=True)
class BadRecord:
    line: int
    raw: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Parsed:
    records: tuple[Record, ...] = ()
    bad: tuple[BadRecord, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class Reading:
    """The values of one record as they are found: raw strings, names, date parts. `source` makes them a Source."""

    line: int
    raw: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    notices: tuple[FoundNotice, ...] = ()
    study_type: str = ""

    def first(self, name: str, *found: str | None) -> None:
        """Takes the first of the values that says something, unless one was taken before."""
        if not self.values.get(name):
            self.values[name] = next((text for text in found if text and text.strip()), "")

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def record(self) -> Record:
        source = self._source()
        if SAYS_RETRACTED.match(source.title):
            self.note("Its title says that it was taken back. Look what happened to it before you cite it.")
        return Record(
            source=source,
            line=self.line,
            raw=self.raw[:MAX_RAW],
            notes=tuple(self.notes),
            notices=self.notices,
            study_type=self.study_type,
        )

    def _source(self) -> Source:
        self._take_identifiers_out_of_addresses()
        values: dict[str, Any] = {}
        for name, value in self.values.items():
            if name in IDENTIFIERS:
                value = self._identifier(name, value)
            elif name in TITLES:
                value = with_title_marks(value)
            elif isinstance(value, str):
                value = plain(value)
            elif name in NAMES:
                value = tuple(value)
            if value:
                values[name] = value
        values["page"] = RANGE.sub("-", values.get("page", ""))
        values["title"] = without_last_stop(values.get("title", ""))
        kind = values.pop("type", CslType.ARTICLE_JOURNAL)
        if not values.get("issued"):
            values.pop("season", None)
        return Source(key=values.pop("key", ""), type=str(kind), **values)

    def _take_identifiers_out_of_addresses(self) -> None:
        url = str(self.values.get("url", ""))
        if not self.values.get("doi") and DOI_HOSTS.match(url.strip()):
            self.values["doi"] = url
        if not self.values.get("pmid") and (found := PMID_IN_URL.search(url)):
            self.values["pmid"] = found[1] or found[2]
        if not self.values.get("pmcid") and "ncbi.nlm.nih.gov" in url and (found := PMCID_IN_URL.search(url)):
            self.values["pmcid"] = found[1]

    def _identifier(self, name: str, value: str) -> str:
        try:
            return IDENTIFIERS[name](value)
        except BadIdentifier:
            self.note(f"“{shortened(value)}” is no {LABELS[name]} and was left out.")
            return ""


def shortened(text: str, most: int = 80) -> str:
    text = plain(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def without_last_stop(title: str) -> str:
    """A title is stored without the full stop that some formats put behind it; "et al." and "..." keep theirs."""
    if title.endswith(".") and not title.endswith("..") and not re.search(r"(?:\b[A-Z]|\bal|\bvs|\betc)\.\Z", title):
        return title[:-1].rstrip()
    return title


def doi_in(texts: Iterable[str | None]) -> str:
    """The first DOI that stands anywhere in the texts."""
    for text in texts:
        if text and (found := DOI_ANYWHERE.search(text)):
            return found[0]
    return ""


def unique(names: Iterable[Name | None]) -> tuple[Name, ...]:
    """In their order, each once: some exports name the first author in two tags."""
    return tuple(dict.fromkeys(name for name in names if name is not None))
