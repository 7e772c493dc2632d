"""Medical reviews: of what readers see, by a person they can look up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from nutrients.documents import CareCardText, SymptomDocument
from publishing import clock, kinds
from publishing.merging import merge
from publishing.models import AuditEntry, Item, MedicalReview
from publishing.pages import page, review_due
from publishing.reviews import record_review
from publishing.workflow import Refused, withdraw
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_symptom,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def test_a_review_shows_its_date_scope_and_reviewer() -> None:
    nutrient = make_nutrient(live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)

    review = record_review(nutrient.item, reviewer=ravi.item, scope="The whole page.", by=make_user())

    shown = page(nutrient.item, clock.now()).review
    assert shown is not None and shown.reviewer is not None
    assert (shown.at, shown.scope, shown.reviewer.document.name, shown.is_outdated) == (
        review.reviewed_at,
        "The whole page.",
        "Ravi Rao",
        False,
    )
    assert AuditEntry.objects.filter(action="review", item=nutrient.item, edition_number=1).count() == 1


@pytest.mark.parametrize(("change", "outdated"), [("minor", False), ("major", True), ("correction", True)])
def test_a_review_is_outdated_by_a_change_of_substance_only(change: str, *, outdated: bool) -> None:
    nutrient = make_nutrient(live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    record_review(nutrient.item, reviewer=ravi.item, scope="The whole page.", by=make_user())

    publish([edit(nutrient, summary="Another.").item], by=make_user(), change=change)

    shown = page(nutrient.item, clock.now()).review
    assert shown is not None and shown.is_outdated is outdated


def test_a_reviewer_needs_a_credential_a_page_and_another_author() -> None:
    make_policy(live=True)
    ada = make_person(name="Ada Adeyemi", credentials="RD", live=True)
    article = make_article(authors=[ada], live=True)
    refused = {
        "wrote this page": ada,
        "needs a credential": make_person(name="Mo Mayer", live=True),
        "can't be a team": make_person(name="Editorial team", credentials="MD", is_team=True, live=True),
        "no public page": make_person(name="Ravi Rao", credentials="MD"),
    }

    for reason, person in refused.items():
        with pytest.raises(Refused, match=reason):
            record_review(article.item, reviewer=person.item, scope="The whole page.", by=make_user())

    assert MedicalReview.objects.count() == 0


def test_only_what_readers_see_can_be_reviewed() -> None:
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)

    with pytest.raises(Refused, match="is not live"):
        record_review(make_nutrient().item, reviewer=ravi.item, scope="The whole page.", by=make_user())


def test_a_review_says_what_was_reviewed() -> None:
    nutrient = make_nutrient(live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)

    with pytest.raises(Refused, match="Say what was reviewed"):
        record_review(nutrient.item, reviewer=ravi.item, scope="  ", by=make_user())


def test_a_review_of_a_merged_item_names_one_item_only() -> None:
    old, new = make_symptom(name="Old", live=True), make_symptom(name="New", live=True)
    ravi = make_person(credentials="MD", live=True)
    withdraw(old.item, by=make_user(), reason="The same.")
    merge(old.item, into=new.item, by=make_user(), reason="The same.")

    review = record_review(Item.objects.get(pk=old.item_id), reviewer=ravi.item, scope="The page.", by=make_user())

    assert review.item_id == review.edition.item_id


def test_an_author_does_not_review_under_a_merged_name() -> None:
    make_policy(live=True)
    ada, old = (make_person(name=name, credentials="RD", live=True) for name in ("Ada Adeyemi", "A. Adeyemi"))
    article = make_article(authors=[old], live=True)
    withdraw(old.item, by=make_user(), reason="The same person.")
    merge(old.item, into=ada.item, by=make_user(), reason="The same person.")

    with pytest.raises(Refused, match="wrote this page"):
        record_review(article.item, reviewer=Item.objects.get(pk=old.item_id), scope="The page.", by=make_user())


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        ("2026-11-22", 12, "2027-11-22"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-01", 36, "2029-12-01"),
    ],
)
def test_a_review_falls_due_on_the_same_day_of_a_later_month(reviewed: str, months: int, due: str) -> None:
    found = review_due(datetime.fromisoformat(reviewed).replace(tzinfo=UTC), months=months)

    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_a_page_says_since_when_its_review_is_overdue_and_never_when_one_is_to_come() -> None:
    nutrient = make_nutrient(name="Iron", live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    review = record_review(nutrient.item, reviewer=ravi.item, scope="The whole page.", by=make_user())
    due = review_due(review.reviewed_at, months=24)
    told = {}

    for moment in (due - timedelta(microseconds=1), due):
        with clock.at(moment):
            told[moment] = "A new review has been overdue since" in Client().get("/nutrients/iron/").content.decode()

    assert list(told.values()) == [False, True]


def test_what_people_act_on_falls_due_sooner() -> None:
    symptom = kinds.get("symptom")
    calm, urgent = (
        SymptomDocument(name="A", slug="a"),
        SymptomDocument(name="A", slug="a", care_cards=(CareCardText(urgency="urgent", heading="H", body="B"),)),
    )

    assert (symptom.months_between_reviews(calm), symptom.months_between_reviews(urgent)) == (24, 12)
