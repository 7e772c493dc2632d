"""The screen on which a preview is shared and taken back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import FAQChoice, FAQGroup
from publishing.models import PreviewLink
from tests.factories import make_article, make_faq, make_nutrient, make_person, make_policy, make_user

pytestmark = pytest.mark.django_db

URL = "/admin/publishing/item/share/"


def test_a_link_is_made_shown_once_and_taken_back(admin_client: Client) -> None:
    iron = make_nutrient(name="Iron", summary="Shared words.")

    made = admin_client.post(URL, {"item": iron.item_id, "days": "1"}).content.decode()
    (path,) = re.findall(r'value="[^"]*(/preview/[^"]+/)"', made)
    listed = admin_client.get(URL, {"item": str(iron.item_id)}).content.decode()

    assert "Shared words." in Client().get(path).content.decode()
    assert path not in listed
    assert "Nutrient “Iron”" in listed
    link = PreviewLink.objects.get()
    taken = admin_client.post(URL, {"item": iron.item_id, "_revoke": link.pk}, follow=True).content.decode()
    assert "Taken back." in taken and "No link to this is open." in taken
    assert Client().get(path).status_code == 404


def test_a_whole_set_is_shared_by_ticking_what_the_draft_names(admin_client: Client) -> None:
    make_policy(live=True)
    article, faq = make_article(title="Weak legs"), make_faq(question="Is this so?")
    FAQGroup.objects.create(parent=article, region="body", ordering=20)
    FAQChoice.objects.create(article=article, faq=faq, position=0)
    offered = admin_client.get(URL, {"item": str(article.item_id)}).content.decode()

    made = admin_client.post(URL, {"item": [article.item_id, faq.item_id], "days": "1"}).content.decode()
    (path,) = re.findall(r'value="[^"]*(/preview/[^"]+/)"', made)
    shown = Client().get(path).content.decode()

    assert f'<input type="checkbox" name="item" value="{faq.item_id}"> FAQ “Is this so?”' in offered
    assert "Is this so?" in shown and "Drafts shown together" in shown


@pytest.mark.parametrize("days", ["", "0", "365", "x"])
def test_a_time_that_is_none_of_the_choices_makes_no_link(admin_client: Client, days: str) -> None:
    answer = admin_client.post(URL, {"item": make_nutrient().item_id, "days": days})

    assert answer.status_code == 200
    assert PreviewLink.objects.count() == 0


@pytest.mark.parametrize("number", ["0", "999", "x", "9" * 40])
def test_a_link_that_is_none_is_not_taken_back(admin_client: Client, number: str) -> None:
    iron = make_nutrient(name="Iron")
    admin_client.post(URL, {"item": iron.item_id, "days": "1"})

    text = admin_client.post(URL, {"item": iron.item_id, "_revoke": number}, follow=True).content.decode()

    assert "had expired or was taken back already" in text
    assert PreviewLink.objects.filter(revoked_at__isnull=True).count() == 1


def test_who_may_not_change_a_draft_may_not_share_it() -> None:
    reader = make_user(name="reader")
    reader.is_staff = True
    reader.save()
    reader.user_permissions.add(Permission.objects.get(codename="change_person"))
    client = Client()
    client.force_login(reader)

    assert client.post(URL, {"item": make_nutrient().item_id, "days": "1"}).status_code == 403
    assert client.post(URL, {"item": make_person().item_id, "days": "1"}).status_code == 200
    assert PreviewLink.objects.count() == 1


def test_nothing_chosen_is_answered_with_404(admin_client: Client) -> None:
    assert admin_client.get(URL).status_code == 404
