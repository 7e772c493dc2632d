"""What changes for readers, asked over HTTP before anything is published."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from publishing.models import Edition
from tests.factories import edit, make_article, make_nutrient, make_policy, make_user

pytestmark = pytest.mark.django_db

URL = "/admin/publishing/item/effects/"


def test_the_passages_that_change_are_shown_page_by_page(admin_client: Client) -> None:
    iron = edit(make_nutrient(name="Iron", summary="It carries oxygen.", live=True), summary="It moves oxygen.")

    text = admin_client.get(URL, {"item": str(iron.item_id)}).content.decode()

    assert "It <del>carries</del><ins>moves</ins> oxygen." in text
    assert Edition.objects.count() == 1


def test_a_set_that_could_not_go_out_says_so(admin_client: Client) -> None:
    make_policy(live=True)
    article = make_article(authors=[])

    assert "Mend the problems first." in admin_client.get(URL, {"item": str(article.item_id)}).content.decode()


def test_a_set_that_changes_nothing_says_so(admin_client: Client) -> None:
    iron = make_nutrient(live=True)

    assert "Nothing changes for readers" in admin_client.get(URL, {"item": str(iron.item_id)}).content.decode()


def test_who_may_not_publish_may_not_rehearse_it() -> None:
    reader = make_user(name="reader")
    reader.is_staff = True
    reader.save()
    reader.user_permissions.add(Permission.objects.get(codename="view_nutrient"))
    client = Client()
    client.force_login(reader)

    assert client.get(URL, {"item": str(make_nutrient().item_id)}).status_code == 403


def test_an_item_that_is_none_is_answered_with_404(admin_client: Client) -> None:
    assert admin_client.get(URL, {"item": "nonsense"}).status_code == 404
