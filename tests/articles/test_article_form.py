"""What the form of an article asks of the database."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ComparisonTable, FAQChoice, FAQGroup, Figure, FoodSources, KeyPoint
from publishing.models import Image, User
from publishing.submissions import submit
from tests.browser.editing import change_path
from tests.factories import make_article, make_faq, make_nutrient, make_person, make_symptom, make_user
from tests.leaks.forms import form_at
from tests.roles.world import make_image

pytestmark = pytest.mark.django_db
MOST = 15


def editor() -> Client:
    """Logged in as a member of the group; nothing is remembered of her yet."""
    user = User.objects.create_user(username="edda", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def article_with(*, rows: int, image: Image) -> Article:
    """With so many of everything that an article can have, and submitted."""
    article = make_article(
        title=f"With {rows}", authors=[make_person(name=f"Author {n} of {rows}") for n in range(rows)]
    )
    nutrients = [make_nutrient(name=f"Nutrient {n} of {rows}") for n in range(rows)]
    symptoms = [make_symptom(name=f"Symptom {n} of {rows}") for n in range(rows)]
    # Chosen in another order than they were made in.
    article.symptoms.add(*symptoms[::-1])
    for number in range(rows):
        KeyPoint.objects.create(article=article, text="<p>A point.</p>", position=number)
        faq = make_faq(question=f"Is it {number} of {rows}?")
        FAQChoice.objects.create(article=article, faq=faq, position=rows - number)
        place = {"parent": article, "region": "body", "ordering": 20 + number}
        table = ComparisonTable.objects.create(caption="A table", show_function=False, **place)
        for one in nutrients[::-1]:
            table.nutrients.add(one)
        table.symptoms.add(symptoms[0])
        FoodSources.objects.create(nutrient=nutrients[0], **place)
        Figure.objects.create(image=image, alt="A bowl", **place)
        FAQGroup.objects.create(**place)
    submit([article.item], by=make_user())
    return article


def test_the_form_asks_fifteen_queries_at_most_however_many_rows_it_has() -> None:
    """Counted is all of one request by an editor who isn't a superuser: session, account, rights and head of the page too."""
    client, image = editor(), make_image()
    # What a process asks once is asked already.
    client.get(change_path(make_article(title="The first")))
    asked = []
    for rows in (1, 5):
        article = article_with(rows=rows, image=image)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(change_path(article))
        assert (page.status_code, page.content.decode().count(" selected>Nutrient ")) == (200, rows * (rows + 1))
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[0] <= MOST


def test_what_is_read_at_once_is_what_a_save_finds_unchanged() -> None:
    client, article = editor(), article_with(rows=3, image=make_image())
    before = article.publish_problems()
    built = [str(one) for one in (*article.faq_choices.all(), *article.article_authors.all())]

    posted = form_at(client, change_path(article))
    answer = client.post(change_path(article), {**posted, "_continue": "1"})

    article = Article.objects.get(pk=article.pk)
    assert answer.status_code == 302
    assert article.publish_problems() == before
    assert [str(one) for one in (*article.faq_choices.all(), *article.article_authors.all())] == built
    assert form_at(client, change_path(article)) | {"version_seen": ["1"]} == posted | {"version_seen": ["1"]}
