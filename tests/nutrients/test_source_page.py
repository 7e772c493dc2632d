"""A source's own page: every statement of the guide that rests on it."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from nutrients.models import Certainty, DeficiencyLink
from publishing.models import Link
from references.marks import from_typed
from tests.factories import make_nutrient, make_reference, make_symptom, make_user, publish

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("Cited by these statements")[1].split("</article>")[0]).split())


def test_a_source_tells_which_statements_rest_on_it_where_and_how_certain_they_are(client: Client) -> None:
    reference = make_reference(pmid="123", doi="10.1000/x")
    symptom = make_symptom(live=True)
    nutrient = make_nutrient(summary=from_typed("It may matter [[ref:rao-2020]]."))
    DeficiencyLink.objects.create(
        nutrient=nutrient,
        symptom=symptom,
        direction=DeficiencyLink.Direction.DEFICIENCY,
        certainty=Certainty.LIMITED,
        certainty_reason="One small study.",
        wording=from_typed("A lack can numb [[ref:rao-2020 | p 4 | “feet were numb”]]."),
    )
    publish([nutrient.item], by=make_user())

    html = client.get("/references/rao-2020/").content.decode()

    assert words(html) == (
        "2 statements on 1 page of this guide rest on it today. Cobalamin It may matter. "
        "A lack can numb. Limited evidence Rests on: p 4. feet were numb"
    )
    assert '<a href="/nutrients/cobalamin/#statement-1">A lack can numb.</a>' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/123/"' in html
    assert reference.slug in html


def test_a_statement_that_went_out_before_citations_knew_its_people_says_whom_it_is_about(client: Client) -> None:
    make_reference()
    nutrient = make_nutrient()
    for name, population in (("Numb feet", "pregnancy"), ("Weak legs", "")):
        DeficiencyLink.objects.create(
            nutrient=nutrient,
            symptom=make_symptom(name=name, live=True),
            population=population,
            certainty=Certainty.LIMITED,
            certainty_reason="One small study.",
            wording=from_typed(f"A lack can bring {name.lower()} [[ref:rao-2020]]."),
        )
    publish([nutrient.item], by=make_user())
    for link in Link.objects.filter(role="cites", excerpt__has_key="population"):
        del link.excerpt["population"]
        link.save()

    for _ in range(2):
        import_module("nutrients.migrations.0015_whom_cited_statements_are_about").tell(apps, None)

    assert re.findall(
        "A lack can [a-z ]+|About [a-z]+", words(client.get("/references/rao-2020/").content.decode())
    ) == [
        "A lack can bring numb feet",
        "About pregnancy",
        "A lack can bring weak legs",
    ]
