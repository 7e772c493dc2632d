"""The page of a nutrient: what it says at a glance."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nutrients.models import DeficiencyLink, Symptom
from publishing import clock
from publishing.pages import page
from tests.factories import edit, make_nutrient, make_reference, make_symptom, make_user, publish

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

    [(direction, signs)] = context["signs"]
    assert (direction, [(sign["card"].title, sign["scope"]) for sign in signs], len(context["statements"])) == (
        "Too little",
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


def test_at_a_glance_signs_of_too_much_are_no_signs_of_too_little() -> None:
    make_reference(slug="rao-2020")
    vitamin = make_nutrient(name="Vitamin B6")
    for name, direction in (("Clumsiness", "excess"), ("Numbness", "deficiency"), ("Numbness", "excess")):
        symptom = Symptom.objects.filter(name=name).first() or make_symptom(name=name, live=True)
        DeficiencyLink.objects.create(
            nutrient=vitamin,
            symptom=symptom,
            direction=direction,
            certainty="limited",
            certainty_reason="An example.",
            wording="So [[ref:rao-2020]].",
        )
    publish([vitamin.item], by=make_user())

    html = Client().get("/nutrients/vitamin-b6/").content.decode()

    glance = html.split('id="part-glance">')[1].split("</section>")[0]
    assert " ".join(re.sub(r"<[^>]+>", " ", glance).split()) == (
        "At a glance Signs of too little in the sources Numbness Signs of too much in the sources Clumsiness Numbness"
    )


def test_at_a_glance_adults_read_what_is_recommended_and_the_limit() -> None:
    make_reference(slug="rao-2020")
    vitamin = make_nutrient(name="Niacin", unit="mg")
    for group, measure, amount in (("women", "rda", 14), ("men", "rda", 16), ("women", "ul", 35), ("men", "ul", 35)):
        vitamin.intakes.create(
            group=group,
            age_from=19,
            measure=measure,
            amount=amount,
            unit="mg",
            authority="Board",
            source="Table [[ref:rao-2020]]",
            form_note="from supplements" if measure == "ul" else "",
        )
    publish([edit(vitamin).item], by=make_user())

    html = Client().get("/nutrients/niacin/").content.decode()

    glance = html.split('id="part-glance">')[1].split("</section>")[0]
    assert " ".join(re.sub(r"<[^>]+>", " ", glance).split()) == (
        "At a glance A day, for adults Women, 19 to 30: 14 mg (RDA) Men, 19 to 30: 16 mg (RDA) "
        "Upper limit: 35 mg a day (from supplements) All ages, and sources"
    )
