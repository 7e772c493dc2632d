"""What is chosen from a list keeps the order in which it was chosen, on the page and in the draft."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, ComparisonTable
from tests.factories import make_article, make_nutrient
from tests.leaks.forms import change_url, form_at

pytestmark = pytest.mark.django_db

CHOICES = "articles_comparisontable_set-0-nutrients"


@pytest.fixture
def article() -> Article:
    article = make_article()
    table = ComparisonTable.objects.create(parent=article, region="body", ordering=20, caption="Compared")
    for name in ("Zinc", "Copper", "Iron"):
        table.nutrients.add(make_nutrient(name=name))
    return article


def stored() -> list[str]:
    rows = ComparisonTable.nutrients.through.objects.order_by("id")
    return list(rows.values_list("nutrient__name", flat=True))


def shown(client: Client, article: Article) -> list[str]:
    text = client.get(change_url(article)).content.decode()
    select = re.search(rf'<select name="{CHOICES}".*?</select>', text, re.S)
    assert select is not None
    return re.findall(r"<option[^>]*selected[^>]*>([^<]+)<", select[0])


def save(client: Client, article: Article, chosen: list[Any]) -> None:
    sent = form_at(client, change_url(article)) | {CHOICES: chosen}
    answer = client.post(change_url(article), sent)
    assert answer.status_code == 302, answer.context["errors"]


def test_a_form_shows_choices_in_their_order(admin_client: Client, article: Article) -> None:
    assert shown(admin_client, article) == ["Zinc", "Copper", "Iron"]


def test_a_save_that_touches_nothing_keeps_the_order(admin_client: Client, article: Article) -> None:
    table = ComparisonTable.objects.get()
    save(
        admin_client,
        article,
        [str(pk) for pk in (table.nutrients.through.objects.order_by("id").values_list("nutrient_id", flat=True))],
    )

    assert stored() == ["Zinc", "Copper", "Iron"]


def test_choices_are_stored_in_the_order_in_which_they_were_chosen(admin_client: Client, article: Article) -> None:
    calcium = make_nutrient(name="Calcium")
    ids = {nutrient.name: nutrient.pk for nutrient in ComparisonTable.objects.get().nutrients.all()}

    save(admin_client, article, [ids["Iron"], calcium.pk, ids["Zinc"]])

    assert stored() == shown(admin_client, article) == ["Iron", "Calcium", "Zinc"]
