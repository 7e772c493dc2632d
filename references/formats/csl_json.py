"""Reads CSL-JSON: Zotero's, Crossref's and our own; one object, an array of them, or objects line by line."""

from __future__ import annotations

import json
import re
from typing import Any

from references.csl import Name
from references.formats.dates import UNDATED, Dated, of_parts, read_date
from references.formats.languages import language_code
from references.formats.names import organisation, person, read_name
from references.formats.notices import of_crossref
from references.formats.records import BadRecord, Parsed, Reading, Record, shortened, unique
from references.vocabulary import CslType, Season

TYPES = {
    **{str(kind): kind for kind in CslType},
    "journal-article": CslType.ARTICLE_JOURNAL,
    "article-journal": CslType.ARTICLE_JOURNAL,
    "review": CslType.ARTICLE_JOURNAL,
    "peer-review": CslType.ARTICLE_JOURNAL,
    "book-chapter": CslType.CHAPTER,
    "book-section": CslType.CHAPTER,
    "book-part": CslType.CHAPTER,
    "monograph": CslType.BOOK,
    "edited-book": CslType.BOOK,
    "reference-book": CslType.BOOK,
    "book-set": CslType.BOOK,
    "reference-entry": CslType.ENTRY_ENCYCLOPEDIA,
    "entry": CslType.ENTRY_ENCYCLOPEDIA,
    "entry-dictionary": CslType.ENTRY_ENCYCLOPEDIA,
    "posted-content": CslType.ARTICLE,
    "manuscript": CslType.ARTICLE,
    "proceedings-article": CslType.PAPER_CONFERENCE,
    "speech": CslType.PAPER_CONFERENCE,
    "report-component": CslType.REPORT,
    "report-series": CslType.REPORT,
    "standard": CslType.REPORT,
    "dissertation": CslType.THESIS,
    "database": CslType.DATASET,
    "software": CslType.WEBPAGE,
    "post": CslType.WEBPAGE,
    "post-weblog": CslType.WEBPAGE,
    "motion_picture": CslType.WEBPAGE,
    "broadcast": CslType.WEBPAGE,
    "bill": CslType.LEGISLATION,
    "legal_case": CslType.LEGISLATION,
    "regulation": CslType.LEGISLATION,
}
TEXTS = {
    "title": "title",
    "original_title": "original-title",
    "container_title_short": "container-title-short",
    "series": "collection-title",
    "genre": "genre",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
}
DECODER = json.JSONDecoder(parse_constant=lambda name: None, strict=False)
# An object inside an array or another object; a broken file is searched no further than this.
OBJECT = re.compile(r"[\[,:]\s*\{")
MAX_TRIES = 5000
DATES = ("issued", "published-print", "published", "published-online", "original-date", "created")
NOTE_LINE = re.compile(r"\s*(PMID|PMCID|DOI|original-title|genre|event-title|event-place)\s*:\s*(\S.*?)\s*", re.I)


def read_csl_json(text: str) -> Parsed:
    records: list[Record] = []
    bad: list[BadRecord] = []
    for value, raw, line in _values(text, bad):
        if not isinstance(value, dict):
            bad.append(
                BadRecord(line=line, raw=raw, message="A record is an object in braces, with its fields by name.")
            )
        elif not any(_text(value.get(name)) for name in ("title", "DOI", "URL", "PMID", "container-title")):
            bad.append(BadRecord(line=line, raw=raw, message="This has no title, DOI, PubMed ID or web address."))
        else:
            records.append(_record(value, raw, line))
    return Parsed(records=tuple(records), bad=tuple(bad))


def _values(text: str, bad: list[BadRecord]) -> list[tuple[Any, str, int]]:
    """Each record's value, raw text and line. What breaks off, or is broken in the middle, loses itself alone."""
    found: list[tuple[Any, str, int]] = []
    place, line, counted = 0, 1, 0
    while (place := _next_record(text, place)) < len(text):
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, end = DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            begin, end = place, _next_object(text, place + 1)
            said = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
            bad.append(BadRecord(line=line, raw=text[begin:end].strip(), message=f"This is not JSON: {said}."))
        else:
            found += _unfolded(value, text[place:end], line)
        place = end
    return found


def _next_record(text: str, place: int) -> int:
    """Past blanks, commas and the brackets of the array around the records."""
    while place < len(text) and (text[place].isspace() or text[place] in "[],;"):
        place += 1
    return place


def _next_object(text: str, place: int) -> int:
    """Where the next whole record begins after a broken one: the first object that can be read and looks like one."""
    for tried, found in enumerate(OBJECT.finditer(text, place)):
        if tried > MAX_TRIES:
            break
        try:
            value, _ = DECODER.raw_decode(text, found.end() - 1)
        except (ValueError, RecursionError):
            continue
        if (
            isinstance(value, dict)
            and value.keys() & {"title", "DOI", "URL"}
            and value.keys() & {"type", "id", "author"}
        ):
            return found.end() - 1
    return len(text)


def _unfolded(value: Any, raw: str, line: int) -> list[tuple[Any, str, int]]:
    """Crossref wraps records: {"message": {...}} and {"message": {"items": [...]}}; others {"items": [...]}."""
    if isinstance(value, dict) and isinstance(value.get("message"), dict):
        value = value["message"]
    if isinstance(value, dict) and isinstance(value.get("items"), list) and "title" not in value:
        return [(item, json.dumps(item, ensure_ascii=False, indent=1), line) for item in value["items"]]
    return [(value, raw, line)]


