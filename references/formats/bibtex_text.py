"""Writes one source as an entry of BibTeX that biblatex, and plain BibTeX as far as it can, will read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from references.csl import Name, Source
from references.formats.dates import as_iso
from references.formats.text import guarded
from references.vocabulary import CslType

TYPES = {
    CslType.ARTICLE_JOURNAL: "article",
    CslType.WEBPAGE: "online",
    CslType.BOOK: "book",
    CslType.CHAPTER: "incollection",
    CslType.REPORT: "report",
    CslType.THESIS: "thesis",
    CslType.DATASET: "dataset",
    CslType.ARTICLE: "unpublished",
    CslType.ARTICLE_NEWSPAPER: "article",
    CslType.ARTICLE_MAGAZINE: "article",
    CslType.PAPER_CONFERENCE: "inproceedings",
    CslType.ENTRY_ENCYCLOPEDIA: "inreference",
    CslType.LEGISLATION: "legislation",
}
SUBTYPES = {
    CslType.ARTICLE: "preprint",
    CslType.ARTICLE_NEWSPAPER: "newspaper",
    CslType.ARTICLE_MAGAZINE: "magazine",
}
IN_JOURNALS = frozenset({CslType.ARTICLE_JOURNAL, CslType.ARTICLE_NEWSPAPER, CslType.ARTICLE_MAGAZINE})
IN_BOOKS = frozenset({CslType.CHAPTER, CslType.PAPER_CONFERENCE, CslType.ENTRY_ENCYCLOPEDIA})
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "'": r"'",
    "\u00a0": "~",
}
DOUBLED = re.compile(r"(-(?=-)|'(?='))")
TAGS = {"<i>": r"\textit{", "<sub>": r"\textsubscript{", "<sup>": r"\textsuperscript{"}
TAG = re.compile(r"(</?(?:i|sub|sup)>)")
# Words whose capitals a style must not make small: DNA, iPhone, B12.
CAPITALS = re.compile(
    r"(?<![\w\\{])(?=[^\W_]*[^\W\d_a-z])(?=\w*(?:[A-Z]\w*[A-Z0-9]|[a-z0-9]\w*[A-Z]))[A-Za-z0-9]+(?![\w}])"
)


def to_bibtex(source: Source) -> str:
    kind = CslType(source.type)
    fields = [(name, value) for name, value in _fields(source, kind) if value]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{TYPES[kind]}{{{source.key},\n{lines}}}\n"


def _fields(source: Source, kind: CslType) -> Iterator[tuple[str, str]]:
    yield "title", _title(source.title)
    yield "origtitle", _title(source.original_title)
    yield "author", _names(source.authors)
    yield "editor", _names(source.editors)
    yield "translator", _names(source.translators)
    if kind in IN_JOURNALS or kind is CslType.ARTICLE:
        yield "journal", _title(source.container_title)
    else:
        yield ("booktitle" if kind in IN_BOOKS else "maintitle"), _title(source.container_title)
    yield "shortjournal", escaped(source.container_title_short)
    yield "eventtitle", escaped(source.event_title)
    yield "venue", escaped(source.event_place)
    yield "entrysubtype", SUBTYPES.get(kind, "")
    yield "series", escaped(source.series)
    yield from _dates(source)
    yield "volume", escaped(source.volume)
    yield ("number" if kind in IN_JOURNALS else "issue"), escaped(source.issue)
    yield "number", "" if kind in IN_JOURNALS else escaped(source.number)
    yield "pages", _pages(source.page)
    yield "edition", escaped(source.edition)
    yield "type", escaped(source.genre)
    yield ("institution" if kind in (CslType.REPORT, CslType.THESIS) else "publisher"), escaped(source.publisher)
    yield "address", escaped(source.publisher_place)
    yield "language", escaped(source.language)
    yield "doi", source.doi
    yield "pmid", source.pmid
    yield "pmcid", source.pmcid
    yield "isbn", source.isbn
    yield "url", source.url
    yield "urldate", as_iso(source.accessed)


def _dates(source: Source) -> Iterator[tuple[str, str]]:
    """`date` for biblatex; year and month for everything older."""
    if source.issued:
        yield "date", as_iso(source.issued, source.season)
        yield "year", str(source.issued[0])
        yield "month", MONTHS[source.issued[1] - 1] if len(source.issued) > 1 else ""


def _pages(pages: str) -> str:
    return pages.replace("-", "--") if re.fullmatch(r"[A-Za-z0-9]+-[A-Za-z0-9]+", pages) else escaped(pages)


def _names(names: tuple[Name, ...]) -> str:
    return " and ".join(map(_name, names))


def _name(name: Name) -> str:
    """In braces: an organisation, and whatever BibTeX would take apart at its "and"."""
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    family, given = (_unbroken(escaped(part)) for part in (name.family, name.given))
    return f"{family}, {given}" if given else f"{family},"


def _unbroken(part: str) -> str:
    return f"{{{part}}}" if re.search(r"(?:^|\s)and(?:\s|$)", part, re.I) else part


def _title(text: str) -> str:
    """With its emphasis as commands, and capitals kept where a style would lose them."""
    pieces = TAG.split(guarded(text))
    opened = 0
    written = []
    for piece in pieces:
        if piece in TAGS:
            opened += 1
            written.append(TAGS[piece])
        elif piece.startswith("</") and TAG.fullmatch(piece) and opened:
            opened -= 1
            written.append("}")
        else:
            written.append(CAPITALS.sub(lambda found: f"{{{found[0]}}}", _escaped(piece)))
    return "".join(written) + "}" * opened


def escaped(text: str) -> str:
    return _escaped(guarded(text))


def _escaped(text: str) -> str:
    text = "".join(SPECIAL.get(character, character) for character in text)
    # Two hyphens are a dash in LaTeX, and two apostrophes a quotation mark.
    return DOUBLED.sub(r"\1{}", text)
