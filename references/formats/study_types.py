"""The kind of study that PubMed's indexers name for a work, in the words of the library. It guesses nothing."""

from __future__ import annotations

from collections.abc import Iterable

from references.vocabulary import StudyType

# In this order: a review that is systematic is called both.
PUBLICATION_TYPES = {
    "meta-analysis": StudyType.SYSTEMATIC_REVIEW,
    "network meta-analysis": StudyType.SYSTEMATIC_REVIEW,
    "systematic review": StudyType.SYSTEMATIC_REVIEW,
    "practice guideline": StudyType.GUIDELINE,
    "guideline": StudyType.GUIDELINE,
    "consensus development conference": StudyType.GUIDELINE,
    "randomized controlled trial": StudyType.RANDOMISED_TRIAL,
    "case reports": StudyType.CASE_REPORT,
    "news": StudyType.NEWS,
    "newspaper article": StudyType.NEWS,
    "editorial": StudyType.OPINION,
    "review": StudyType.NARRATIVE_REVIEW,
}


def study_type_of(kinds: Iterable[str]) -> str:
    """Of the publication types of one record; "" where none of them says what kind of study it is."""
    named = {kind.casefold().strip() for kind in kinds}
    return next((found.value for kind, found in PUBLICATION_TYPES.items() if kind in named), "")
