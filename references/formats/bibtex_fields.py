"""What the fields of one BibTeX or biblatex entry mean."""

from __future__ import annotations

import re

from references.csl import Name
from references.formats.dates import Dated, most_precise, read_date
from references.formats.languages import language_code
from references.formats.latex import to_text
from references.formats.names import given_first, organisation, person, read_name
from references.formats.records import Reading, Record, doi_in, shortened, unique
from references.vocabulary import CslType

TYPES = {
    **dict.fromkeys(("article", "review", "periodical", "suppperiodical"), CslType.ARTICLE_JOURNAL),
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "reference", "booklet", "manual"), CslType.BOOK),
    **dict.fromkeys(("incollection", "inbook", "suppbook", "suppcollection", "bookinbook"), CslType.CHAPTER),
    **dict.fromkeys(("inproceedings", "conference", "presentation"), CslType.PAPER_CONFERENCE),
    **dict.fromkeys(("techreport", "report", "standard"), CslType.REPORT),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), CslType.THESIS),
    **dict.fromkeys(("online", "electronic", "www", "misc", "software", "video", "audio"), CslType.WEBPAGE),
    **dict.fromkeys(("legislation", "legal", "jurisdiction"), CslType.LEGISLATION),
    "inreference": CslType.ENTRY_ENCYCLOPEDIA,
    "dataset": CslType.DATASET,
    "unpublished": CslType.ARTICLE,
    "preprint": CslType.ARTICLE,
    "proceedings": CslType.BOOK,
    "newspaper": CslType.ARTICLE_NEWSPAPER,
    "magazine": CslType.ARTICLE_MAGAZINE,
}
# A word beside the type that says more: entrysubtype = {newspaper}.
SUBTYPES = {
    "newspaper": CslType.ARTICLE_NEWSPAPER,
    "magazine": CslType.ARTICLE_MAGAZINE,
    "preprint": CslType.ARTICLE,
}
GENRES = {"phdthesis": "Doctoral thesis", "mastersthesis": "Master's thesis"}
BIBLATEX_TYPES = {
    "phdthesis": "Doctoral thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Thesis",
    "techreport": "",
    "resreport": "",
    "software": "Software",
}
PREPRINT_SERVERS = re.compile(r"\b(?:ar|bio|med|chem|psy|soc|eng)r?xiv\b|preprint|research square|ssrn", re.I)
AND = re.compile(r"\s+and\s+", re.I)
NAMED_PARTS = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)\s*(?:,|\Z)", re.I)
URL = re.compile(r"https?://[^\s{}\\\"<>]+")


def record(kind: str, key: str, fields: dict[str, str], line: int, raw: str) -> Record:
    reading = Reading(line, raw)
    texts = {name: to_text(value) for name, value in fields.items() if name not in ("author", "editor", "translator")}
    own = _type(reading, kind, texts)
    reading.values["type"] = own
    reading.values["key"] = key
    _titles(reading, own, texts)
    reading.values["authors"] = names(fields.get("author", ""))
    reading.values["editors"] = names(fields.get("editor", ""))
    reading.values["translators"] = names(fields.get("translator", ""))
    _dates(reading, texts)
    _numbers(reading, kind, own, texts)
    _publishing(reading, kind, own, texts)
    _identifiers(reading, fields, texts)
    return reading.record()


def _type(reading: Reading, kind: str, texts: dict[str, str]) -> CslType:
    subtype = SUBTYPES.get(texts.get("entrysubtype", "").casefold())
    if subtype:
        return subtype
    own = TYPES.get(kind)
    if own is None:
        reading.note(f"“@{shortened(kind, 30)}” is no type of BibTeX; it was taken for a journal article.")
        own = CslType.ARTICLE_JOURNAL if texts.get("journal") or texts.get("journaltitle") else CslType.WEBPAGE
    server = " ".join(texts.get(name, "") for name in ("archiveprefix", "eprinttype", "howpublished", "publisher"))
    if kind in ("misc", "online") and texts.get("eprint") and PREPRINT_SERVERS.search(server):
        return CslType.ARTICLE
    if kind == "misc" and texts.get("howpublished", "").casefold() == "data set":
        return CslType.DATASET
    if kind == "misc" and (texts.get("journal") or texts.get("journaltitle")):
        return CslType.ARTICLE_JOURNAL
    return own


