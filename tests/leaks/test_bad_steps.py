"""Steps of the admin that are asked for what isn't there, or with times that don't exist: words, and nothing written."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from publishing.models import AuditEntry, Edition
from tests.factories import make_person, make_reference, make_symptom, make_user
from tests.leaks.forms import change_url, logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

PUBLISH = reverse("admin:publishing_item_publish")
STEPS = ["preview", "withdraw", "cancel"]


def step(name: str, item_id: object) -> str:
    return f"/admin/publishing/item/{item_id}/{name}/"


def written() -> tuple[int, int]:
    return Edition.objects.count(), AuditEntry.objects.exclude(action=AuditEntry.Action.LOG_IN).count()


@pytest.mark.parametrize("name", STEPS)
def test_an_item_that_does_not_exist_is_not_found(name: str) -> None:
    for method in ("get", "post"):
        response = getattr(logged_in(), method)(step(name, uuid4()))

        assert (response.status_code, "There is no page at this address." in response.content.decode()) == (404, True)


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("garbage", ["abc", "1", "0" * 32, "%FF", "..%2f..", "a" * 5000])
def test_what_is_no_identity_leads_back_to_the_desk(name: str, garbage: str) -> None:
    response = logged_in().get(step(name, garbage), follow=True)

    assert (response.status_code, response.redirect_chain[-1]) == (200, ("/admin/", 302))


@pytest.mark.parametrize("view", ["change", "delete", "history"])
@pytest.mark.parametrize("garbage", ["abc", "-1", "99999999999999999999", "1e3", "_", "%C3%BC", "a" * 5000])
def test_a_draft_that_does_not_exist_leads_back_to_the_desk(view: str, garbage: str) -> None:
    response = logged_in().get(f"/admin/nutrients/symptom/{garbage}/{view}/")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


def test_the_id_of_another_kind_is_nobody() -> None:
    person = make_person()

    response = logged_in().get(f"/admin/nutrients/symptom/{person.pk}/change/")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("garbage", ["", "abc", "1", "a" * 5000, "99999999999999999999", "%00"])
def test_a_set_that_names_what_is_no_item_is_refused_whole(garbage: str) -> None:
    symptom = make_symptom()

    for method in ("get", "post"):
        query = f"item={symptom.item_id}&item={garbage}"
        if method == "get":
            response: Any = logged_in().get(f"{PUBLISH}?{query}")
        else:
            body = {"item": [str(symptom.item_id), garbage], "_publish": "1", "change": "major"}
            response = logged_in().post(PUBLISH, body)

        assert response.status_code in (400, 404)
    assert written() == (0, 0)


def test_a_set_that_names_something_deleted_is_refused_whole() -> None:
    symptom = make_symptom()

    response = logged_in().post(PUBLISH, {"item": [symptom.item_id, uuid4()], "_publish": "1", "change": "major"})

    assert (response.status_code, written()) == (404, (0, 0))


def test_an_item_named_twice_is_published_once() -> None:
    symptom = make_symptom()

    response = logged_in().post(PUBLISH, {"item": [symptom.item_id] * 2, "_publish": "1", "change": "major"})

    assert (response.status_code, written()) == (302, (1, 1))


def test_publishing_nothing_says_so() -> None:
    response = logged_in().post(PUBLISH, {"_publish": "1", "change": "major"})

    assert response.context["form"].non_field_errors() == ["Nothing is ticked. Tick what should be published."]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"change": ""}, "change"),
        ({"change": "nonsense"}, "change"),
        ({"note": "a\0b"}, "note"),
        ({"note": "a" * 1001}, "note"),
        ({"at": "tomorrow"}, "at"),
        ({"at": "2026-13-45T99:99"}, "at"),
        ({"at": "a\0b"}, "at"),
        ({"at": "9" * 5000}, "at"),
    ],
)
def test_a_field_of_the_publish_page_that_makes_no_sense_is_refused(typed: dict[str, str], field: str) -> None:
    symptom = make_symptom()

    response = logged_in().post(
        PUBLISH, {"item": symptom.item_id, "_publish": "1", "change": "major", "note": "", "at": ""} | typed
    )

    assert (response.status_code, list(response.context["form"].errors), written()) == (200, [field], (0, 0))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1000-06-15T12:00", "9999-12-31T23:59:59.999999"])
def test_the_ends_of_the_calendar_are_refused_in_every_zone(zone: str, at: str) -> None:
    symptom = make_symptom()

    with override_settings(TIME_ZONE=zone):
        response = publish_at(symptom, at)

    (said,) = response.context["form"].errors["at"]
    assert (said.endswith("more than 20 years from now. Check the date."), written()) == (True, (0, 0))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2027-03-28T02:30", "2027-03-28 02:30 does not exist in Europe/Berlin: the clocks go forward over it."),
        (
            "2027-10-31T02:30",
            "2027-10-31 02:30 happens twice in Europe/Berlin, when the clocks go back: at 00:30 UTC and at 01:30 UTC.",
        ),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_refused_with_the_reason(at: str, words: str) -> None:
    symptom = make_symptom()

    with override_settings(TIME_ZONE="Europe/Berlin"):
        response = publish_at(symptom, at)

    assert response.context["form"].errors["at"] == [f"{words} Choose another time."]
    assert written() == (0, 0)


def test_a_moment_that_has_passed_is_refused() -> None:
    response = publish_at(make_symptom(), "2020-01-01T00:00")

    (said,) = response.context["form"].non_field_errors()
    assert (said.startswith("01 Jan 2020, 00:00 UTC is already past"), written()) == (True, (0, 0))


def publish_at(draft: Any, at: str) -> Any:
    return logged_in().post(PUBLISH, {"item": draft.item_id, "_publish": "1", "change": "major", "at": at})


@pytest.mark.parametrize("reason", ["", "   ", "a\0b", "a" * 1001, "\u200b"])
def test_withdrawing_needs_a_reason_that_can_be_kept(reason: str) -> None:
    symptom = make_symptom(live=True)
    before = written()

    response = logged_in().post(step("withdraw", symptom.item_id), {"reason": reason})

    assert (response.status_code, list(response.context["form"].errors), written()) == (200, ["reason"], before)


@pytest.mark.parametrize("name", ["withdraw", "cancel"])
def test_a_step_that_makes_no_sense_in_the_state_says_so(name: str) -> None:
    symptom = make_symptom(name="Numbness")

    response = logged_in().post(step(name, symptom.item_id), {"reason": "No reason."}, follow=True)

    assert (response.status_code, "Numbness" in response.content.decode(), written()) == (200, True, (0, 0))


def test_those_who_may_not_are_told_and_shown_nothing() -> None:
    mo = make_user(name="mo")
    mo.is_staff = True
    mo.save()
    client = Client()
    client.force_login(mo)
    symptom = make_symptom(name="Secret numbness")
    addresses = [PUBLISH + f"?item={symptom.item_id}", change_url(symptom)]
    addresses += [step(name, symptom.item_id) for name in STEPS]

    answers = {path: client.get(path) for path in addresses}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(addresses, 403)
    assert [path for path, answer in answers.items() if b"Secret" in answer.content] == []


def test_a_record_of_the_library_can_be_withdrawn_like_any_page() -> None:
    reference = make_reference(slug="rao-2020")

    response = logged_in().post(step("withdraw", reference.item_id), {"reason": "Wrong."})

    assert (response.status_code, Client().get("/references/rao-2020/").status_code) == (302, 410)
