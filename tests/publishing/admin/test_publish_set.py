"""The publish page's own form, and addresses of it that make no sense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from publishing.admin.publish_set import PublishForm
from tests.factories import make_article, make_nutrient, make_person, make_policy

PUBLISH = "/admin/publishing/item/publish/"


def form(at: str) -> PublishForm:
    return PublishForm({"change": "major", "at": at})


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("", None),
        ("2026-07-01T09:30", datetime(2026, 7, 1, 7, 30, tzinfo=UTC)),
        ("2026-12-01T09:30:15", datetime(2026, 12, 1, 8, 30, 15, tzinfo=UTC)),
    ],
)
def test_the_time_is_read_in_the_zone_of_the_editors(settings: Settings, text: str, moment: datetime | None) -> None:
    settings.TIME_ZONE = "Europe/Berlin"

    filled = form(text)

    assert (filled.errors, filled.cleaned_data["at"]) == ({}, moment)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2026-10-25T02:30",
            "2026-10-25 02:30 happens twice in Europe/Berlin, when the clocks go back: at 00:30 UTC and at 01:30 UTC. "
            "Choose another time.",
        ),
        (
            "2026-03-29T02:30",
            "2026-03-29 02:30 does not exist in Europe/Berlin: the clocks go forward over it. Choose another time.",
        ),
        ("tomorrow", "“tomorrow” is no date and time. Expected 2026-03-01T09:30."),
    ],
)
def test_a_time_that_says_too_little_is_refused_in_words(settings: Settings, text: str, message: str) -> None:
    settings.TIME_ZONE = "Europe/Berlin"

    assert form(text).errors == {"at": [message]}


@pytest.mark.django_db
@pytest.mark.parametrize("item", ["x", "00000000-0000-4000-8000-000000000000"])
def test_an_address_that_names_no_item_is_not_found(admin_client: Client, item: str) -> None:
    assert admin_client.get(PUBLISH, {"item": item}).status_code == 404


@pytest.mark.django_db
def test_publishing_nothing_is_refused_in_words(admin_client: Client) -> None:
    answer = admin_client.post(PUBLISH, {"_publish": "1", "change": "major"})

    assert answer.context["form"].non_field_errors() == ["Nothing is ticked. Tick what should be published."]


@pytest.mark.django_db
def test_an_item_whose_draft_is_gone_is_not_found(admin_client: Client) -> None:
    person = make_person()
    person.delete()

    answers = [
        admin_client.get(PUBLISH, {"item": str(person.item_id)}),
        admin_client.post(PUBLISH, {"item": person.item_id, "_publish": "1", "change": "major"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_preview_with_the_set_shows_all_its_drafts_and_says_so(admin_client: Client) -> None:
    make_policy(live=True)
    zinc = make_nutrient(name="Zinc")
    article = make_article(title="Weak legs", text=f'<p><a href="object:{zinc.item_id}">it</a></p>')
    preview = f"/admin/publishing/item/{article.item_id}/preview/"

    alone = admin_client.get(preview).content.decode()
    together = admin_client.get(preview, {"with": [str(article.item_id), str(zinc.item_id)]}).content.decode()

    assert '<a href="/nutrients/zinc/">it</a>' not in alone and "published together" not in alone
    assert '<a href="/nutrients/zinc/">it</a>' in together
    assert "Preview of 2 drafts as if they were published together:</strong> Weak legs, Zinc." in together


def test_a_preview_with_what_is_no_item_is_answered_with_404(admin_client: Client) -> None:
    preview = f"/admin/publishing/item/{make_nutrient().item_id}/preview/"

    assert admin_client.get(preview, {"with": "nonsense"}).status_code == 404
