"""The page of a nutrient: what it says at a glance."""

from __future__ import annotations

import pytest
from django.test import Client

from nutrients.models import DeficiencyLink
from publishing import clock
from publishing.pages import page
from tests.factories import make_nutrient, make_reference, make_symptom, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_sign_with_two_groups_of_people_is_named_once_at_a_glance() -> None:
    make_reference(slug="rao-2020")
    iron, tired = make_nutrient(name="Iron"), make_symptom(name="Tiredness", live=True)
    for population in ("", "pregnant women"):
        DeficiencyLink.objects.create(
            nutrient=iron,
            symptom=tired,
            population=population,
            certainty="limited",
            certainty_reason="An example.",
            wording="So [[ref:rao-2020]].",
        )
    publish([iron.item], by=make_user())

    context = page(iron.item, clock.now()).context

    assert ([(sign["card"].title, sign["scope"]) for sign in context["signs"]], len(context["statements"])) == (
        [("Tiredness", "")],
        2,
    )


def test_a_sign_of_some_people_only_keeps_its_scope_wherever_it_is_named() -> None:
    make_reference(slug="rao-2020")
    vitamin, legs = make_nutrient(name="Vitamin D"), make_symptom(name="Bowed legs", live=True)
    DeficiencyLink.objects.create(
        nutrient=vitamin,
        symptom=legs,
        population="children under five",
        certainty="limited",
        certainty_reason="An example.",
        wording="So [[ref:rao-2020]].",
    )
    publish([vitamin.item], by=make_user())

    own = Client().get("/nutrients/vitamin-d/").content.decode()
    theirs = Client().get("/symptoms/bowed-legs/").content.decode()
    mapped = Client().get("/evidence/").content.decode()

    assert '<a href="/symptoms/bowed-legs/">Bowed legs</a> (children under five)' in own
    # At a glance, in the strip and at the statement itself.
    assert own.count("children under five") == 3
    assert theirs.count("children under five") == 2
    assert "children under five" in mapped
