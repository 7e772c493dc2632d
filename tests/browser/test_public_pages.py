"""Every kind of public page of the guide in a real browser: axe in both schemes, phones, paper, the keyboard, and what is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Request
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from publishing.workflow import withdraw
from tests.browser.axe import OF_COLOUR, darken, violations
from tests.browser.editing import status
from tests.factories import make_nutrient, make_user
from tests.nutrition_site.small_guide import LISTS, PICTURES, VIEWS, make_small_guide

pytestmark = pytest.mark.browser

ARTICLE = "/articles/vitamin-b12-vitamin-d-and-weak-legs/"
KINDS = [
    *LISTS,
    *PICTURES,
    *VIEWS,
    ARTICLE,
    "/nutrients/vitamin-b12/",
    "/symptoms/muscle-weakness/",
    "/nutrients/copper/",
    "/nutrients/copper/history/",
    "/nutrients/copper/history/2/",
    "/foods/teff-cooked/",
    "/references/nhlbi-pernicious-anemia/",
    "/people/editorial-team/",
    "/about/",
    "/corrections/",
    "/disclaimer/",
    "/styleguide/",
]
NOT_FOUND, GONE = "/no-such-page/", "/nutrients/chromium/"
# As narrow as a phone, or as a desktop at 400%.
NARROW = {"width": 320, "height": 640}
MOST_REQUESTS = 4
PRINTED = (".dates", "#ref-1", ".cite button", ".disclaimer", ".print-only")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """The whole guide, loaded once for all tests of this module: none of them writes."""
    with django_db_blocker.unblock():
        make_small_guide()
        chromium = make_nutrient(name="Chromium", live=True)
        withdraw(chromium.item, by=make_user(), reason="An example.")
        server = LiveServer("localhost")
        yield server
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


def style(page: Page, selector: str, name: str) -> Any:
    return page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_axe_finds_nothing_on_any_kind_of_page(page: Page) -> None:
    found = {}
    for path in [*KINDS, NOT_FOUND, GONE]:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        found[path] = violations(page)
        darken(page)
        found[f"{path} in the dark"] = violations(page, rules=OF_COLOUR)

    assert {path: rules for path, rules in found.items() if rules} == {}


def test_axe_would_find_a_picture_without_a_text(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    assert violations(page) == ["image-alt: <img>"]


def test_no_page_scrolls_sideways_on_the_narrowest_screen(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found = {}
    for path in [*KINDS, NOT_FOUND]:
        page.goto(path)
        found[path] = page.evaluate(SIDEWAYS)

    assert found == dict.fromkeys(found, 0)


def test_a_table_becomes_cards_that_name_their_columns(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(ARTICLE)

    cell = page.locator("table[role] td").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Key function"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"


def test_the_answer_stands_beside_what_to_take_along_in_one_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    found = {}
    for path in (ARTICLE, "/nutrients/vitamin-b12/", "/symptoms/muscle-weakness/", "/foods/banana/"):
        page.goto(path)
        answer, beside = page.locator(".answer").bounding_box(), page.locator(".beside").bounding_box()
        assert answer is not None and beside is not None
        found[path] = answer["x"] + answer["width"] < beside["x"] and beside["y"] + beside["height"] <= 800

    assert found == dict.fromkeys(found, True)


def test_a_page_loads_little_and_sets_no_cookie(page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    loaded = {}
    for path in KINDS[:-1]:
        asked.clear()
        page.goto(path)
        loaded[path] = len(asked)

    assert {path: count for path, count in loaded.items() if count > MOST_REQUESTS} == {}
    assert page.context.cookies() == []


def test_a_citation_leads_to_its_source_and_back(page: Page) -> None:
    page.goto(ARTICLE)

    page.goto(f"{ARTICLE}#ref-1")
    marked = style(page, "#ref-1", "backgroundColor")
    page.locator("#ref-1").get_by_role("link", name="Back to citation a", exact=True).click()

    assert page.url.endswith("#cite-1-1")
    assert (marked, style(page, "#cite-1-1", "backgroundColor")) == ("rgb(255, 228, 154)", "rgb(255, 228, 154)")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto(ARTICLE)

    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()

    assert box is not None and box["y"] >= 0
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"


def test_links_in_the_head_of_a_table_are_seen_where_cards_stand_for_it(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto("/evidence/")
    high = "document.querySelector('thead').offsetHeight"
    assert page.evaluate(high) == 1

    page.locator("thead a").first.focus()
    assert page.evaluate(high) > 24
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(high) == 1


def test_the_menu_of_a_phone_leads_to_all_parts(page: Page) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto("/")

    page.get_by_role("link", name="Menu").click()

    parts = page.get_by_role("navigation", name="All parts of this guide")
    assert parts.evaluate("part => part.getBoundingClientRect().top < innerHeight")
    heights = parts.locator("a").evaluate_all("links => links.map(link => link.getBoundingClientRect().height)")
    assert [height for height in heights if height < 44] == []


def test_the_contents_stay_in_view_on_a_wide_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(ARTICLE)

    page.locator("#references").scroll_into_view_if_needed()

    box = page.get_by_role("navigation", name="On this page").bounding_box()
    assert box is not None and 0 <= box["y"] < 500


def test_paper_holds_dates_references_disclaimer_and_the_address(page: Page) -> None:
    page.goto(ARTICLE)
    page.get_by_role("button", name="Reference 1").first.click()
    page.emulate_media(media="print")

    shown = {name: page.locator(name).first.is_visible() for name in PRINTED}
    hidden = {name: page.locator(name).first.is_visible() for name in (".site-header nav", ".contents", ".sourceline")}

    assert (shown, hidden) == (dict.fromkeys(shown, True), dict.fromkeys(hidden, False))
    assert ARTICLE in page.locator(".print-only").inner_text()
    assert page.locator(".cite").first.inner_text().strip("\u2060") == "[1]"
    opened, below = page.locator("#ref-1").bounding_box(), page.locator(".site-header").bounding_box()
    assert opened is not None and below is not None and opened["y"] + opened["height"] <= below["y"]
    assert page.locator(".bibliography li").first.evaluate("entry => entry.scrollWidth <= entry.clientWidth")


def test_a_page_that_is_missing_or_gone_leads_on(page: Page) -> None:
    assert (status(page, NOT_FOUND), status(page, GONE)) == (404, 410)
    page.get_by_role("main").get_by_role("link", name="Nutrients").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Nutrients"
