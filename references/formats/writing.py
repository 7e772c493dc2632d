"""Writes sources as BibTeX, RIS and CSL-JSON, so that our own readers, and other programs, read the same again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from references.csl import Source, to_csl_json
from references.formats.bibtex_text import to_bibtex
from references.formats.ris_text import to_ris
from references.formats.text import guarded

# Fields whose markup is read; in the others nothing has a meaning of its own.
TEXTS = ("title", "original-title", "container-title")


@dataclass(frozen=True, kw_only=True)
class Export:
    """One format of downloads: its ending, what browsers and editors call it, and how it is written."""

    suffix: str
    label: str
    content_type: str
    write: Callable[[Source], str]
    before: str = ""
    between: str = ""
    after: str = ""

    def pieces(self, sources: Iterable[Source]) -> Iterator[str]:
        yield self.before
        for number, source in enumerate(sources):
            yield (self.between if number else "") + self.write(source)
        yield self.after

    def text(self, sources: Iterable[Source]) -> str:
        return "".join(self.pieces(sources))


def _csl_text(source: Source) -> str:
    fields = to_csl_json(source)
    fields |= {name: guarded(fields[name]) for name in TEXTS if name in fields}
    return json.dumps(fields, ensure_ascii=False, indent=2)


EXPORTS = {
    export.suffix: export
    for export in (
        Export(suffix="bib", label="BibTeX", content_type="application/x-bibtex", write=to_bibtex, between="\n"),
        Export(suffix="ris", label="RIS", content_type="application/x-research-info-systems", write=to_ris),
        Export(
            suffix="json",
            label="CSL-JSON",
            content_type="application/vnd.citationstyles.csl+json",
            write=_csl_text,
            before="[\n",
            between=",\n",
            after="\n]\n",
        ),
    )
}
