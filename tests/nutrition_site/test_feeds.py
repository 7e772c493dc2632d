"""The feeds: what the pages tell, valid for feed readers, nothing hidden and nothing ahead."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from nutrients.models import Nutrient
from publishing import clock
from publishing.models import Person
from publishing.reviews import record_review
from publishing.workflow import withdraw
from tests.factories import edit, make_article, make_nutrient, make_person, make_policy, make_user, publish
from tests.publishing.timeline import DAY, T

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://localhost:8000"


def correct(name: str, *, note: str) -> None:
    nutrient = make_nutrient(name=name, live=True)
    with clock.at(T):
        publish([edit(nutrient, summary="Other words.").item], by=make_user(), change="correction", note=note)


def entries(name: str = "corrections") -> list[tuple[str | None, ...]]:
    with clock.at(T + DAY):
        response = Client().get(f"/feeds/{name}.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    return [
        (
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}summary"),
            entry.find(f"{ATOM}link").attrib["href"],  # type: ignore[union-attr]
            entry.findtext(f"{ATOM}updated"),
        )
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_a_first_edition_corrects_nothing() -> None:
    with clock.at(T):
        publish([make_nutrient(name="Iron").item], by=make_user(), change="correction")

    assert entries() == []


def test_a_correction_is_told_with_its_note_and_the_way_to_what_it_changed() -> None:
    correct("Iron", note="The amount was ten times too high.")

    (entry,) = entries()

    assert entry == (
        "Corrected: Iron",
        "The amount was ten times too high.",
        f"{SITE}/nutrients/iron/history/2/",
        T.isoformat(timespec="seconds"),
    )
    with clock.at(T + DAY):
        assert Client().get("/nutrients/iron/history/2/").status_code == 200


def test_a_hidden_history_is_not_told() -> None:
    correct("Iron", note="Wrong.")
    correct("Copper", note="Secret.")
    with clock.at(T):
        withdraw(Nutrient.objects.get(name="Copper").item, by=make_user(), reason="Harm.", hide_history=True)

    assert [entry[1] for entry in entries()] == ["Wrong."]


def test_a_correction_that_is_ahead_is_not_told() -> None:
    iron = make_nutrient(name="Iron", live=True)
    with clock.at(T):
        publish([edit(iron, summary="Other.").item], by=make_user(), at=T + 2 * DAY, change="correction", note="Soon.")

    assert entries() == []


def reviewed(name: str, *, reviewer: Person, scope: str) -> Nutrient:
    with clock.at(T):
        nutrient = make_nutrient(name=name, live=True)
        record_review(nutrient.item, reviewer=reviewer.item, scope=scope, by=make_user())
    return nutrient


def test_an_article_is_told_while_it_is_live_with_the_moment_of_its_last_change_in_substance() -> None:
    with clock.at(T):
        make_policy(live=True)
        article = make_article(title="Iron and legs", summary="Why iron matters.", slug="iron-and-legs", live=True)
        publish([edit(article, summary="Why iron matters still.").item], by=make_user(), at=T + 2 * DAY)

    assert entries("articles") == [
        ("Iron and legs", "Why iron matters.", f"{SITE}/articles/iron-and-legs/", T.isoformat(timespec="seconds"))
    ]


def test_a_review_is_told_with_its_reviewer_and_scope_where_the_page_is_public() -> None:
    with clock.at(T):
        ravi = make_person(credentials="MBBS", live=True)
    reviewed("Iron", reviewer=ravi, scope="The whole page.")
    hidden = reviewed("Copper", reviewer=ravi, scope="Secret.")
    with clock.at(T):
        withdraw(hidden.item, by=make_user(), reason="Harm.", hide_history=True)

    (entry,) = entries("reviews")

    assert (entry[0], entry[2], entry[3]) == (
        "Medically reviewed: Iron",
        f"{SITE}/nutrients/iron/history/",
        T.isoformat(timespec="seconds"),
    )
    assert entry[1] == "By Ravi Rao. The whole page."


@pytest.mark.parametrize(
    ("name", "title", "identity"),
    [
        ("articles", "Nutrition guide: articles", "/articles/"),
        ("reviews", "Nutrition guide: medical reviews", "/feeds/reviews.atom"),
        ("corrections", "Nutrition guide: corrections", "/corrections/"),
    ],
)
def test_an_empty_feed_is_valid_and_of_the_moment(name: str, title: str, identity: str) -> None:
    with clock.at(T):
        feed = ElementTree.fromstring(Client().get(f"/feeds/{name}.atom").content)

    wanted = {
        "title": title,
        "id": f"{SITE}{identity}",
        "updated": T.isoformat(timespec="seconds"),
    }
    assert {name: feed.findtext(f"{ATOM}{name}") for name in wanted} == wanted
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
