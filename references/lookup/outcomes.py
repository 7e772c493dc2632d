"""What a look-up comes to: found, or not and why. Either way it holds as much of the source as is known, for a form."""

from __future__ import annotations

from dataclasses import dataclass

from references.csl import Source
from references.formats.notices import FoundNotice as FoundNotice


@dataclass(frozen=True, kw_only=True)
class Found:
    source: Source
    via: str
    """Who said so, as editors know it: Crossref, PubMed."""
    scheme: str
    """The identifier that was looked up, and its value."""
    value: str
    notices: tuple[FoundNotice, ...] = ()
    study_type: str = ""


@dataclass(frozen=True, kw_only=True)
class NotFound:
    source: Source
    reason: str
    """"off", "unreadable" (what was pasted is no identifier), "unknown" (there is none), or "no-answer"."""
    message: str


Outcome = Found | NotFound
