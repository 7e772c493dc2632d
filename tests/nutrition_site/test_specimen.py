"""The sentence of the start page: the surest statement that is live, with its sources."""

from __future__ import annotations

import pytest

from nutrients.evidence import all_said
from nutrients.models import DeficiencyLink, Nutrient, Symptom
from nutrition_site.specimen import Specimen, specimen
from publishing import clock
from publishing.moment import Moment
from publishing.workflow import withdraw
from tests.factories import make_nutrient, make_reference, make_symptom, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbness() -> Symptom:
    make_reference(slug="rao-2020", study_type="systematic-review")
    return make_symptom(name="Numbness", live=True)


def say(name: str, symptom: Symptom, *, certainty: str) -> Nutrient:
    nutrient = make_nutrient(name=name)
    DeficiencyLink.objects.create(
        nutrient=nutrient,
        symptom=symptom,
        certainty=certainty,
        certainty_reason="An example.",
        sort_rating="a" if certainty == "strong" else "",
        wording=f"Too little {name.lower()} may numb [[ref:rao-2020]].",
    )
    publish([nutrient.item], by=make_user())
    return nutrient


def shown() -> Specimen | None:
    moment = Moment(clock.now())
    return specimen(all_said(moment), moment)


def test_a_guide_without_statements_shows_none() -> None:
    assert shown() is None


def test_the_surest_statement_is_shown_with_its_sources(numbness: Symptom) -> None:
    say("Copper", numbness, certainty="limited")
    say("Zinc", numbness, certainty="consensus")

    found = shown()

    assert found is not None
    assert (found.nutrient.title, found.statement.certainty) == ("Zinc", "Expert consensus")
    assert str(found.statement.wording).startswith("Too little zinc may numb<sup")
    assert [one.reference.document.source.key for one in found.bibliography] == ["rao-2020"]


def test_a_statement_on_a_symptom_that_was_withdrawn_is_not_shown(numbness: Symptom) -> None:
    say("Copper", numbness, certainty="limited")
    say("Zinc", make_symptom(name="Itching", live=True), certainty="consensus")

    withdraw(Symptom.objects.get(name="Itching").item, by=make_user(), reason="An example.")

    found = shown()
    assert found is not None
    assert found.nutrient.title == "Copper"
