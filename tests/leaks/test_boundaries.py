"""At one microsecond a whole set changes: pages, lists, "cited by", the FAQ hub and the foot of every page together.

That one item does so is a row of the matrix.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from publishing import clock
from publishing.workflow import plan_end, publish
from tests.leaks.readers import ask, every_address, words_found
from tests.leaks.states import HOUR, JUST_BEFORE, LATER, Reached, T, all_live
from tests.universe import MODELS, Universe, address

pytestmark = pytest.mark.django_db

ADDRESSES = sorted({path for kind in MODELS for path in every_address(subject=kind)})


def generations_read(*, at: datetime) -> dict[str, set[str]]:
    """Of every kind, the generations of which any word stands on any page."""
    answers = {path: ask(path, at=at) for path in ADDRESSES}
    pages = {path: answer for path, answer in answers.items() if answer.status == "200"}
    return {
        kind: {generation for generation in ("first", "next", "secret") if words_found(pages, kind, generation)}
        for kind in MODELS
    }


def write_all(universe: Universe, generation: str) -> None:
    for kind in MODELS:
        Reached(universe=universe, kind=kind).write(generation)


def test_a_scheduled_set_replaces_every_word_of_every_kind_at_once() -> None:
    universe = all_live("article").universe
    with clock.at(T + HOUR):
        write_all(universe, "next")
        publish(universe.items(), by=universe.editor, at=LATER)
        write_all(universe, "secret")

    assert generations_read(at=JUST_BEFORE) == {kind: {"first"} for kind in MODELS}
    assert generations_read(at=LATER) == {kind: {"next"} for kind in MODELS}


def test_a_set_that_ends_leaves_no_word_of_any_kind() -> None:
    universe = all_live("article").universe
    with clock.at(T + HOUR):
        for draft in universe.subjects.values():
            plan_end(draft.item, at=LATER, by=universe.editor)

    assert generations_read(at=JUST_BEFORE) == {kind: {"first"} for kind in MODELS}
    assert generations_read(at=LATER) == {kind: set() for kind in MODELS}


def test_an_address_given_up_and_taken_back_leads_to_the_right_one_at_every_moment() -> None:
    reached = all_live("nutrient")
    old, new = address("nutrient", "first"), address("nutrient", "next")
    with clock.at(T + HOUR):
        reached.write("next")
        reached.publish()
        reached.write("first")
        reached.publish(at=LATER)

    answers = [[ask(path, at=moment).status for path in (old, new)] for moment in (T, T + HOUR, JUST_BEFORE, LATER)]

    assert answers == [["200", "404"], [f"301 {new}", "200"], [f"301 {new}", "200"], ["200", f"301 {old}"]]
