"""What the form of an article asks of the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import FAQChoice
from tests.browser.editing import change_path
from tests.factories import make_article, make_faq, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_row_of_a_chosen_faq_is_named_without_a_query_of_its_own(admin_client: Client) -> None:
    article = make_article(authors=[make_person()])
    asked = []
    for number in range(3):
        faq = make_faq(question=f"Is it {number}?")
        FAQChoice.objects.create(article=article, faq=faq, position=number)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(change_path(article))
        asked.append(sum('FROM "articles_faq"' in query["sql"] for query in queries))

    assert [count - asked[0] for count in asked] == [0, 2, 4]
