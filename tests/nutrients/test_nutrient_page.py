"""The page of a nutrient: what it says at a glance."""

from __future__ import annotations

import pytest

from nutrients.models import DeficiencyLink
from publishing import clock
from publishing.pages import page
from tests.factories import make_nutrient, make_reference, make_symptom, make_user, publish

pytestmark = pytest.mark.django_db


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

    assert ([sign.title for sign in context["signs"]], len(context["statements"])) == (["Tiredness"], 2)
