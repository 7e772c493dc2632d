"""Reads MEDLINE as PubMed saves it (.nbib, "PubMed format"): four-letter tags, continuation lines of six blanks."""

from __future__ import annotations

import re

from references.csl import Name
from references.formats.dates import most_precise, read_date
from references.formats.languages import language_code
from references.formats.names import organisation, read_name
from references.formats.notices import of_pubmed
from references.formats.records import BadRecord, Parsed, Reading, Record, doi_in, unique
from references.formats.study_types import study_type_of
from references.formats.tagged import Tagged, cut
from references.vocabulary import CslType

KNOWN = frozenset(
    [
        "PMID",
        "OWN",
        "STAT",
        "DA",
        "DCOM",
        "LR",
        "IS",
        "VI",
        "IP",
        "DP",
        "TI",
        "PG",
        "LID",
        "AB",
        "CI",
        "FAU",
        "AU",
        "AD",
        "AUID",
        "LA",
        "GR",
        "PT",
        "DEP",
        "PL",
        "TA",
        "JT",
        "JID",
        "SB",
        "RN",
        "MH",
        "OT",
        "COIS",
        "EDAT",
        "MHDA",
        "CRDT",
        "PHST",
        "AID",
        "PST",
        "SO",
        "CN",
        "PMC",
        "PMCR",
        "MID",
        "TT",
        "BTI",
        "CTI",
        "CDAT",
        "ISBN",
        "FED",
        "ED",
        "FIR",
        "IR",
        "PB",
        "CP",
        "CY",
        "EN",
        "VTI",
        "BT",
        "CRI",
        "CIN",
        "CON",
        "EIN",
        "RF",
        "UOF",
        "UIN",
        "RIN",
        "ROF",
        "ORI",
        "SI",
        "STAT",
        "OTO",
        "OID",
        "OAB",
        "OABL",
        "NM",
        "GN",
        "ECI",
        "EFR",
        "FPS",
        "PS",
        "SFM",
        "TD",
        "DDAT",
        "LR",
        "ABL",
        "DRDT",
        "RPI",
        "RPF",
        "DSOT",
        "CTDT",
        "CDAT",
        "MHDA",
        "NUM",
        "SPS",
        "RAD",
        "PUBM",
        "BOOK",
        "COLL",
    ]
)
AUTHORS, EDITORS = ("FAU", "AU"), ("FED", "ED")
BOOK_DIVISION = re.compile(r"chapter|section", re.I)
FOREIGN_TITLE = re.compile(r"\[(.+)\]\.?")


def read_medline(text: str) -> Parsed:
    records: list[Record] = []
    bad: list[BadRecord] = []
    for tagged in cut(text, known=KNOWN, begins=_begins, ends=lambda record, tag: False, blank_ends=True):
        if not tagged.first("TI", "BTI", "CTI", "PMID"):
            bad.append(
                BadRecord(
                    line=tagged.line, raw=tagged.raw, message="This has neither a title (TI) nor a PubMed ID (PMID)."
                )
            )
            continue
        records.append(_record(tagged))
    return Parsed(records=tuple(records), bad=tuple(bad))


def _begins(current: Tagged | None, tag: str, value: str) -> bool:
    return tag == "PMID" and current is not None and bool(current.tags)


def _record(tagged: Tagged) -> Record:
    reading = Reading(tagged.line, tagged.raw)
    kind = _type(tagged)
    reading.values["type"] = kind
    _titles(reading, tagged, kind)
    reading.values["authors"] = _people(tagged, *AUTHORS, group="CN")
    reading.values["editors"] = _people(tagged, *EDITORS)
    reading.values["issued"], reading.values["season"] = _date(tagged)
    reading.values["volume"] = tagged.first("VI")
    reading.values["issue"] = tagged.first("IP")
    reading.values["page"] = tagged.first("PG").split(";")[0]
    reading.values["publisher"] = tagged.first("PB")
    if kind in (CslType.BOOK, CslType.CHAPTER):
        reading.values["publisher_place"] = tagged.first("PL", "CP")
        reading.values["edition"] = tagged.first("EN")
    reading.values["language"] = language_code(tagged.first("LA"))
    reading.first("pmid", tagged.first("PMID"))
    reading.first("pmcid", tagged.first("PMC"))
    ids = tagged.all("LID", "AID")
    reading.first("doi", doi_in([text for text in ids if "[doi]" in text]), doi_in(ids), doi_in(tagged.all("SO")))
    if not reading.values["page"]:
        # An article number stands where pages would, marked [pii] beside the DOI.
        number = next((text for text in tagged.all("LID") if "[pii]" in text), "")
        reading.values["page"] = number.replace("[pii]", "").strip()
    reading.first("isbn", tagged.first("ISBN"))
    if pages := reading.values["page"]:
        reading.values["page"] = re.sub(r"\s*doi:.*", "", pages)
    reading.study_type = study_type_of(tagged.all("PT"))
    reading.notices = of_pubmed(tagged.tags, kinds=tagged.all("PT"), own_pmid=tagged.first("PMID"))
    return reading.record()


def _type(tagged: Tagged) -> CslType:
    kinds = [value.casefold() for value in tagged.all("PT")]
    if tagged.first("BTI") and tagged.first("TI", "CTI"):
        return CslType.CHAPTER
    if tagged.first("BTI") or "book" in kinds:
        return CslType.BOOK
    if "preprint" in kinds:
        return CslType.ARTICLE
    return CslType.ARTICLE_JOURNAL


def _titles(reading: Reading, tagged: Tagged, kind: CslType) -> None:
    title = tagged.first("TI", "CTI") if kind is not CslType.BOOK else tagged.first("BTI", "TI")
    original = tagged.first("TT", "VTI")
    if original and (found := FOREIGN_TITLE.fullmatch(title)):
        title = found[1]
    elif found := FOREIGN_TITLE.fullmatch(title):
        title = f"[{found[1].rstrip('.')}]"
    reading.values["title"] = title
    reading.values["original_title"] = original.rstrip(".")
    if kind is CslType.CHAPTER:
        reading.values["container_title"] = tagged.first("BTI").rstrip(".")
    elif kind is not CslType.BOOK:
        reading.first("container_title", tagged.first("JT"), tagged.first("TA"))
        short = tagged.first("TA")
        if short.casefold() != reading.values["container_title"].casefold():
            reading.values["container_title_short"] = short


def _people(tagged: Tagged, full: str, short: str, *, group: str = "") -> tuple[Name, ...]:
    """Full names where there are any, else names with initials; groups where they stand among them."""
    persons = full if tagged.first(full) else short
    names = (
        organisation(value) if tag == group else read_name(value)
        for tag, value in tagged.tags
        if tag in (persons, group) and value
    )
    return unique(names)


def _date(tagged: Tagged) -> tuple[tuple[int, ...], str]:
    printed = read_date(tagged.first("DP"))
    if printed[0]:
        return printed
    # Not EDAT or CRDT: those are days on which PubMed took the record in.
    return most_precise(*(read_date(text) for text in tagged.all("DEP", "CTDT", "CDAT")))
