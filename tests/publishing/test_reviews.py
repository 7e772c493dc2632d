"""Medical reviews: of what readers see, by a person they can look up."""

from __future__ import annotations

import pytest

from publishing import clock
from publishing.merging import merge
from publishing.models import AuditEntry, Item, MedicalReview
from publishing.pages import page
from publishing.reviews import record_review
from publishing.workflow import Refused, publish, withdraw
from tests.factories import edit, make_article, make_nutrient, make_person, make_policy, make_symptom, make_user

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
