"""What a document rests on: each source that it cites, beside the sentences that cite it. Pure but for the sources' own cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from publishing.kinds import Mention
from publishing.moment import Live, Moment

CITES = "cites"


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One sentence that leans on the source, and the words of the source where they are on record."""

    sentence: str
    place: str
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    source: Live
    claims: Sequence[Claim]


def evidence_of(mentions: Iterable[Mention], moment: Moment) -> list[Evidence]:
    """In the order in which the sources are first cited."""
    cited = [mention for mention in mentions if mention.role == CITES]
    resolved = moment.resolve(cited)
    claims: dict[Live, list[Claim]] = {}
    for mention in cited:
        source = resolved.get(mention.target)
        if source is None:
            continue
        claim = Claim(
            sentence=str(mention.excerpt.get("sentence", "")),
            place=", in ".join(filter(None, [mention.place, str(mention.excerpt.get("population", ""))])),
            quote=str(mention.excerpt.get("quote", "")),
        )
        found = claims.setdefault(source, [])
        if claim not in found:
            found.append(claim)
    return [Evidence(source=source, claims=found) for source, found in claims.items()]
