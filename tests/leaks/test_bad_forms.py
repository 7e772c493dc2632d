"""Forms of the admin that come back with what no browser sends: words beside the field or clean text, never a traceback."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from nutrients.models import CareCard, Nutrient
from publishing.models import Edition
from references.models import Reference
from tests.factories import make_nutrient, make_person, make_policy, make_reference, make_symptom, make_user, publish
from tests.leaks.forms import NUL, URLENCODED, Desk, add_url, change_url, errors, form_at, logged_in
from tests.universe import MODELS

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


# --- Rows and versions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("garbage", ["", "abc", "-1", "0", NUL])
@pytest.mark.parametrize(
    "name", ["TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS", "0-id", "0-symptom"]
)
def test_garbled_rows_and_counts_of_rows_lose_nothing(name: str, garbage: str) -> None:
    """A row that nobody knows is taken for a new one: its text may then stand twice, but is there."""
    symptom = make_symptom()
    for heading in ("Call", "Go"):
        CareCard.objects.create(symptom=symptom, urgency=CareCard.Urgency.URGENT, heading=heading, body="<p>Why.</p>")
    desk = Desk(symptom)
    before = list(CareCard.objects.values())

    response = desk.send({f"care_cards-{name}": [garbage]})

    assert response.status_code in (200, 302)
    assert [row for row in before if row not in CareCard.objects.values()] == []


@pytest.mark.parametrize("garbage", ["abc", "-1", "0", "99999999999999999999", NUL])
def test_a_garbled_version_is_taken_for_a_stale_one(garbage: str) -> None:
    desk = Desk(make_person())
    before = desk.stored

    response = desk.send({"version_seen": [garbage], "name": ["Typed"]})

    assert (response.status_code, b'value="Typed"' in response.content, desk.stored) == (200, True, before)


# --- Addresses, keys and identifiers ------------------------------------------------------------------------------


def add(client: Client, model: Any, **typed: str) -> Any:
    return client.post(add_url(model), form_at(client, add_url(model)) | {name: [text] for name, text in typed.items()})


def test_an_address_of_another_draft_is_refused_naming_it() -> None:
    make_nutrient(name="Iron", slug="iron")

    response = add(logged_in(), Nutrient, name="Ferrum", slug="iron")

    assert errors(response) == {"slug": ["“Iron” (iron) has this address already. Use that one, or change this."]}
    assert (b'value="Ferrum"' in response.content, Nutrient.objects.count()) == (True, 1)


def test_an_address_that_another_gave_up_is_refused_naming_it() -> None:
    client = logged_in()
    nutrient = make_nutrient(name="Iron", slug="iron", live=True)
    response = client.post(change_url(nutrient), form_at(client, change_url(nutrient)) | {"slug": ["ferrum"]})
    assert response.status_code == 302
    publish([nutrient.item], by=make_user())

    response = add(client, Nutrient, name="Another", slug="iron")

    message = "The address /nutrients/iron/ belongs to “Iron” for ever, which published there first. Choose another."
    assert errors(response) == {"slug": [message]}


@pytest.mark.parametrize("slug", ["history", "compare", "as-of"])
def test_a_reserved_address_is_refused_with_another(slug: str) -> None:
    response = add(logged_in(), Nutrient, name="Iron", slug=slug)

    assert f"Choose another word, for example “{slug}-guide”." in errors(response)["slug"][0]


@pytest.mark.parametrize("slug", ["Iron", "a b", "über", "a/b", "../x", "-", "_", "a" * 101, "?x", "%00"])
def test_an_address_that_is_none_is_refused(slug: str) -> None:
    response = add(logged_in(), Nutrient, name="Iron", slug=slug)

    assert (list(errors(response)), Nutrient.objects.count()) == (["slug"], 0)


def test_a_known_doi_is_refused_however_it_is_written_naming_the_reference() -> None:
    make_reference(title="A study", slug="rao-2020", doi="10.5555/abc")

    response = add(logged_in(), Reference, title="Once more", doi="https://doi.org/10.5555/ABC")

    assert errors(response) == {"doi": ["“A study” (rao-2020) has this DOI already. Use that one, or change this."]}
    assert (b'value="Once more"' in response.content, Reference.objects.count()) == (True, 1)


def test_a_known_citation_key_is_refused_naming_the_reference() -> None:
    make_reference(title="A study", slug="rao-2020")

    response = add(logged_in(), Reference, title="Once more", slug="rao-2020")

    message = (
        "The address /references/rao-2020/ belongs to “A study” for ever, which published there first. Choose another."
    )
    assert errors(response) == {"slug": [message]}


def test_identifiers_that_are_none_are_refused_each_with_an_example() -> None:
    typed = {"doi": "abc", "pmid": "x", "pmcid": "123", "isbn": "1", "url": "javascript:alert(1)", "issued": "2013-13"}

    response = add(logged_in(), Reference, title="A study", accessed_on="31/31/2020", type="nope", **typed)

    said = errors(response)
    assert sorted(said) == sorted([*typed, "accessed_on", "type"])
    assert [name for name in typed if "example" not in said[name][0] and "Write 2013" not in said[name][0]] == []
    assert (Reference.objects.count(), Edition.objects.count()) == (0, 0)


def test_an_unknown_citation_key_is_saved_and_told_on_the_desk() -> None:
    client = logged_in()
    nutrient = make_nutrient()

    response = client.post(
        change_url(nutrient),
        form_at(client, change_url(nutrient)) | {"summary": ["It is so [[ref:nobody-1999]]."], "_continue": ["1"]},
        follow=True,
    )

    message = "There is no reference with the key “nobody-1999”. Create it, or correct the key."
    response = client.get(response.context["problems_url"])
    assert [str(problem) for problem in response.context["draft_problems"]] == [f"Summary: {message}"]


def test_a_policy_page_that_exists_is_refused() -> None:
    make_policy(slug="about", title="About", live=False)

    response = add(logged_in(), MODELS["policy"], title="About us", slug="about")

    assert list(errors(response)) == ["slug"]


# --- Bodies that are no form --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (f"{URLENCODED}; charset=latin-1", b"name=Vitam\xedn", 400),
        (URLENCODED, b"name=" + b"a" * 3_000_000, 400),
        (URLENCODED, b"a=1&" * 5001, 400),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=", b"x", 400),
        ("multipart/form-data; boundary=x", b"--x\r\ngarbage", 200),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\ncut', 200),
        ("application/json", b'{"name": "Iron"}', 200),
        ("text/plain", b"name=Iron", 200),
    ],
)
def test_a_body_that_is_no_form_is_refused_and_writes_nothing(content_type: str, body: bytes, status: int) -> None:
    response = logged_in().generic("POST", add_url(Nutrient), body, content_type=content_type)

    assert (response.status_code, Nutrient.objects.count()) == (status, 0)