def _titles(reading: Reading, kind: CslType, texts: dict[str, str]) -> None:
    title, subtitle = texts.get("title", ""), texts.get("subtitle", "")
    reading.values["title"] = (
        f"{title.rstrip(': ')}: {subtitle}" if title and subtitle else title or texts.get("booktitle", "")
    )
    reading.values["original_title"] = texts.get("origtitle", "")
    book, book_subtitle = texts.get("booktitle", ""), texts.get("booksubtitle", "")
    if book and book_subtitle:
        book = f"{book}: {book_subtitle}"
    journal, short = texts.get("journaltitle") or texts.get("journal", ""), texts.get("shortjournal", "")
    site = texts.get("maintitle") or texts.get("organization" if kind is CslType.WEBPAGE else "website", "")
    reading.first("container_title", journal, book if title else "", site)
    if short.casefold() != reading.values["container_title"].casefold():
        reading.values["container_title_short"] = short
    reading.values["series"] = texts.get("series", "")
    reading.values["event_title"] = texts.get("eventtitle", "")
    reading.values["event_place"] = texts.get("venue") or texts.get("eventplace", "")


def names(field: str) -> tuple[Name, ...]:
    """Names joined by "and", each in one of BibTeX's orders; what is in braces as a whole is an organisation."""
    return unique(_name(part) for part in split_names(field))


def split_names(field: str) -> list[str]:
    """At every "and" outside of braces."""
    parts, depth, begin, place = [], 0, 0, 0
    while place < len(field):
        character = field[place]
        if character == "\\":
            place += 1
        elif character in "{}":
            depth = max(0, depth + (1 if character == "{" else -1))
        elif depth == 0 and character.isspace() and (found := AND.match(field, place)):
            parts.append(field[begin:place])
            begin = found.end()
            place = found.end() - 1
            continue
        place += 1
    return [part.strip() for part in (*parts, field[begin:]) if part.strip()]


def _name(written: str) -> Name | None:
    if NAMED_PARTS.match(written) and "=" in written:
        parts = {found[1].lower(): to_text(found[2]).strip('"') for found in NAMED_PARTS.finditer(written)}
        family = " ".join(part for part in (parts.get("prefix", ""), parts.get("family", "")) if part)
        return person(family, parts.get("given", ""), parts.get("suffix", ""))
    if _is_braced(written):
        return organisation(to_text(written).strip())
    if "," not in _outside_braces(written):
        return _without_comma(written)
    return read_name(to_text(written).replace(",,", ","))


def _without_comma(written: str) -> Name | None:
    """ "Ludwig {van Beethoven}": what is in braces stays one word."""
    words = [word.replace("\0", " ") for word in _guarded(written).split()]
    read = [to_text(word).strip() for word in words]
    if any("{" in word and " " in word for word in words) and len(words) > 1:
        return given_first([word for word in read if word])
    return read_name(" ".join(read))


def _guarded(written: str) -> str:
    depth, characters = 0, []
    for character in written:
        depth += {"{": 1, "}": -1}.get(character, 0)
        characters.append("\0" if character.isspace() and depth > 0 else character)
    return "".join(characters)


def _outside_braces(written: str) -> str:
    depth, characters = 0, []
    for character in written:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth <= 0:
            characters.append(character)
    return "".join(characters)


def _is_braced(written: str) -> bool:
    """Whether one pair of braces holds all of it, as for an organisation; "{\\"O}" alone is a letter."""
    return (
        written.startswith("{")
        and written.endswith("}")
        and not _outside_braces(written[:-1])
        and not written.startswith("{\\")
    )


