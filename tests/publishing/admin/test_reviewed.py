"""Reviewed, nothing changed: one step from the item, for medical reviewers whom readers can look up, moving only one date."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from publishing import clock
from publishing.models import MedicalReview, Person, User
from publishing.pages import page
from publishing.submissions import submit
from publishing.workflow import publish
from tests.browser.editing import change_path
from tests.factories import edit, make_nutrient, make_person, make_user
from tests.publishing.admin.test_reviewing import at_work, said

pytestmark = pytest.mark.django_db


def address(draft: Any) -> str:
    return f"/admin/publishing/item/{draft.item_id}/reviewed/"


def mira(*, person: Person | None) -> Client:
    client = at_work("mira", "Medical reviewers")
    User.objects.filter(username="mira").update(person=person)
    return client


def a_reviewer() -> Person:
    return make_person(name="Mira Meyer", credentials="MD", live=True)


def test_a_review_of_an_unchanged_page_takes_one_form_and_moves_its_own_date_alone() -> None:
    nutrient = make_nutrient(live=True)
    client = mira(person=a_reviewer())
    before = page(nutrient.item, clock.now())

    assert address(nutrient) in client.get(change_path(nutrient)).content.decode()
    answer = client.post(address(nutrient), {"edition": "1", "scope": "The whole page."}, follow=True)

    after = page(nutrient.item, clock.now())
    assert said(answer) == ["Recorded. Readers see the review now; nothing else on the page changed."]
    assert (before.review, after.review and after.review.scope) == (None, "The whole page.")
    assert (after.live.substantive_from, nutrient.item.editions.count()) == (before.live.substantive_from, 1)


def test_an_edition_that_went_live_while_the_page_was_read_is_named_and_nothing_is_recorded() -> None:
    nutrient = make_nutrient(name="Iron", live=True)
    client = mira(person=a_reviewer())
    publish([edit(nutrient, summary="Other words.").item], by=make_user(), note="Clearer.")

    answer = client.post(address(nutrient), {"edition": "1", "scope": "The care cards."})

    told = "Readers see edition 2 of Nutrient “Iron” by now, and you read edition 1."
    assert answer.context["form"].non_field_errors()[0].startswith(told)
    assert (answer.context["form"]["scope"].value(), MedicalReview.objects.count()) == ("The care cards.", 0)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (None, "your account is linked to no person"),
        ({"live": False}, "has no public page"),
        ({"credentials": "", "live": True}, "needs a credential"),
    ],
    ids=["no person", "no page", "no credential"],
)
def test_a_reviewer_whom_readers_cannot_look_up_reads_why_and_records_nothing(fields: Any, why: str) -> None:
    nutrient = make_nutrient(live=True)
    person = fields and make_person(**{"name": "Mira Meyer", "credentials": "MD", **fields})
    client = mira(person=person or None)

    answers = [client.get(address(nutrient)), client.post(address(nutrient), {"edition": "1", "scope": "All."})]

    assert [why in answer.context["why_not"] for answer in answers] == [True, True]
    assert MedicalReview.objects.count() == 0


def test_with_four_eyes_nobody_reviews_what_they_submitted(settings: Any) -> None:
    nutrient = make_nutrient()
    client = mira(person=a_reviewer())
    submit([nutrient.item], by=User.objects.get(username="mira"))
    publish([nutrient.item], by=make_user())
    settings.FOUR_EYES = True

    answer = client.post(address(nutrient), {"edition": "1", "scope": "All."})

    assert answer.context["why_not"].startswith("You submitted or edited what readers see")
    assert MedicalReview.objects.count() == 0


def test_what_readers_do_not_see_has_no_review(settings: Any) -> None:
    answer = mira(person=a_reviewer()).post(address(make_nutrient()), {"edition": "1", "scope": "All."})

    assert answer.context["why_not"].startswith("Readers see nothing of this")


def test_who_may_not_review_medically_reads_it() -> None:
    nutrient = make_nutrient(live=True)

    answers = [at_work(name, group).get(address(nutrient)) for name, group in (("ed", "Editors"), ("pa", "Publishers"))]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Ask a medical reviewer" in answers[0].content.decode()
