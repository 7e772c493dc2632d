"""What the editor's dialog for links gets: pages by title, and a word of warning where readers would find none."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from publishing.workflow import withdraw
from tests.factories import make_faq, make_nutrient, make_reference, make_symptom, make_user

pytestmark = pytest.mark.django_db


def ask(client: Client, **query: Any) -> dict[str, Any]:
    answer = client.get(reverse("admin:references_reference_pages"), query)
    assert answer.status_code == 200
    return answer.json()


def found(client: Client, query: str) -> list[str]:
    return [page["title"] for page in ask(client, q=query)["pages"]]


def test_a_page_is_found_by_words_of_its_title_those_that_begin_with_them_first(admin_client: Client) -> None:
    make_symptom(name="Low iron and tiredness")
    make_nutrient(name="Iron")
    make_faq(question="Is iron in spinach?")
    make_reference(title="Iron in the blood")

    assert found(admin_client, "iron") == ["Iron", "Is iron in spinach?", "Low iron and tiredness"]
    assert found(admin_client, "tired iron") == ["Low iron and tiredness"]
    assert found(admin_client, "%") == []
    assert found(admin_client, "") == ["Is iron in spinach?", "Iron", "Low iron and tiredness"]


def test_a_page_says_its_kind_its_address_and_whether_readers_would_find_it(admin_client: Client) -> None:
    iron, gone = make_nutrient(name="Iron", live=True), make_nutrient(name="Ironwood", live=True)
    withdraw(gone.item, by=make_user(), reason="An example.")
    nobody = uuid.uuid4()
    public = {"id": str(iron.item_id), "title": "Iron", "kind": "Nutrient", "path": "/nutrients/iron/", "warning": ""}
    withdrawn = public | {"id": str(gone.item_id), "title": "Ironwood", "path": "", "warning": "Not public"}

    assert ask(admin_client, q="iron") == {"pages": [public, withdrawn], "more": False}
    assert ask(admin_client, ids=f"{iron.item_id},{gone.item_id},{nobody},no-uuid")["known"] == {
        str(iron.item_id): public,
        str(gone.item_id): withdrawn,
    }


def test_only_what_an_editor_may_see_is_found(client: Client) -> None:
    address = reverse("admin:references_reference_pages")
    make_nutrient(name="Iron")
    make_faq(question="Is iron in spinach?")
    user = make_user(name="mo")
    user.is_staff = True
    user.save()

    assert client.get(address).status_code == 302
    client.force_login(user)
    assert client.get(address).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_faq"))
    assert found(client, "iron") == ["Is iron in spinach?"]
    assert client.post(address).status_code == 405