def _dates(reading: Reading, texts: dict[str, str]) -> None:
    year, month = texts.get("year", ""), texts.get("month", "")
    parts: Dated = read_date(f"{month} {year}") if month and not month.strip().isdigit() else read_date(year)
    if month.strip().isdigit() and parts[0]:
        parts = read_date(f"{parts[0][0]}-{int(month.strip()[:4]):02}-{texts.get('day', '').strip() or '00'}")
    reading.values["issued"], reading.values["season"] = most_precise(read_date(texts.get("date", "")), parts)
    written = texts.get("date") or year
    if written and not reading.values["issued"]:
        reading.note(f"“{shortened(written)}” is no date that can be read; the date was left empty.")
    accessed = read_date(texts.get("urldate") or texts.get("lastchecked") or texts.get("accessed"))[0]
    reading.values["accessed"] = accessed if len(accessed) == 3 else ()


def _numbers(reading: Reading, kind: str, own: CslType, texts: dict[str, str]) -> None:
    reading.values["volume"] = texts.get("volume", "")
    reading.first("page", texts.get("pages"), texts.get("eid"), texts.get("article-number"), texts.get("articleno"))
    reading.values["edition"] = texts.get("edition") or texts.get("version", "")
    number, issue = texts.get("number", ""), texts.get("issue", "")
    if own in (CslType.ARTICLE_JOURNAL, CslType.ARTICLE_MAGAZINE, CslType.ARTICLE_NEWSPAPER):
        reading.values["issue"] = number or issue
    else:
        reading.values["number"], reading.values["issue"] = number, issue
    if own is CslType.ARTICLE and texts.get("eprint") and not number:
        reading.values["number"] = texts["eprint"]
    reading.values["genre"] = GENRES.get(kind, "")
    said = texts.get("type", "")
    if said:
        reading.values["genre"] = BIBLATEX_TYPES.get(said.casefold(), said)


def _publishing(reading: Reading, kind: str, own: CslType, texts: dict[str, str]) -> None:
    school = texts.get("institution") or texts.get("school", "")
    reading.first(
        "publisher", texts.get("publisher"), school, texts.get("organization") if own is not CslType.WEBPAGE else ""
    )
    how = texts.get("howpublished", "")
    if own is CslType.WEBPAGE and how and not URL.search(how) and not reading.values["container_title"]:
        reading.first("publisher", how)
    reading.first("publisher_place", texts.get("location"), texts.get("address"))
    reading.values["language"] = language_code(texts.get("language") or texts.get("langid", ""))


def _identifiers(reading: Reading, fields: dict[str, str], texts: dict[str, str]) -> None:
    raw = {
        name: value.replace("\\_", "_")
        .replace("\\&", "&")
        .replace("\\%", "%")
        .replace("\\#", "#")
        .replace("\\~{}", "~")
        for name, value in fields.items()
    }
    reading.first("doi", raw.get("doi", "").strip("{} "))
    reading.first("doi", doi_in([raw.get("url"), raw.get("ee"), raw.get("note"), raw.get("howpublished")]))
    found = next(
        (
            hit[0]
            for name in ("url", "ee", "bdsk-url-1", "howpublished", "note")
            if (hit := URL.search(raw.get(name, "")))
        ),
        "",
    )
    reading.values["url"] = found.rstrip(".,;")
    is_pubmed = texts.get("eprinttype", "").casefold() in ("pubmed", "pmid")
    reading.first("pmid", texts.get("pmid"), texts.get("pubmed"), texts.get("eprint") if is_pubmed else "")
    reading.first("pmcid", texts.get("pmcid"), texts.get("pmc"))
    if reading.values["pmcid"].strip().isdigit():
        reading.values["pmcid"] = "PMC" + reading.values["pmcid"].strip()
    isbn = texts.get("isbn", "")
    reading.first("isbn", re.split(r"[;,/]|\s(?=97[89])", isbn)[0])