def _record(item: dict[str, Any], raw: str, line: int) -> Record:
    reading = Reading(line, raw)
    word = _text(item.get("type")).strip()
    kind = TYPES.get(word.lower(), CslType.ARTICLE_JOURNAL)
    if word and word.lower() not in TYPES:
        reading.note(f"“{shortened(word, 30)}” is no type that the library has; it was taken for a journal article.")
    reading.values["type"] = kind
    reading.values["key"] = _text(item.get("id")) or _text(item.get("citation-key"))
    for name, field in TEXTS.items():
        reading.values[name] = _text(item.get(field))
    _container(reading, item)
    reading.values["url"] = _text(item.get("URL")) or _text(_inside(item, "resource", "primary", "URL"))
    reading.values["page"] = _text(item.get("page")) or _text(item.get("article-number"))
    reading.values["number"] = _text(item.get("collection-number")) or _text(item.get("number"))
    reading.values["event_title"] = _text(item.get("event-title")) or _text(_inside(item, "event"))
    reading.values["event_place"] = _text(item.get("event-place")) or _text(_inside(item, "event", "location"))
    reading.values["language"] = language_code(_text(item.get("language")))
    for name, field in (("authors", "author"), ("editors", "editor"), ("translators", "translator")):
        reading.values[name] = _names(item.get(field))
    if not reading.values["editors"]:
        reading.values["editors"] = _names(item.get("container-author"))
    _dates(reading, item)
    _note(reading, _text(item.get("note")))
    reading.notices = of_crossref(item, read_date=read_csl_date)
    return reading.record()


def _container(reading: Reading, item: dict[str, Any]) -> None:
    titles = item.get("container-title")
    if isinstance(titles, list) and len(titles) > 1 and reading.values["type"] in (CslType.CHAPTER, CslType.BOOK):
        # Crossref names the series first, then the book.
        reading.first("series", _text(titles[0]))
        titles = titles[-1]
    reading.values["container_title"] = _text(titles)
    if not reading.values["container_title_short"]:
        reading.values["container_title_short"] = _text(item.get("short-container-title")) or _text(
            item.get("journalAbbreviation")
        )
    if reading.values["container_title_short"].casefold() == reading.values["container_title"].casefold():
        reading.values["container_title_short"] = ""
    subtitle = _text(item.get("subtitle"))
    title = reading.values["title"]
    if subtitle and subtitle.casefold() not in title.casefold():
        reading.values["title"] = f"{title.rstrip(':. ')}: {subtitle}" if title else subtitle


def _dates(reading: Reading, item: dict[str, Any]) -> None:
    said = next((date for name in DATES if (date := read_csl_date(item.get(name)))[0]), UNDATED)
    reading.values["issued"], reading.values["season"] = said
    if item.get("issued") and not said[0]:
        reading.note(f"“{shortened(json.dumps(item['issued'])[:200], 60)}” is no date that can be read.")
    accessed = read_csl_date(item.get("accessed"))[0]
    reading.values["accessed"] = accessed if len(accessed) == 3 else ()


def read_csl_date(value: Any) -> Dated:
    """Date parts as numbers or texts, with nulls, too many or too few; raw and literal dates; a bare text."""
    if isinstance(value, str | int):
        return read_date(str(value))
    if not isinstance(value, dict):
        return UNDATED
    parts = value.get("date-parts")
    season = _season(value.get("season"))
    if isinstance(parts, list) and parts:
        first = parts[0] if isinstance(parts[0], list) else parts
        found, own = of_parts(list(first))
        if found:
            return found, own or season
    for name in ("raw", "literal", "date-time"):
        if (said := read_date(_text(value.get(name))))[0]:
            return said[0], said[1] or season
    return UNDATED


def _season(value: Any) -> str:
    text = _text(value).strip().lower()
    if text in ("1", "2", "3", "4"):
        return str(list(Season)[int(text) - 1])
    return {"fall": "autumn"}.get(text, text) if text in (*Season.values, "fall") else ""


def _names(value: Any) -> tuple[Name, ...]:
    return unique(_name(item) for item in value) if isinstance(value, list) else ()


def _name(value: Any) -> Name | None:
    if isinstance(value, str):
        return read_name(value)
    if not isinstance(value, dict):
        return None
    literal = _text(value.get("literal")) or _text(value.get("name"))
    if literal:
        return organisation(literal)
    particles = [_text(value.get("dropping-particle")), _text(value.get("non-dropping-particle"))]
    family = " ".join(part for part in (*particles, _text(value.get("family"))) if part)
    given, suffix = _text(value.get("given")), _text(value.get("suffix"))
    if not family:
        return organisation(given)
    # Organisations that were typed into a field for family names.
    return person(family, given, suffix) if given or suffix else read_name(family + ("," if " " not in family else ""))


def _note(reading: Reading, note: str) -> None:
    """Zotero keeps what it has no field for as lines in the note: "PMID: 24248213"."""
    for line in note.split("\n"):
        if found := NOTE_LINE.fullmatch(line):
            reading.first(found[1].lower().replace("-", "_"), found[2])


def _inside(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value.get("name") if isinstance(value, dict) else value


def _text(value: Any) -> str:
    """A text, a number as text, the first of a list; nothing of anything else."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str | int | float)), "")
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | float) else ""
