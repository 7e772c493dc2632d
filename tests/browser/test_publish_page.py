"""The publish page in a real browser: what it refuses by name, and what is planned for a later minute."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from publishing import clock
from tests.browser.editing import open_form, press, problems, rewrite, state, status, words
from tests.factories import make_article, make_person, make_policy, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/articles/an-example-article/"


def role_at(reader: Page, moment: datetime) -> str:
    """What readers see of the person's role at the moment."""
    with clock.at(moment):
        reader.goto("/people/ravi-rao/")
    return "".join(words(reader, ".lead"))


def title_at(reader: Page, moment: datetime) -> list[str]:
    """The title of the article's page and in the list, and the notes in its history, as readers see them at the moment."""
    with clock.at(moment):
        reader.goto(PAGE)
        page = words(reader, "h1")
        reader.goto("/articles/")
        listed = words(reader, f'main a[href="{PAGE}"]')
        reader.goto(f"{PAGE}history/")
        return [*page, *listed, *[note for note in ("Clearer.",) if note in reader.inner_text("main")]]


def test_what_is_wrong_is_named_in_its_place_until_it_is_mended(desk: Page, reader: Page) -> None:
    make_reference()
    make_policy(live=True)
    article = make_article(
        authors=[make_person(live=True)], text="<p>35% do. It is so [1]. So it is [[ref:rao-2002]].</p>"
    )
    open_form(desk, article)

    press(desk, "Publish …")

    button = desk.get_by_role("button", name="Publish the ticked items")
    expect(button).to_be_disabled()
    expect(button).to_have_accessible_description(
        "Not yet: 3 problems to mend. Put it right or take the tick off, then check again."
    )
    assert problems(desk) == ["Block 1: uncited-quantity", "Block 1: bare-number", "Block 1: unknown-reference"]
    assert "“rao-2002”" in words(desk, ".desk-problems li")[2]
    assert status(reader, PAGE) == 404
    desk.get_by_role("link", name="edit", exact=True).click()
    rewrite(desk, "articles_richtext_set-0-text", "35% do [[ref:rao-2020]].")
    press(desk, "Publish …")
    press(desk, "Publish the ticked items")
    assert state(desk) == "Live"
    assert status(reader, PAGE) == 200
    assert words(reader, ".text") == ["35% do[1]."]


def test_a_set_is_planned_for_a_later_minute_and_taken_back(desk: Page, reader: Page) -> None:
    minute = (clock.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    person = make_person(live=True)
    open_form(desk, person)
    desk.get_by_label("Role").fill("reviews")

    press(desk, "Publish …")
    desk.get_by_label("Publish at").fill(f"{minute:%Y-%m-%dT%H:%M}")
    desk.get_by_label("Note").fill("An example.")
    press(desk, "Publish the ticked items")

    assert state(desk) == f"Live; edition 2 takes over on {minute:%d %b %Y, %H:%M} UTC"
    assert [role_at(reader, minute + after) for after in (timedelta(seconds=-1), timedelta())] == ["", "reviews"]
    desk.get_by_role("link", name="Cancel the schedule …").click()
    press(desk, "Take it back")
    assert state(desk) == "Live, with changes that readers don't see yet"
    assert role_at(reader, minute) == ""


def test_an_update_passes_its_minute_on_page_list_and_history_with_nothing_run(desk: Page, reader: Page) -> None:
    minute = (clock.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    make_policy(live=True)
    article = make_article(authors=[make_person(live=True)], live=True)
    open_form(desk, article)
    desk.locator("#id_title").fill("Said better")

    press(desk, "Publish …")
    desk.get_by_label("Publish at").fill(f"{minute:%Y-%m-%dT%H:%M}")
    desk.get_by_label("Note").fill("Clearer.")
    press(desk, "Publish the ticked items")

    assert state(desk) == f"Live; edition 2 takes over on {minute:%d %b %Y, %H:%M} UTC"
    assert title_at(reader, minute - timedelta(seconds=1)) == ["An example article"] * 2
    assert title_at(reader, minute) == ["Said better", "Said better", "Clearer."]
