"""What records of an import say has happened to their works since: told in the preview, put on record with the import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from publishing.models import Item, User
from references.formats.notices import FoundNotice
from references.health import ask_editors, record_found
from references.import_models import ImportRow
from references.vocabulary import Format, Nature

# Whose records the formats are that say such things.
REGISTRIES = {Format.MEDLINE: "PubMed", Format.PUBMED_XML: "PubMed", Format.CSL_JSON: "Crossref"}
SAID = {
    Nature.RETRACTION: "it was retracted",
    Nature.CONCERN: "the journal has published an expression of concern",
    Nature.CORRECTION: "it was corrected",
    Nature.NEWER_VERSION: "it has a newer version",
}


def in_words(notices: Iterable[FoundNotice], *, form: str) -> list[str]:
    """One sentence for each nature: of corrections there may be many."""
    found = {notice.nature: notice for notice in notices}
    return [
        f"{REGISTRIES[Format(form)]} says: {SAID[Nature(nature)]}{_when(notice)}{_where(notice)}. "
        + (
            "You are asked about it on the record."
            if nature == Nature.NEWER_VERSION
            else "Readers are told, wherever it is cited."
        )
        for nature, notice in found.items()
    ]


def record(rows: Sequence[tuple[ImportRow, UUID]], *, form: str, by: User, at: datetime) -> None:
    """Of each row that names a record of the library: what it tells stands even where the record stays as it is."""
    telling = [(row, target) for row, target in rows if row.notices]
    items = Item.objects.in_bulk([target for _, target in telling])
    for row, target in telling:
        notices = msgspec.convert(row.notices, list[FoundNotice])
        record_found(items[target], notices, registry=REGISTRIES[Format(form)], at=at)
        ask_editors(items[target], by=by, at=at)


def _when(notice: FoundNotice) -> str:
    return f" on {date(*notice.dated):%d %b %Y}" if len(notice.dated) == 3 else ""


def _where(notice: FoundNotice) -> str:
    if notice.doi:
        return f" (doi:{notice.doi})"
    return f" (PMID {notice.pmid})" if notice.pmid else ""
