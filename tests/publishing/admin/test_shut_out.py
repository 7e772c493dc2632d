"""An account that is switched off, or loses its rights, while its owner writes: refused in words, and nothing is lost."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from publishing.models import RecoveryCopy, User
from tests.browser.editing import change_path
from tests.factories import make_person
from tests.publishing.admin.test_reviewing import at_work

pytestmark = pytest.mark.django_db
TYPED = "Words that took an hour."


def save(client: Client, draft: Any) -> Any:
    return client.post(change_path(draft), {"name": "Ravi Rao", "biography": TYPED, "version_seen": "1", "_save": "1"})


def kept() -> dict[str, str]:
    return {copy.editor.username: parse_qs(copy.data)["biography"][0] for copy in RecoveryCopy.objects.all()}


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_a_save_by_an_account_that_was_switched_off_is_refused_and_the_words_are_kept(lost: str) -> None:
    person, ada = make_person(), at_work("ada", "Editors")
    User.objects.filter(username="ada").update(**{lost: False})

    answer = save(ada, person)

    page = answer.content.decode()
    assert (answer.status_code, TYPED in page, "was not saved" in page) == (403, True, True)
    assert kept() == {"ada": TYPED}
    person.refresh_from_db()
    assert person.biography == ""


def test_the_words_come_back_once_the_account_is_on_again() -> None:
    person, ada = make_person(), at_work("ada", "Editors")
    User.objects.filter(username="ada").update(is_active=False)
    save(ada, person)
    User.objects.filter(username="ada").update(is_active=True)

    form = ada.get(change_path(person), {"recover": "1"}).context["adminform"].form

    assert form["biography"].value() == TYPED


def test_a_save_without_the_right_to_it_any_more_keeps_the_words_too() -> None:
    person, ada = make_person(), at_work("ada", "Editors")
    User.objects.get(username="ada").groups.clear()

    answer = save(ada, person)

    assert (answer.status_code, kept()) == (403, {"ada": TYPED})
    page = answer.content.decode()
    assert ("“ada” may not change this, so" in page, "Nutrition guide</a>" in page, "Django" in page) == (
        True,
        True,
        False,
    )


def test_a_session_that_ended_or_a_changed_password_keeps_nothing_for_whoever_holds_the_cookie() -> None:
    person, ada = make_person(), at_work("ada", "Editors")
    user = User.objects.get(username="ada")
    user.set_password("another long sentence")
    user.is_active = False
    user.save()

    answers = [save(client, person).status_code for client in (ada, Client())]

    assert (answers, kept()) == ([302, 302], {})


@pytest.mark.parametrize("lost", ["account", "right"])
def test_the_reason_of_a_step_is_shown_to_be_copied_when_its_writer_may_not_take_it_any_more(lost: str) -> None:
    person, petra = make_person(live=True), at_work("petra", "Publishers")
    user = User.objects.get(username="petra")
    user.groups.clear()
    user.is_active = lost == "right"
    user.save()

    answer = petra.post(f"/admin/publishing/item/{person.item_id}/withdraw/", {"reason": TYPED})

    assert (answer.status_code, TYPED in answer.content.decode(), kept()) == (403, True, {})


def test_the_reason_of_a_step_is_shown_to_be_copied_after_the_log_in_has_ended() -> None:
    path = f"/admin/publishing/item/{make_person(live=True).item_id}/withdraw/"

    answers = [Client().post(path, {"reason": reason}) for reason in (TYPED, "")]

    page = answers[0].content.decode()
    assert [answer.status_code for answer in answers] == [403, 302]
    assert (TYPED in page, "Not sent: you were logged out" in page, kept()) == (True, True, {})


def test_a_refused_change_of_an_account_shows_nothing_of_what_was_typed() -> None:
    mo = at_work("mo")
    mo.get("/admin/")

    answer = mo.post("/admin/publishing/user/add/", {"username": "eve", "password1": "a secret of many words"})

    assert (answer.status_code, "a secret" in answer.content.decode()) == (403, False)
