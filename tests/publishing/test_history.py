"""The history of a page: every change of substance, review and absence; nothing small, nothing hidden, nothing ahead."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from publishing import clock
from publishing.models import Draft
from publishing.reviews import record_review
from publishing.workflow import withdraw
from tests.factories import edit, make_nutrient, make_person, make_user, publish
from tests.publishing.timeline import DAY, T

pytestmark = pytest.mark.django_db


def publish_at(moment: datetime, draft: Draft, **kinds: Any) -> None:
    with clock.at(moment):
        publish([draft.item], by=make_user(), **kinds)


def get(path: str, *, at: datetime) -> Any:
    with clock.at(at):
        return Client().get(path)


@pytest.fixture
def iron() -> Any:
    """Published, then a small change, a correction, a withdrawal, and public again; a review in between."""
    iron = make_nutrient(name="Iron", summary="First words.")
    publish_at(T, iron)
    publish_at(T + DAY, edit(iron, summary="First words!"), change="minor")
    publish_at(T + 2 * DAY, edit(iron, summary="Other words."), change="correction", note="The first words were wrong.")
    with clock.at(T + 4 * DAY):
        withdraw(iron.item, by=make_user(), reason="Doubts.")
    publish_at(T + 5 * DAY, edit(iron, summary="Last words."), note="The doubts are settled.")
    return iron


def test_a_history_lists_changes_of_substance_newest_first(iron: Any) -> None:
    events = get("/nutrients/iron/history/", at=T + 6 * DAY).context["events"]

    assert [(event.what, event.at, event.note, event.number) for event in events] == [
        ("Public again", T + 5 * DAY, "The doubts are settled.", 4),
        ("Taken down", T + 4 * DAY, "", None),
        ("Corrected", T + 2 * DAY, "The first words were wrong.", 3),
        ("First published", T, "", None),
    ]


def test_a_history_leads_to_the_days_that_are_past(iron: Any) -> None:
    text = get("/nutrients/iron/history/", at=T + 5 * DAY).content.decode()

    assert re.findall(r'href="/nutrients/iron/as-of/([^/]+)/"', text) == [
        f"{T + number * DAY:%Y-%m-%d}" for number in (2, 0)
    ]


def test_a_history_knows_nothing_of_what_is_ahead(iron: Any) -> None:
    events = get("/nutrients/iron/history/", at=T + 3 * DAY).context["events"]

    assert [event.what for event in events] == ["Corrected", "First published"]


def test_a_history_of_what_was_taken_down_stays_readable(iron: Any) -> None:
    answer = get("/nutrients/iron/history/", at=T + 4 * DAY + DAY / 2)

    assert answer.status_code == 200
    assert [event.what for event in answer.context["events"]] == ["Taken down", "Corrected", "First published"]


def test_a_review_stands_in_the_history_with_its_reviewer() -> None:
    nutrient = make_nutrient(name="Zinc", live=True)
    ravi = make_person(name="Ravi Rao", credentials="MD", live=True)
    review = record_review(nutrient.item, reviewer=ravi.item, scope="The whole page.", by=make_user())

    event = get("/nutrients/zinc/history/", at=review.reviewed_at).context["events"][0]

    assert (event.what, event.note) == ("Medically reviewed", "The whole page.")
    assert event.reviewer.document.name == "Ravi Rao"


def test_a_step_tells_what_its_edition_changed(iron: Any) -> None:
    answer = get("/nutrients/iron/history/3/", at=T + 6 * DAY)

    (difference,) = answer.context["step"].differences
    assert difference.place == ("Summary",)
    assert "<del>First</del><ins>Other</ins> words" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 2, 5, 999])
def test_what_changed_nothing_of_substance_has_no_step(iron: Any, number: int) -> None:
    assert get(f"/nutrients/iron/history/{number}/", at=T + 6 * DAY).status_code == 404


def test_a_hidden_history_is_gone_in_all_its_pages(iron: Any) -> None:
    with clock.at(T + 7 * DAY):
        withdraw(iron.item, by=make_user(), reason="Harm.", hide_history=True)

    for page in ("history/", "history/3/", "as-of/2020-01-01/"):
        answer = get(f"/nutrients/iron/{page}", at=T + 8 * DAY)
        assert answer.status_code == 410
        assert "Iron" not in answer.content.decode()


def test_the_history_of_a_page_that_moved_stands_at_its_new_address(iron: Any) -> None:
    publish_at(T + 6 * DAY, edit(iron, slug="ferrum"), note="Moved.")

    answer = get("/nutrients/iron/history/3/", at=T + 7 * DAY)

    assert (answer.status_code, answer["Location"]) == (302, "/nutrients/ferrum/history/3/")


@pytest.mark.parametrize("page", ["history/", "history/1/", "as-of/2020-01-01/"])
def test_what_was_never_public_has_no_past(page: str) -> None:
    make_nutrient(name="Iron")
    with clock.at(T):
        publish([make_nutrient(name="Zinc").item], by=make_user(), at=T + DAY)

    assert get(f"/nutrients/iron/{page}", at=T).status_code == 404
    assert get(f"/nutrients/zinc/{page}", at=T).status_code == 404


def test_pages_of_the_past_are_not_for_search_engines(iron: Any) -> None:
    day = f"{T + DAY:%Y-%m-%d}"
    for page in ("history/", "history/3/", f"as-of/{day}/"):
        answer = get(f"/nutrients/iron/{page}", at=T + 6 * DAY)
        assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
        assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_as_of_is_the_page_at_the_end_of_that_day(iron: Any, settings: Any) -> None:
    answer = get(f"/nutrients/iron/as-of/{T + DAY:%Y-%m-%d}/", at=T + 6 * DAY)

    text = answer.content.decode()
    assert "First words!" in text
    assert f"This is the page as it stood on {T + DAY:%-d %B %Y}." in text
    assert f'<link rel="canonical" href="{settings.SITE_URL}/nutrients/iron/">' in text


def test_as_of_today_leads_to_the_page_and_tomorrow_to_nothing(iron: Any) -> None:
    now = T + 6 * DAY
    today = get(f"/nutrients/iron/as-of/{now:%Y-%m-%d}/", at=now)

    assert (today.status_code, today["Location"]) == (302, "/nutrients/iron/")
    assert get(f"/nutrients/iron/as-of/{now + DAY:%Y-%m-%d}/", at=now).status_code == 404


def test_as_of_a_day_on_which_nothing_was_public_says_so(iron: Any) -> None:
    before = get(f"/nutrients/iron/as-of/{T - DAY:%Y-%m-%d}/", at=T + 6 * DAY)
    between = get(f"/nutrients/iron/as-of/{T + 4 * DAY:%Y-%m-%d}/", at=T + 6 * DAY)

    assert (before.status_code, between.status_code) == (404, 410)
    assert "was not public on" in between.content.decode()


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-30",
        "2026-2-3",
        "yesterday",
        "\u0662\u0660\u0662\u0666-01-01",
        "9999-12-31",
        "99999-01-01",
        "0000-00-00",
    ],
)
def test_a_day_that_is_none_is_answered_with_404(iron: Any, day: str) -> None:
    assert get(f"/nutrients/iron/as-of/{day}/", at=T + 6 * DAY).status_code == 404


def test_the_end_of_a_day_is_that_of_the_sites_zone(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    iron = make_nutrient(name="Iron", summary="By day.")
    evening = T.replace(hour=3) + DAY  # 22 or 23 o'clock of the day before in New York
    publish_at(evening, iron)

    shown = get(f"/nutrients/iron/as-of/{evening - timedelta(hours=6):%Y-%m-%d}/", at=evening + 2 * DAY)

    assert shown.status_code == 200
