"""Refusals in the admin's look: words that name what was expected and the way out, and nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, RequestFactory

from publishing.admin.refused import why_too_much
from tests.browser.editing import change_path
from tests.factories import make_person
from tests.publishing.admin.test_reviewing import at_work

pytestmark = pytest.mark.django_db


def said(response: Any) -> list[str]:
    """The headings and the words of the page, without tags."""
    page = response.content.decode()
    found = re.findall(r"<h1>(.*?)</h1>|<p class=\"errornote\">(.*?)</p>", page, re.S)
    return [heading or words for heading, words in found]


def test_who_may_not_take_a_step_reads_which_why_and_whom_to_ask() -> None:
    answer = at_work("ada", "Authors", "Editors").get("/admin/publishing/item/publish/")

    page = answer.content.decode()
    words = "Your account may not publish. Ask someone who may, or an administrator."
    assert (answer.status_code, said(answer)) == (403, ["Not allowed", words])
    assert "You are logged in as “ada”, in the groups Authors, Editors." in page
    assert ("Django" in page, "any more" in page) == (False, False)


def test_a_refusal_of_djangos_own_has_words_too() -> None:
    answer = at_work("mo").get("/admin/auth/group/")

    assert said(answer) == ["Not allowed", "Your account may not open this page or take this step."]
    assert "in no group." in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (
            {"biography": "x" * 2_700_000},
            "The form holds 2.6 MB of text, and 2.5 MB is the most that is taken at once.",
        ),
        (
            {f"field-{number}": "" for number in range(5_001)},
            "The form holds more fields than are taken at once, which is 5,000.",
        ),
    ],
    ids=["too long", "too many fields"],
)
def test_a_form_that_holds_too_much_gets_the_limit_what_was_sent_and_the_way_out(
    sent: dict[str, str], words: str
) -> None:
    person, ada = make_person(), at_work("ada", "Editors")

    answer = ada.post(change_path(person), sent)

    assert (answer.status_code, said(answer)) == (400, ["Not saved: too much at once", words])
    assert "it is still in the form" in answer.content.decode()


def test_whoever_is_not_logged_in_reads_the_limit_on_a_page_for_readers() -> None:
    answer = Client().post("/admin/login/", {"username": "x" * 2_700_000})

    assert (answer.status_code, "2.5 MB is the most" in answer.content.decode()) == (400, True)


def test_another_bad_request_is_no_question_of_size() -> None:
    assert why_too_much(RequestFactory().post("/"), ValueError("Bad.")) == ""
