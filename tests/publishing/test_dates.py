"""The three dates of a page: published, updated, reviewed; and whether a review still holds."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from nutrients.models import Nutrient, Symptom
from publishing import clock
from publishing.models import Draft, MedicalReview
from publishing.pages import Dates, NotLive, page
from publishing.reviews import record_review
from publishing.workflow import Refused, withdraw
from tests.factories import edit, make_nutrient, make_person, make_reference, make_symptom, make_user, publish
from tests.publishing.timeline import DAY, MICROSECOND, SECOND, T, actions

pytestmark = pytest.mark.django_db


def publish_at(moment: datetime, *drafts: Draft, change: str = "major") -> None:
    with clock.at(moment):
        publish([draft.item for draft in drafts], by=make_user(), change=change)


def dates(draft: Draft, at: datetime) -> Dates:
    return page(draft.item, at).dates


def changed(draft: Draft, at: datetime, *, change: str) -> None:
    publish_at(at, edit(draft, summary=f"Changed at {at.isoformat()}."), change=change)


def test_the_first_edition_sets_published_and_updated() -> None:
    symptom = make_symptom()
    publish_at(T, symptom)

    assert dates(symptom, T) == Dates(published=T, updated=T, reviewed=None)


@pytest.mark.parametrize(("change", "moved"), [("major", True), ("correction", True), ("minor", False)])
def test_only_a_change_of_substance_moves_updated(change: str, *, moved: bool) -> None:
    symptom = make_symptom()
    publish_at(T, symptom)
    changed(symptom, T + DAY, change=change)

    assert dates(symptom, T + DAY) == Dates(published=T, updated=T + DAY if moved else T, reviewed=None)


def test_a_page_names_a_date_of_change_only_where_something_changed() -> None:
    symptom = make_symptom(slug="numbness")
    publish_at(T, symptom)
    changed(symptom, T + DAY, change="minor")
    changed(symptom, T + 2 * DAY, change="correction")
    told = []
    for moment in (T, T + DAY, T + 2 * DAY):
        with clock.at(moment):
            shown = Client().get("/symptoms/numbness/").content.decode()
        told.append(("<dt>Updated</dt>" in shown, shown.count('href="/symptoms/numbness/history/"')))

    assert told == [(False, 1), (False, 1), (True, 1)]


def test_minor_changes_keep_the_date_of_the_last_change_of_substance() -> None:
    symptom = make_symptom()
    publish_at(T, symptom)
    changed(symptom, T + DAY, change="correction")
    changed(symptom, T + 2 * DAY, change="minor")
    changed(symptom, T + 3 * DAY, change="minor")

    assert dates(symptom, T + 4 * DAY).updated == T + DAY


def test_a_first_edition_called_minor_is_still_published_and_updated_then() -> None:
    symptom = make_symptom()
    publish_at(T, symptom, change="minor")

    assert dates(symptom, T) == Dates(published=T, updated=T, reviewed=None)


def test_coming_back_after_a_withdrawal_keeps_the_first_date() -> None:
    symptom = make_symptom()
    publish_at(T, symptom)
    with clock.at(T + DAY):
        withdraw(symptom.item, by=make_user(), reason="Mistake.")
    with pytest.raises(NotLive):
        page(symptom.item, T + DAY)

    publish_at(T + 2 * DAY, symptom)

    assert dates(symptom, T + 2 * DAY) == Dates(published=T, updated=T + 2 * DAY, reviewed=None)


def test_a_cancelled_schedule_leaves_no_date() -> None:
    symptom = make_symptom()
    with clock.at(T):
        publish([symptom.item], by=make_user(), at=T + DAY)
        withdraw(symptom.item, by=make_user(), reason="Not yet.")

    publish_at(T + 2 * DAY, symptom)

    assert dates(symptom, T + 2 * DAY).published == T + 2 * DAY


# --- What a page includes -----------------------------------------------------------------------------------------


def nutrient_naming(symptom: Symptom) -> Nutrient:
    make_reference(slug="rao-2020")
    nutrient = make_nutrient()
    nutrient.deficiency_links.create(
        symptom=symptom, certainty="limited", certainty_reason="An example.", wording="An example.[[ref:rao-2020]]"
    )
    return nutrient


def test_a_page_is_updated_when_what_it_includes_is() -> None:
    symptom = make_symptom()
    nutrient = nutrient_naming(symptom)
    publish_at(T, symptom, nutrient)

    changed(symptom, T + DAY, change="minor")
    assert dates(nutrient, T + DAY).updated == T
    changed(symptom, T + 2 * DAY, change="major")
    assert dates(nutrient, T + 2 * DAY) == Dates(published=T, updated=T + 2 * DAY, reviewed=None)


def test_the_page_as_of_a_past_moment_has_the_dates_of_then() -> None:
    symptom = make_symptom()
    nutrient = nutrient_naming(symptom)
    publish_at(T, symptom, nutrient)
    changed(symptom, T + 2 * DAY, change="major")

    assert dates(nutrient, T + 2 * DAY - MICROSECOND).updated == T


# --- Reviews ------------------------------------------------------------------------------------------------------


def review(draft: Draft, at: datetime) -> MedicalReview:
    reviewer = make_person(name="Ravi Rao", slug="ravi-rao", credentials="MD", live=True)
    with clock.at(at):
        return record_review(draft.item, reviewer=reviewer.item, scope="The whole page.", by=make_user())


@pytest.mark.parametrize(
    ("change", "is_outdated"), [(None, False), ("minor", False), ("major", True), ("correction", True)]
)
def test_a_review_holds_until_the_page_changes_in_substance(change: str | None, *, is_outdated: bool) -> None:
    symptom = make_symptom()
    publish_at(T, symptom)
    review(symptom, T + SECOND)
    if change:
        changed(symptom, T + DAY, change=change)

    found = page(symptom.item, T + 2 * DAY)

    assert found.review is not None
    assert found.review.reviewer is not None
    assert (found.review.at, found.review.scope, found.review.is_outdated) == (
        T + SECOND,
        "The whole page.",
        is_outdated,
    )
    assert found.review.reviewer.card.title == "Ravi Rao"
    assert found.dates.reviewed == T + SECOND


def test_a_review_is_outdated_by_what_the_page_includes() -> None:
    symptom = make_symptom()
    nutrient = nutrient_naming(symptom)
    publish_at(T, symptom, nutrient)
    review(nutrient, T + SECOND)
    changed(symptom, T + DAY, change="major")

    found = page(nutrient.item, T + DAY).review

    assert found is not None
    assert found.is_outdated


def test_a_review_is_not_seen_before_it_was_given() -> None:
    symptom = make_symptom()
    publish_at(T, symptom)
    review(symptom, T + DAY)

    assert page(symptom.item, T + DAY - MICROSECOND).review is None


def test_a_review_is_on_record_with_the_edition_that_was_reviewed() -> None:
    symptom = make_symptom()
    publish_at(T, symptom)

    found = review(symptom, T + SECOND)

    assert (found.edition, found.item_id, found.reviewed_at) == (
        symptom.item.editions.get(),
        symptom.item_id,
        T + SECOND,
    )
    assert actions()[-1] == ("review", 1, "The whole page.")


def test_a_draft_is_not_reviewed() -> None:
    with pytest.raises(Refused, match=r"Symptom “Numbness” is not live; a review is of what readers see."):
        review(make_symptom(), T + SECOND)
