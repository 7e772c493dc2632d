"""State x kind x page of the past: a history, a step and a past day tell what was public by then and no other word."""

from __future__ import annotations

import pytest

from publishing.models import Edition
from tests.leaks.readers import DETAILS, ask, words_found
from tests.leaks.states import (
    FROM_DRAFTS,
    FROM_LIVE,
    NEVER_PUBLIC,
    ONCE_PUBLIC,
    REASON,
    SOON,
    Looks,
    Reach,
    Subject,
    cases,
    each,
)
from tests.universe import GENERATIONS, MODELS, Universe, address

pytestmark = pytest.mark.django_db

KINDS = [*DETAILS.values(), "policy"]


def past_addresses(kind: str) -> list[str]:
    """Those under every address that the subject had or wants, of every edition and of days on either side."""
    days = ["2020-01-01", "2026-02-30", "2999-12-31"]
    pages = ["history/", *(f"history/{number}/" for number in range(1, 4)), *(f"as-of/{day}/" for day in days)]
    return [f"{path}{page}" for path in {address(kind, name): 0 for name in GENERATIONS} for page in pages]


@FROM_DRAFTS
@each([case for case in cases(NEVER_PUBLIC) if case[0] in KINDS])
def test_the_past_tells_nothing_that_never_was_public(
    universe: Universe, kind: str, reach: Reach, looks: Looks
) -> None:
    assert_only_what_was_public_is_told(Subject(universe=universe, kind=kind), reach, looks)


@FROM_LIVE
@each([case for case in cases(ONCE_PUBLIC) if case[0] in KINDS])
def test_the_past_tells_only_what_was_public_by_then(universe: Universe, kind: str, reach: Reach, looks: Looks) -> None:
    assert_only_what_was_public_is_told(Subject(universe=universe, kind=kind), reach, looks)


def assert_only_what_was_public_is_told(subject: Subject, reach: Reach, looks: Looks) -> None:
    kind = subject.kind
    reach(subject)

    for moment, _ in looks:
        answers = {path: ask(path, at=moment) for path in past_addresses(kind)}
        begun = Edition.objects.filter(item=subject.draft.item, live_from__lte=moment)
        public = {name for name in ("first", "next") if begun.filter(title__startswith=name).exists()}
        hidden = [(kind, name) for name in {"first", "next"} - public] + [(other, "secret") for other in MODELS]
        read = {path: answer for path, answer in answers.items() if not answer.status.startswith("30")}
        assert {draft: found for draft in hidden if (found := words_found(read, *draft))} == {}
        assert [path for path, answer in answers.items() if REASON in answer.everything] == []


@FROM_DRAFTS
@pytest.mark.parametrize("page", ["history/", "history/2/", "as-of/2020-01-01/"])
def test_the_past_of_what_is_not_public_says_nothing_at_all(universe: Universe, page: str) -> None:
    answers = {kind: ask(f"{address(kind, 'first')}{page}", at=SOON) for kind in KINDS}

    assert {answer.status for answer in answers.values()} == {"404"}
    assert {kind: found for kind in KINDS if (found := words_found(answers, kind, "first"))} == {}
