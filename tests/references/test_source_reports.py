"""Reports on sources: what they name, their filters with counts, and the same as JSON and CSV."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client

from publishing import clock
from references.models import AgeLimit, Reference
from references.source_reports import diversity, lopsided, single_source, too_old, uncited, without_identifier
from references.vocabulary import StudyType
from tests.factories import make_article, make_nutrient, make_person, make_policy, make_reference, make_user, publish

pytestmark = pytest.mark.django_db

REPORTS = "/admin/references/reference/reports/"


def slugs(records: object) -> list[str]:
    return sorted(record.slug for record in records)  # type: ignore[attr-defined]


def test_every_kind_of_study_has_an_age_limit_or_none_on_purpose() -> None:
    assert {limit.study_type for limit in AgeLimit.objects.all()} == {*StudyType.values}


def test_a_source_no_live_page_cites_is_named() -> None:
    make_reference(slug="cited")
    make_reference(slug="drafted")
    make_reference(slug="idle")
    make_nutrient(name="Iron", summary="Iron is a metal [[ref:cited]].", live=True)
    make_nutrient(name="Zinc", summary="Zinc is a metal [[ref:drafted]].")

    assert slugs(uncited(at=clock.now())) == ["drafted", "idle"]


def test_a_source_grows_old_by_the_limit_of_its_kind_unless_it_is_a_landmark() -> None:
    make_reference(slug="old-survey", study_type="cross-sectional", issued="2018")
    make_reference(slug="new-survey", study_type="cross-sectional", issued="2024-03")
    make_reference(slug="old-landmark", study_type="cross-sectional", issued="1990", is_landmark=True)
    make_reference(slug="undated", study_type="cross-sectional")
    make_reference(slug="old-law", study_type="regulation", issued="1993")
    make_reference(slug="unknown", issued="1950")

    assert slugs(too_old(on=date(2026, 11, 28))) == ["old-survey"]
    AgeLimit.objects.filter(study_type="cross-sectional").update(years=20)
    assert slugs(too_old(on=date(2026, 11, 28))) == []


def test_a_record_without_the_identifier_of_its_type_is_named() -> None:
    make_reference(slug="bare-article", url="https://example.org/a")
    make_reference(slug="article", pmid="123")
    make_reference(slug="bare-page", type="webpage")
    make_reference(slug="page", type="webpage", url="https://example.org/b")
    make_reference(slug="bare-thesis", type="thesis")

    assert slugs(without_identifier()) == ["bare-article", "bare-page", "bare-thesis"]


def an_article(title: str, *claims: str) -> None:
    text = "".join(f"<p>{claim}</p>" for claim in claims)
    article = make_article(title=title, text=text, authors=[make_person(name=f"Ada of {title}", live=True)])
    publish([article.item], by=make_user())


def cite(key: str) -> str:
    return f'<cite class="ref" data-refs="{key}">[ref:{key}]</cite>'


@pytest.fixture
def articles() -> None:
    make_policy(live=True)
    for slug in ("one", "two"):
        make_reference(slug=slug, title=f"Source {slug}", study_type="guideline")
    an_article("All on one", f"It affects 1% of people {cite('one')}.", f"It affects 2% of people {cite('one')}.")
    percents = [f"It affects {n}% of people {cite('one' if n < 4 else 'two')}." for n in range(1, 5)]
    an_article("Most on one", *percents)
    an_article("Even", *[f"It affects {n}% of people {cite('one' if n < 3 else 'two')}." for n in range(1, 5)])


@pytest.mark.usefixtures("articles")
def test_pages_that_rest_on_one_source_are_named() -> None:
    found = diversity(at=clock.now())

    assert [one.title for one in single_source(found)] == ["All on one"]
    assert [(one.title, one.claims, one.top_key, one.top_share) for one in lopsided(found)] == [
        ("Most on one", 4, "one", 0.75)
    ]


@pytest.mark.usefixtures("articles")
def test_filters_count_and_the_reports_are_a_page_json_and_csv(admin_client: Client) -> None:
    Reference.objects.filter(slug="two").update(funding="=Paid by a maker")

    listed = admin_client.get("/admin/articles/article/?rests=one").content.decode()
    assert "All on one source (1)" in listed and "More than half on one (1)" in listed
    assert "All on one" in listed and "Even" not in listed
    library = admin_client.get("/admin/references/reference/?report=no-identifier").content.decode()
    assert "Without an identifier (2)" in library and "Cited on no live page (0)" in library

    page = admin_client.get(REPORTS).content.decode()
    assert "75% of 4 claims cite \u201cSource one\u201d" in page
    found = json.loads(admin_client.get(REPORTS + "?format=json").content)
    assert {name: len(rows) for name, rows in found.items() if isinstance(rows, list)} == {
        "uncited": 0,
        "too_old": 0,
        "superseded": 0,
        "perhaps_superseded": 0,
        "without_identifier": 2,
        "single_source": 1,
        "more_than_half_on_one": 1,
        "interests": 1,
    }
    table = admin_client.get(REPORTS + "?format=csv").content.decode()
    assert "interests,Source two,two,'=Paid by a maker" in table


def test_who_may_not_see_the_library_sees_no_report(client: Client) -> None:
    mo = make_user(name="mo")
    mo.is_staff = True
    mo.save()
    client.force_login(mo)

    assert client.get(REPORTS).status_code == 403
