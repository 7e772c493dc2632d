"""A source's health in words: what happened to it, whether it is what it says, whether its link works. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from references.csl import Source
from references.likeness import IDENTIFIERS
from references.vocabulary import LinkState, Nature

VERIFIED, MISMATCH, UNVERIFIED = "verified", "mismatch", "unverified"
# What stands behind a citation's number. A correction is told with the source, not at every number.
AT_THE_CITATION = {Nature.RETRACTION: "retracted", Nature.CONCERN: "under concern"}
SENTENCES = {
    Nature.RETRACTION: "This source was retracted",
    Nature.CONCERN: "The journal has published an expression of concern about this source",
    Nature.CORRECTION: "This source was corrected",
    Nature.REINSTATEMENT: "This source was reinstated",
}
# Schemes that somebody outside of this guide gives out, so that a title can be compared with what stands there.
REGISTERED = ("doi", "pmid", "pmcid", "isbn")


class Happened(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One notice about a source, as the overlay holds it."""

    nature: str
    on: date | None = None
    doi: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(Nature(self.nature).label)

    @property
    def sentence(self) -> str:
        return SENTENCES[Nature(self.nature)]

    @property
    def word(self) -> str:
        """Short, for where a page cites the source; empty where nothing is said there."""
        return AT_THE_CITATION.get(Nature(self.nature), "")


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last check of a record against its identifier."""

    state: str
    of: str
    scheme: str
    value: str
    title: str
    how: str
    by: str
    on: date

    @property
    def identifier(self) -> str:
        return IDENTIFIERS[self.scheme]


class Reached(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The last attempt to reach a source's address."""

    state: str
    url: str
    on: date

    @property
    def label(self) -> str:
        return str(LinkState(self.state).label)


class Newer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The newest version of a source that was superseded."""

    key: str
    title: str
    year: str = ""

    @property
    def label(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The overlay of a reference."""

    notices: tuple[Happened, ...] = ()
    identity: Identity | None = None
    link: Reached | None = None
    newer: Newer | None = None


@dataclass(frozen=True, kw_only=True)
class Health:
    """Facts of today, held against a source as one edition has it."""

    history: Sequence[Happened] = ()
    """Everything that happened, oldest first."""
    notice: Happened | None = None
    """What readers must know: a retraction or a concern that was not taken back."""
    identity: Identity | None = None
    """Only of this very title with these very identifiers."""
    identity_state: str = UNVERIFIED
    can_be_verified: bool = True
    link: Reached | None = None
    newer: Newer | None = None
    archive_url: str = ""

    @property
    def is_verified(self) -> bool:
        return self.identity_state == VERIFIED

    @property
    def is_mismatch(self) -> bool:
        return self.identity_state == MISMATCH

    @property
    def is_dead(self) -> bool:
        return self.link is not None and self.link.state == LinkState.DEAD

    @property
    def corrections(self) -> list[Happened]:
        return [happened for happened in self.history if happened.nature == Nature.CORRECTION]

    @property
    def was_reinstated(self) -> bool:
        return self.notice is None and any(happened.nature == Nature.REINSTATEMENT for happened in self.history)


def health_of(source: Source, overlay: Mapping[str, Any], *, archive_url: str = "") -> Health:
    facts = msgspec.convert(overlay, Facts) if overlay else Facts()
    identity = facts.identity if facts.identity and facts.identity.of == fingerprint(source) else None
    return Health(
        history=facts.notices,
        notice=standing(facts.notices),
        identity=identity,
        identity_state=identity.state if identity else UNVERIFIED,
        can_be_verified=any(getattr(source, scheme) for scheme in (*REGISTERED, "url")),
        link=facts.link if facts.link and facts.link.url == address_of(source) else None,
        newer=facts.newer,
        archive_url=archive_url,
    )


def standing(notices: Iterable[Happened]) -> Happened | None:
    """What is left of all that happened: a reinstatement takes back what was before it, a concern no retraction."""
    left: Happened | None = None
    for happened in notices:
        match happened.nature:
            case Nature.RETRACTION:
                left = happened
            case Nature.CONCERN if left is None or left.nature != Nature.RETRACTION:
                left = happened
            case Nature.REINSTATEMENT:
                left = None
    return left


def fingerprint(source: Source) -> str:
    """Changes with the title and with any identifier, and with nothing else."""
    parts = [source.title, *(getattr(source, scheme) for scheme in IDENTIFIERS)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def address_of(source: Source) -> str:
    """Where readers are sent: its own address, or what its DOI leads to."""
    return source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
