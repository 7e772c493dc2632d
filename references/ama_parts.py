"""The pieces of an AMA (11th ed.) reference: names, titles, dates, pages, editions, links. All that they give is escaped."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from references.csl import Name, Source
from references.formats.languages import language_name

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LISTED_AUTHORS = 6
AUTHORS_BEFORE_ET_AL = 3

TITLE_TAG = re.compile(r"(</?(?:i|sub|sup)>)")
TAG = re.compile(r"<[^>]*>")
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?", re.I)
PAGE_RANGE = re.compile(r"([A-Za-z]{0,4})([0-9]{1,9})\s*[-\u2010-\u2015\u2212]{1,2}\s*([A-Za-z]{0,4})([0-9]{1,9})")
EDITION_NUMBER = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)?(?:\s*(?:ed|edition)\.?)?", re.I)
# The English title of a work in another language, as PubMed marks it.
TRANSLATED = re.compile(r"\[(.+)\]")
# Cited by address, so the day it was read is part of the reference even beside a DOI.
READ_ONLINE = frozenset({"webpage"})


def format_authors(names: tuple[Name, ...]) -> str:
    """Plain text: more than six authors become the first three and "et al". A group after persons follows a semicolon."""
    persons = [_author(name) for name in names]
    if len(persons) > LISTED_AUTHORS:
        group = f"; {persons[-1]}" if names[-1].literal and not names[0].literal else ""
        return ", ".join([*persons[:AUTHORS_BEFORE_ET_AL], "et al"]) + group
    text = ""
    for name, shown, before in zip(names, persons, (None, *names), strict=False):
        between = "; " if before is not None and name.literal and not before.literal else ", "
        text = f"{text}{between}{shown}" if text else shown
    return text


def expand_pages(pages: str) -> str:
    """ "1124-9" becomes "1124-1129"; what is no plain range stays as it was typed."""
    return ", ".join(_expand_range(part.strip()) for part in pages.split(",") if part.strip())


def authors(source: Source) -> str:
    return escape(format_authors(source.authors))


def authors_of_work(source: Source) -> str:
    """Its authors, or its editors where nobody signed as author."""
    return authors(source) or editors(source)


def editors(source: Source) -> str:
    return _with_role(source.editors, "ed", "eds")


def translators(source: Source) -> str:
    return _with_role(source.translators, "trans", "trans")


def _with_role(names: tuple[Name, ...], one: str, several: str) -> str:
    return f"{escape(format_authors(names))}, {one if len(names) == 1 else several}" if names else ""


def _author(name: Name) -> str:
    if name.literal:
        return name.literal
    given, comma, after = name.given.partition(",")
    words = given.split()
    suffix = after.strip() if comma else ""
    if len(words) > 1 and not comma and SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return " ".join(part for part in (name.family, _initials(words), suffix.rstrip(".")) if part)


def _initials(words: list[str]) -> str:
    """ "Paul D." and "PD" both become "PD"; a hyphen joins two names, each with its initial."""
    if len(words) == 1 and words[0].isalpha() and words[0].isupper() and len(words[0]) <= 4:
        return words[0]
    names = re.split(r"[.\s\u2010-]+", " ".join(words))
    return "".join(name if name.isupper() and len(name) <= 3 else name[0].upper() for name in names if name)


def title(source: Source) -> str:
    return marked_up(source.title.strip())


def title_as_published(source: Source) -> list[str]:
    """A translated title follows the original in brackets, or tells the language if the original isn't known."""
    if source.original_title:
        return [f"{marked_up(source.original_title.strip())} [{title(source)}]"]
    found, language = TRANSLATED.fullmatch(source.title.strip()), language_name(source.language)
    if found and language:
        return [marked_up(found[1]), f"Article in {language}"]
    return [title(source)]


def container(source: Source) -> str:
    return marked_up(container_name(source))


def container_name(source: Source) -> str:
    """PubMed's books carry "[Internet]", which AMA doesn't print."""
    return " ".join(source.container_title.replace("[Internet]", " ").split())


def marked_up(text: str) -> str:
    """Escapes all but matched <i>, <sub> and <sup>; a tag without its partner is shown as typed."""
    pieces = TITLE_TAG.split(text)
    kept = _matched(pieces)
    return "".join(piece if place in kept else escape(piece) for place, piece in enumerate(pieces))


def _matched(pieces: list[str]) -> set[int]:
    """The places of tags that close what was opened last."""
    opened: list[int] = []
    matched: set[int] = set()
    for place, piece in enumerate(pieces):
        if not TITLE_TAG.fullmatch(piece):
            continue
        if not piece.startswith("</"):
            opened.append(place)
        elif opened and pieces[opened[-1]] == piece.replace("/", ""):
            matched |= {opened.pop(), place}
    return matched


def italic(text: str) -> str:
    return f"<i>{text}</i>" if text else ""


def unless_said(source: Source, name: str) -> str:
    """The site or publisher, unless the author or the title already says it."""
    said = {format_authors(source.authors or source.editors).casefold(), source.title.strip().casefold()}
    return "" if name.casefold() in said else marked_up(name)


def edition(source: Source) -> str:
    number = EDITION_NUMBER.fullmatch(source.edition.strip())
    if not number:
        return escape(source.edition.strip())
    count = int(number.group(1))
    return "" if count <= 1 else f"{count}{_ordinal_ending(count)} ed"


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def pages(source: Source) -> str:
    return escape(expand_pages(source.page))


def _expand_range(text: str) -> str:
    match = PAGE_RANGE.fullmatch(text)
    if not match:
        return text
    letters, first, last_letters, last = match.groups()
    full = first[: -len(last)] + last if len(last) < len(first) else last
    if last_letters not in ("", letters) or int(full) < int(first):
        return text
    return f"{letters}{first}-{letters}{full}"


def dated(source: Source) -> str:
    """November 22, 2026; November 2026; Winter 2026; 2026."""
    if source.season and len(source.issued) == 1:
        return f"{source.season.capitalize()} {source.issued[0]}"
    return date_in_words(source.issued)


def date_in_words(parts: tuple[int, ...]) -> str:
    """November 22, 2026; November 2026; 2026."""
    if not parts:
        return ""
    year, month, day = (*parts, 0, 0)[:3]
    if not 1 <= month <= 12:
        return str(year)
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def links(source: Source) -> str:
    """The DOI, else the PMID, else the address; without a full stop, which would read as part of it."""
    read = f"Accessed {date_in_words(source.accessed)}." if source.accessed else ""
    if source.doi and source.type not in READ_ONLINE:
        return _link("https://doi.org/" + quote(source.doi, safe="/:;()"), f"doi:{source.doi}")
    if source.pmid and source.type not in READ_ONLINE:
        return _link(f"https://pubmed.ncbi.nlm.nih.gov/{quote(source.pmid)}/", f"PMID:{source.pmid}")
    if not source.url:
        return ""
    shown = _link(source.url, source.url) if re.match(r"https?://", source.url) else escape(source.url)
    return f"{read} {shown}".strip()


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'


def sentence(part: str) -> str:
    """Ends in one mark: a title that asks keeps its question mark and gets no full stop."""
    return part if TAG.sub("", part).endswith((".", "?", "!")) else part + "."
