"""The order of articles on the start page and in their list: what is new or revised comes first."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from publishing import clock
from publishing.models import Edition
from tests.factories import edit, make_article, make_policy, make_user, publish

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TITLES = ("Weak legs", "Tired all day", "Sore bones")


def order_on(path: str, *, at: datetime) -> list[str]:
    with clock.at(at):
        text = Client().get(path).content.decode()
    places = {title: text.find(f">{title}</a>") for title in TITLES}
    return sorted((title for title in TITLES if places[title] >= 0), key=lambda title: places[title])


@pytest.mark.parametrize("path", ["/", "/articles/"])
def test_a_revision_brings_an_article_to_the_front_and_a_slip_of_the_pen_does_not(path: str) -> None:
    start = clock.now() + HOUR
    with clock.at(start):
        make_policy(live=True)
    articles = {}
    for number, title in enumerate(TITLES):
        with clock.at(start + number * HOUR):
            articles[title] = make_article(title=title, live=True)
    orders = [order_on(path, at=start + 3 * HOUR)]

    for number, (title, change) in enumerate([("Weak legs", "minor"), ("Tired all day", "correction")], start=4):
        with clock.at(start + number * HOUR):
            edited = edit(articles[title], summary="Told in other words.")
            publish([edited.item], by=make_user(), change=Edition.Change(change))
        orders.append(order_on(path, at=start + number * HOUR))

    assert orders == [
        ["Sore bones", "Tired all day", "Weak legs"],
        ["Sore bones", "Tired all day", "Weak legs"],
        ["Tired all day", "Sore bones", "Weak legs"],
    ]
