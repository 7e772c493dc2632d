"""Withdrawing, publishing again and renaming in a real browser, seen by an editor and by a stranger."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from publishing.workflow import withdraw
from tests.browser.editing import fill, open_form, press, state, status, words
from tests.factories import make_nutrient, make_user, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_listed(reader: Page) -> bool:
    reader.goto("/nutrients/")
    return reader.get_by_role("main").get_by_role("link", name="Cobalamin", exact=True).count() == 1


def status_after_reload(reader: Page, path: str) -> int:
    """What the site itself answers, whatever the browser has kept."""
    reader.goto(path)
    answer = reader.reload()
    assert answer is not None
    return answer.status


def test_a_withdrawn_page_says_so_until_it_is_published_again(desk: Page, reader: Page) -> None:
    open_form(desk, make_nutrient(name="Cobalamin", live=True))
    assert is_listed(reader)

    desk.get_by_role("link", name="Withdraw …").click()
    desk.get_by_label("Reason").fill("An example of a reason.")
    press(desk, "Withdraw now")

    assert state(desk) == "Withdrawn"
    assert status(reader, "/nutrients/cobalamin/") == 410
    assert words(reader, "h1") == ["“Cobalamin” was taken down"]
    assert not is_listed(reader)
    press(desk, "Publish …")
    fill(desk, note="An example.")
    press(desk, "Publish the ticked items")
    assert state(desk) == "Live"
    assert status_after_reload(reader, "/nutrients/cobalamin/") == 200
    assert is_listed(reader)


def test_a_browser_asks_again_for_a_page_that_was_taken_down(reader: Page) -> None:
    nutrient = make_nutrient(name="Cobalamin", live=True)
    withdraw(nutrient.item, by=make_user(), reason="An example.")
    assert status(reader, "/nutrients/cobalamin/") == 410

    publish([nutrient.item], by=make_user())

    assert status(reader, "/nutrients/cobalamin/") == 200


def test_after_a_new_address_is_published_the_old_one_leads_there(desk: Page, reader: Page) -> None:
    open_form(desk, make_nutrient(name="Cobalamin", live=True))

    fill(desk, slug="vitamin-b12")
    press(desk, "Publish …")
    assert status(reader, "/nutrients/vitamin-b12/") == 404
    fill(desk, note="An example.")
    press(desk, "Publish the ticked items")

    with reader.expect_response("**/nutrients/cobalamin/") as old:
        reader.goto("/nutrients/cobalamin/")
    assert (old.value.status, old.value.headers["location"]) == (301, "/nutrients/vitamin-b12/")
    assert reader.url.endswith("/nutrients/vitamin-b12/")
    assert words(reader, "h1") == ["Cobalamin"]
