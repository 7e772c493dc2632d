"""Which format a text is in, told by its own marks, and the reader of each. An editor may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable

from references.formats.bibtex import read_bibtex
from references.formats.csl_json import read_csl_json
from references.formats.medline import read_medline
from references.formats.pubmed_xml import read_pubmed_xml
from references.formats.records import Parsed
from references.formats.ris import read_ris
from references.vocabulary import Format

READERS: dict[str, Callable[[str], Parsed]] = {
    Format.BIBTEX: read_bibtex,
    Format.RIS: read_ris,
    Format.MEDLINE: read_medline,
    Format.CSL_JSON: read_csl_json,
    Format.PUBMED_XML: read_pubmed_xml,
}
MARKS = (
    (Format.PUBMED_XML, re.compile(r"<Pubmed(?:Book)?Article\b|<PubmedArticleSet\b")),
    (Format.RIS, re.compile(r"^\s{0,3}TY\s{0,4}[-\u2013]\s", re.M)),
    (Format.MEDLINE, re.compile(r"^(?:PMID ?-|(?:FAU|STAT|OWN|JT|TA|DP)\s{0,2}- )", re.M)),
    (Format.BIBTEX, re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.M)),
)


def detect(text: str) -> Format | None:
    """The format whose mark comes first in the text, or nothing."""
    begin = text.lstrip("\ufeff \t\r\n")
    if begin.startswith(("{", "[")) and re.match(r"[\[{]\s*(?:[\[{\"\]}]|\Z)", begin):
        return Format.CSL_JSON
    found = [(mark.start(), name) for name, pattern in MARKS if (mark := pattern.search(text))]
    return min(found)[1] if found else None


def read(text: str, form: str) -> Parsed:
    return READERS[form](text)
