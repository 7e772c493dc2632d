"""Reads RIS as EndNote, Zotero, Mendeley and publishers write it. Every record keeps its line and raw text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from references.csl import Name
from references.formats.dates import most_precise, read_date
from references.formats.languages import language_code
from references.formats.names import read_name
from references.formats.records import BadRecord, Parsed, Reading, Record, doi_in, shortened, unique
from references.formats.tagged import Tagged, cut
from references.vocabulary import CslType

TYPES = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "INPR", "ABST", "SER", "GEN"), CslType.ARTICLE_JOURNAL),
    **dict.fromkeys(("ELEC", "BLOG", "ICOMM", "WEB", "MULTI", "VIDEO", "SOUND", "MPCT", "COMP"), CslType.WEBPAGE),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "WHOLE", "CLSWK", "PAMP"), CslType.BOOK),
    **dict.fromkeys(("CHAP", "ECHAP", "BKCHP"), CslType.CHAPTER),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND", "GRANT"), CslType.REPORT),
    **dict.fromkeys(("CONF", "CPAPER", "SLIDE"), CslType.PAPER_CONFERENCE),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), CslType.DATASET),
    **dict.fromkeys(("UNPB", "MANSCPT", "PREPRINT"), CslType.ARTICLE),
    **dict.fromkeys(("ENCYC", "DICT"), CslType.ENTRY_ENCYCLOPEDIA),
    **dict.fromkeys(("STAT", "LEGAL", "BILL", "CASE", "HEAR"), CslType.LEGISLATION),
    "THES": CslType.THESIS,
    "NEWS": CslType.ARTICLE_NEWSPAPER,
    "MGZN": CslType.ARTICLE_MAGAZINE,
}
KNOWN = frozenset(
    [
        "TY",
        "ER",
        "A1",
        "A2",
        "A3",
        "A4",
        "AU",
        "ED",
        "TI",
        "T1",
        "T2",
        "T3",
        "CT",
        "BT",
        "ST",
        "TT",
        "OP",
        "JF",
        "JO",
        "JA",
        "J1",
        "J2",
        "PY",
        "Y1",
        "Y2",
        "DA",
        "VL",
        "IS",
        "CP",
        "SP",
        "EP",
        "DO",
        "DI",
        "UR",
        "LK",
        "L1",
        "L2",
        "L3",
        "L4",
        "SN",
        "PB",
        "CY",
        "PP",
        "ET",
        "LA",
        "AN",
        "AB",
        "N1",
        "N2",
        "KW",
        "M1",
        "M2",
        "M3",
        "ID",
        "C1",
        "C2",
        "C3",
        "C4",
        "C5",
        "C6",
        "C7",
        "C8",
        "AD",
        "AV",
        "RP",
        "RN",
        "DB",
        "DP",
        "CN",
        "LB",
        "CA",
        "SE",
        "NV",
        "RI",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "Y3",
        "WT",
        "WV",
        "WP",
        "NO",
        "SV",
    ]
)
PMID = re.compile(r"(?:pmid|pubmed)[:\s]*(\d{1,8})\b", re.I)
PMCID = re.compile(r"\bPMC\d{1,9}\b", re.I)
ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.I)
# What some programs put into M3 for every journal article or web page.
GENRES_OF_NO_USE = frozenset(
    {"", "article", "journal article", "web page", "book", "book section", "doi", "research-article", "review", "10"}
)
# A book's second title is the series that it belongs to.
STANDS_ALONE = frozenset({CslType.BOOK, CslType.REPORT, CslType.THESIS})
NOT_NUMBERED = frozenset({CslType.ARTICLE_JOURNAL, CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE})


def read_ris(text: str) -> Parsed:
    records: list[Record] = []
    bad: list[BadRecord] = []
    for tagged in cut(text, known=KNOWN, begins=_begins, ends=lambda _, tag: tag == "ER", blank_ends=False):
        fields = [tag for tag, value in tagged.tags if value and tag not in ("TY", "ER", "ID")]
        if not fields:
            if tagged.has("TY"):
                bad.append(
                    BadRecord(line=tagged.line, raw=tagged.raw, message="This record holds nothing but its type.")
                )
            continue
        records.append(_record(tagged))
    return Parsed(records=tuple(records), bad=tuple(bad))


def _begins(current: Tagged | None, tag: str, value: str) -> bool:
    """A further TY begins a record, unless nothing was said since the one before."""
    return tag == "TY" and current is not None and current.tags[-1][0] != "TY"


def _record(tagged: Tagged) -> Record:
    reading = Reading(tagged.line, tagged.raw)
    word = tagged.all("TY")[-1].upper() if tagged.all("TY") else ""
    kind = TYPES.get(word.split()[0] if word else "", CslType.ARTICLE_JOURNAL)
    if not word:
        reading.note("No TY line says what this is; it was taken for a journal article.")
    elif word.split()[0] not in TYPES:
        reading.note(f"“{shortened(word, 20)}” is no type of RIS; it was taken for a journal article.")
    if not tagged.has("ER"):
        reading.note("The line ER, which ends a record, is missing.")
    reading.values["type"] = kind
    reading.values["key"] = tagged.first("ID")
    _titles(reading, tagged, kind)
    _people(reading, tagged)
    _dates(reading, tagged)
    _pages(reading, tagged, kind)
    _identifiers(reading, tagged, kind)
    _publishing(reading, tagged, kind)
    return reading.record()


def _titles(reading: Reading, tagged: Tagged, kind: CslType) -> None:
    title = tagged.first("TI", "T1", "CT") or tagged.first("BT", "ST")
    translated = tagged.first("TT")
    reading.values["title"] = translated or title
    if translated and translated != title:
        reading.values["original_title"] = title
    has_own = bool(tagged.first("TI", "T1", "CT"))
    book = tagged.first("BT") if has_own else ""
    if kind in STANDS_ALONE:
        reading.values["container_title"] = book
        reading.values["series"] = tagged.first("T3", "T2")
    elif kind is CslType.PAPER_CONFERENCE and tagged.has("C3"):
        reading.values["container_title"] = tagged.first("C3")
        reading.values["event_title"] = tagged.first("T2")
        reading.values["series"] = tagged.first("T3")
    else:
        full = [*tagged.all("JF"), *tagged.all("T2"), *tagged.all("JO"), book, *tagged.all("JA", "J1", "J2")]
        reading.first("container_title", *full)
        reading.values["series"] = tagged.first("T3")
        _short_name(reading, tagged)


def _short_name(reading: Reading, tagged: Tagged) -> None:
    """JO is the whole name with some, the abbreviation with others."""
    name: str = reading.values["container_title"]
    found = [*tagged.all("J2", "JA", "J1"), *(text for text in tagged.all("JO") if len(text) < len(name))]
    reading.first("container_title_short", *(text for text in found if text.casefold() != name.casefold()))


def _people(reading: Reading, tagged: Tagged) -> None:
    authors = _names(tagged.all("AU", "A1"))
    editors = _names(tagged.all("ED", "A2"))
    if tagged.first("TY").upper() == "EDBOOK":
        authors, editors = (), authors or editors
    reading.values["authors"] = authors
    reading.values["editors"] = editors
    reading.values["translators"] = _names(tagged.all("A4"))


def _names(texts: Sequence[str]) -> tuple[Name, ...]:
    # "Rao, R.; Ada, A." in one line is two people.
    pieces = [piece for text in texts for piece in (text.split(";") if text.count(",") > 1 else [text])]
    return unique(read_name(piece) for piece in pieces)


def _dates(reading: Reading, tagged: Tagged) -> None:
    said = [read_date(text) for text in (*tagged.all("PY"), *tagged.all("Y1"), *tagged.all("DA"))]
    reading.values["issued"], reading.values["season"] = most_precise(*said)
    written = tagged.first("PY", "Y1", "DA")
    if written.strip("/ ") and not reading.values["issued"]:
        reading.note(f"“{shortened(written)}” is no date that can be read; the date was left empty.")
    accessed = read_date(tagged.first("Y2"))[0]
    if len(accessed) == 3 and accessed != reading.values["issued"]:
        reading.values["accessed"] = accessed


def _pages(reading: Reading, tagged: Tagged, kind: CslType) -> None:
    first, last = tagged.first("SP"), tagged.first("EP")
    if first and last and last != first and not re.search(r"[-\u2013]", first):
        pages = f"{first}-{last}"
    else:
        pages = first or tagged.first("C7") or last
    reading.values["page"] = pages
    reading.values["volume"] = tagged.first("VL")
    reading.values["issue"] = tagged.first("IS", "CP") or (tagged.first("M1") if kind in NOT_NUMBERED else "")


def _identifiers(reading: Reading, tagged: Tagged, kind: CslType) -> None:
    addresses = [part.strip() for text in tagged.all("UR", "L2", "LK") for part in re.split(r"[;\s]\s*(?=http)", text)]
    web = [address for address in addresses if address.lower().startswith(("http://", "https://"))]
    reading.first("doi", *tagged.all("DO", "DI"))
    reading.first(
        "doi", doi_in([*tagged.all("M3"), *tagged.all("L3"), *addresses, *tagged.all("N1", "L1", "ID", "AN")])
    )
    others = [address for address in web if "doi.org/" not in address.lower()]
    reading.first("url", *others, *web)
    notes = [*tagged.all("N1", "AN", "U1", "C2")]
    reading.first("pmid", next((found[1] for text in notes if (found := PMID.search(text))), ""))
    if PUBMED.search(" ".join(tagged.all("DB", "DP"))) and tagged.first("AN").isdigit():
        reading.first("pmid", tagged.first("AN"))
    reading.first("pmcid", next((found[0] for text in notes if (found := PMCID.search(text))), ""))
    numbers = tagged.first("SN")
    if found := ISBN.search(numbers):
        reading.values["isbn"] = found[0]
    elif kind is CslType.REPORT and not ISSN.search(numbers):
        reading.values["number"] = numbers


def _publishing(reading: Reading, tagged: Tagged, kind: CslType) -> None:
    reading.values["publisher"] = tagged.first("PB")
    place, other = tagged.first("CY"), tagged.first("C1", "PP")
    if kind is CslType.PAPER_CONFERENCE:
        reading.values["event_place"], reading.values["publisher_place"] = place, other
    else:
        reading.values["publisher_place"] = place or tagged.first("PP")
    if kind not in NOT_NUMBERED:
        reading.values["edition"] = tagged.first("ET")
        reading.first("number", tagged.first("M1"))
    reading.values["language"] = language_code(tagged.first("LA"))
    genre = tagged.first("M3")
    if kind not in NOT_NUMBERED and genre.casefold() not in GENRES_OF_NO_USE and not doi_in([genre]):
        reading.values["genre"] = genre
