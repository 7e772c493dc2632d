"""Whom a statement is about never gets lost: every public address that shows the statement says so beside it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.models import ComparisonTable
from nutrients.models import DeficiencyLink
from publishing import clock, kinds
from publishing.evidence import evidence_of
from publishing.moment import Moment
from references.health import resting_on
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_symptom,
    make_user,
    publish,
)

SCOPE = "children under five"
WORDING = "Legs bow after years of want"
PLACES = {
    "/": 1,
    "/evidence/": 0,
    "/nutrients/vitamin-d/": 1,
    "/nutrients/vitamin-d/history/2/": 1,
    "/nutrients/compare/?nutrient=vitamin-d": 0,
    "/symptoms/bowed-legs/": 1,
    "/symptoms/explore/?symptom=bowed-legs": 1,
    "/articles/weak-bones/": 1,
    "/references/rao-2020/": 1,
}
# Here foods stand, lists of pages, or what was corrected or reviewed in an editor's words: no statement at all.
WITHOUT = (
    *(
        "/nutrients/vitamin-d.csv",
        "/nutrients/vitamin-d.json",
        "/nutrients/vitamin-d/foods/",
        *("/feeds/articles.atom", "/feeds/reviews.atom", "/feeds/corrections.atom"),
    ),
    *("/nutrients/", "/symptoms/", "/references/", "/articles/", "/nutrients/vitamin-d/history/"),
    *("/references/rao-2020.bib", "/references/rao-2020.ris", "/references/rao-2020.json"),
)


@pytest.mark.django_db
def test_every_address_that_shows_a_statement_says_whom_it_is_about() -> None:
    reference = make_reference(slug="rao-2020")
    vitamin = make_nutrient(name="Vitamin D", unit="mcg", sr_number="328")
    link = DeficiencyLink.objects.create(
        nutrient=vitamin,
        symptom=make_symptom(name="Bowed legs", live=True),
        population=SCOPE,
        certainty="limited",
        certainty_reason="An example.",
        wording="An example [[ref:rao-2020]].",
    )
    publish([vitamin.item], by=make_user())
    link.wording = f"{WORDING} [[ref:rao-2020]]."
    link.save()
    publish([edit(vitamin).item], by=make_user())
    make_policy(live=True)
    article = make_article(title="Weak bones", authors=[make_person(live=True)])
    table = ComparisonTable.objects.create(parent=article, region="body", ordering=10, caption="Compared")
    table.nutrients.add(vitamin)
    publish([article.item], by=make_user())

    pages = {path: read(path) for path in (*PLACES, *WITHOUT)}

    assert {path: pages[path].count(WORDING) for path in PLACES} == PLACES
    assert [path for path in PLACES if pages[path].count(SCOPE) < max(1, PLACES[path])] == []
    assert [path for path in WITHOUT if WORDING in pages[path]] == []
    # What editors are told of the source, and what reviewers read under it.
    now = clock.now()
    assert [page.sentences for page in resting_on(reference.item, at=now)] == [[f"{WORDING}. (in {SCOPE})"]]
    kind = kinds.get("nutrient")
    evidence = evidence_of(kind.mentions(kind.build(vitamin)), Moment(now))
    assert [claim.place for claim in evidence[0].claims] == [f"Statement 1, in {SCOPE}"]


def read(path: str) -> str:
    """What a reader reads there, without what only pictures and hidden marks say."""
    response = Client().get(path)
    assert response.status_code == 200, path
    html = re.sub(r"<svg.*?</svg>|<head>.*?</head>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
