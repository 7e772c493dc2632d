"""What a record of the library does not say of itself yet, and what its type says in its place. Pure; it refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from references.csl import Source
from references.vocabulary import CslType, StudyType

# What appears there is news, unless an editor has said otherwise.
OF_THE_PRESS = frozenset({CslType.ARTICLE_NEWSPAPER.value, CslType.ARTICLE_MAGAZINE.value})


def kind_of_study(source: Source, stated: str) -> str:
    """The kind that the record states, or the one that its type leaves no doubt about."""
    return stated or (StudyType.NEWS.value if source.type in OF_THE_PRESS else "")


def gaps(source: Source, *, tier: str, study_type: str) -> Iterator[tuple[str, str, str]]:
    """Code, place in the form and the way out of each."""
    # A law stands at no distance to evidence: it sets what it says.
    if not tier and source.type != CslType.LEGISLATION:
        said = "Not chosen. Say how near it stands to the evidence it speaks of; readers see it beside the source."
        yield "no-tier", "Tier", said
    if not kind_of_study(source, study_type):
        said = (
            "Not chosen. Claims can't rest on news and commercial pages alone, and nobody can tell whether this is one."
        )
        yield "no-kind-of-study", "Kind of study", said
    if source.type == CslType.WEBPAGE and source.url and not source.accessed:
        said = "Pages change. Give the day on which a person last read it; lists of references print it."
        yield "no-access-date", "Last read on", said
