"""Addresses on both sides of a boundary in time; that words change there together is a row of the matrix."""

from __future__ import annotations

import pytest

from publishing import clock
from publishing.workflow import plan_end
from tests.leaks.readers import ask, every_address, words_found
from tests.leaks.states import FROM_LIVE, HOUR, JUST_BEFORE, LATER, Subject, T
from tests.universe import MODELS, Universe, address

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@FROM_LIVE
def test_a_set_that_ends_leaves_no_word_of_any_kind(universe: Universe) -> None:
    with clock.at(T + HOUR):
        for draft in universe.subjects.values():
            plan_end(draft.item, at=LATER, by=universe.editor)

    answers = {path: ask(path, at=LATER) for kind in MODELS for path in every_address(subject=kind)}

    found = {path: answer for path, answer in answers.items() if answer.status == "200"}
    assert {kind: words_found(found, kind, "first") for kind in MODELS} == {kind: {} for kind in MODELS}


@FROM_LIVE
def test_an_address_given_up_and_taken_back_leads_to_the_right_one_at_every_moment(universe: Universe) -> None:
    nutrient = Subject(universe=universe, kind="nutrient")
    old, new = address("nutrient", "first"), address("nutrient", "next")
    with clock.at(T + HOUR):
        nutrient.write("next")
        nutrient.publish()
        nutrient.write("first")
        nutrient.publish(at=LATER)

    answers = [[ask(path, at=moment).status for path in (old, new)] for moment in (T, T + HOUR, JUST_BEFORE, LATER)]

    assert answers == [["200", "404"], [f"301 {new}", "200"], [f"301 {new}", "200"], ["200", f"301 {old}"]]
