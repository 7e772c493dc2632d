"""How sure a statement may say that its sources make us: never surer than the kinds of study it cites. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nutrients.documents import Statement
from nutrients.models import Certainty, SortRating
from references.vocabulary import StudyType

# From the weakest word to the strongest. “Conflicting” and “consensus” stand beside this ladder.
LADDER = [Certainty.LIMITED.value, Certainty.MODERATE.value, Certainty.STRONG.value]
# The words that need a better rating than the one noted.
BEYOND = {SortRating.B.value: {"strong"}, SortRating.C.value: {"strong", "moderate"}}
MODERATE_TYPES = frozenset({StudyType.RANDOMISED_TRIAL, StudyType.GUIDELINE, StudyType.COHORT, StudyType.CASE_CONTROL})
# They tell what experts hold, not what one of them found.
CONSENSUS_TYPES = frozenset(
    {
        StudyType.GUIDELINE,
        StudyType.SYSTEMATIC_REVIEW,
        StudyType.NARRATIVE_REVIEW,
        StudyType.FACT_SHEET,
        StudyType.REFERENCE_BOOK,
        StudyType.CONSUMER_PAGE,
    }
)
FEWEST_WORDS_OF_CONFLICT = 8
TRIALS_FOR_STRONG = 2


def ceiling(study_types: Iterable[str]) -> str:
    """The strongest word that studies of these kinds allow."""
    found = list(study_types)
    trials = found.count(StudyType.RANDOMISED_TRIAL)
    if StudyType.SYSTEMATIC_REVIEW in found or trials >= TRIALS_FOR_STRONG:
        return Certainty.STRONG.value
    return Certainty.MODERATE.value if MODERATE_TYPES.intersection(found) else Certainty.LIMITED.value


def certainty_faults(statement: Statement, study_types: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Code and message of each fault; `study_types` has one entry for each live source of the wording."""
    word, said = statement.certainty, statement.certainty_reason.strip()
    if not word:
        yield "no-certainty", "Say how sure the sources make us."
        return
    if not said:
        yield "no-certainty-reason", f"Say why the evidence is “{word}”: what the cited sources are. Readers see it."
    if word in BEYOND.get(statement.sort_rating, ()):
        yield (
            "certainty-beyond-rating",
            f"“{word}” says more than the SORT rating {statement.sort_rating.upper()} allows. "
            "Choose a weaker word, or rate the sources anew.",
        )
    if not study_types:
        # That no source is live is told elsewhere.
        return
    allowed = ceiling(study_types)
    if word in LADDER and LADDER.index(word) > LADDER.index(allowed):
        yield (
            "certainty-beyond-sources",
            f"“{word}” says more than the cited sources allow, which is “{allowed}”: strong needs a systematic review or two "
            "consistent trials, moderate a trial, a guideline or a cohort study. Choose a weaker word, cite such a source, "
            "or say in the library what kind of study each source is.",
        )
    elif word == Certainty.CONSENSUS and not CONSENSUS_TYPES.intersection(study_types):
        yield (
            "certainty-beyond-sources",
            "“consensus” needs a source that tells what experts hold: a guideline, a review, a textbook, a fact sheet or the "
            "page of a health service. Cite one, choose another word, or say in the library what kind each source is.",
        )
    elif word == Certainty.CONFLICTING and (len(study_types) < 2 or len(said.split()) < FEWEST_WORDS_OF_CONFLICT):
        yield (
            "conflict-unsaid",
            "“conflicting” means that sources disagree: cite at least two, and say in the reason which of them says what.",
        )
