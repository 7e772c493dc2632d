"""Forms of drafts that were sent with more rows, larger numbers or other bytes than the page allows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from articles.models import ComparisonTable
from publishing.admin.inlines import MOST_ROWS
from publishing.models import User
from tests.factories import make_article, make_nutrient, make_symptom
from tests.leaks.forms import change_url, errors, form_at, formsets_of

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

TOO_LARGE = "9" * 20
NUL = "a\0b"


def send(client: Client, draft: Any, **changes: list[str]) -> Any:
    return client.post(change_url(draft), form_at(client, change_url(draft)) | changes)


@pytest.mark.parametrize("garbage", [TOO_LARGE, "abc", "-1", "\u0661", NUL])
def test_a_choice_of_several_that_is_no_id_is_refused_beside_its_field(admin_client: Client, garbage: str) -> None:
    article = make_article()
    ComparisonTable.objects.create(parent=article, region="body", ordering=20, caption="Compared")
    fields = {"symptoms": [garbage], "articles_comparisontable_set-0-nutrients": [garbage, str(make_nutrient().pk)]}

    response = send(admin_client, article, **fields)

    said = [f"“{garbage}” is not a valid value."]
    assert (response.status_code, errors(response)) == (200, dict.fromkeys(fields, said))


def test_the_largest_number_that_is_none_is_refused_like_any_other(admin_client: Client) -> None:
    response = send(admin_client, make_article(), symptoms=["9" * 18])

    said = f"Select a valid choice. {'9' * 18} is not one of the available choices."
    assert errors(response) == {"symptoms": [said]}


@pytest.mark.parametrize("sent", [str(MOST_ROWS + 1), TOO_LARGE])
def test_more_rows_than_a_page_may_have_are_refused_in_words(admin_client: Client, sent: str) -> None:
    article = make_article()

    response = send(admin_client, article, **{"articles_richtext_set-TOTAL_FORMS": [sent], "title": ["Typed"]})

    message = errors(response)[""][0]
    assert message.startswith("More than 300 rows were sent, and nothing was saved.")
    assert message in response.content.decode()
    assert b'value="Typed"' in response.content
    assert max(len(formset.forms) for formset in formsets_of(response)) == 1


def test_a_list_of_rows_whose_count_is_missing_is_refused_in_words(admin_client: Client) -> None:
    response = send(admin_client, make_symptom(), **{"care_cards-TOTAL_FORMS": []})

    assert errors(response)[""][0].startswith("A part of the form did not arrive (care_cards-TOTAL_FORMS)")


@pytest.mark.parametrize("field", ["groups", "user_permissions"])
def test_an_account_is_not_given_a_right_that_is_none(admin_client: Client, field: str) -> None:
    Group.objects.create(name="Cooks")
    mo = User.objects.create_user("mo")
    path = reverse("admin:publishing_user_change", args=[mo.pk])
    typed = {"username": "mo", "date_joined_0": "2026-01-02", "date_joined_1": "10:00:00", field: TOO_LARGE}

    response = admin_client.post(path, typed)

    assert response.context["adminform"].form.errors == {field: [f"“{TOO_LARGE}” is not a valid value."]}


@pytest.mark.parametrize(
    "path",
    [
        "/admin/nutrients/nutrient/?q=a%00b",
        "/admin/nutrients/nutrient/?group=a%00b",
        "/admin/nutrients/nutrient/?state=a%00b",
        "/admin/publishing/edition/?item__id__exact=a%00b",
        "/admin/publishing/edition/?kind=a%00b",
        "/admin/autocomplete/?term=a%00b&app_label=articles&model_name=articleauthor&field_name=person",
    ],
)
def test_a_list_asked_for_a_null_character_is_a_bad_address(admin_client: Client, path: str) -> None:
    assert admin_client.get(path).status_code == 400
