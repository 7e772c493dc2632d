"""The problems of a draft come after its form: awaited in words, and the field one is writing in stays where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.editing import open_form
from tests.factories import make_nutrient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def top_of(field: Locator) -> float:
    box = field.bounding_box()
    assert box is not None
    return box["y"]


def test_the_check_is_awaited_in_words_and_moves_nothing_that_one_writes_in(desk: Page) -> None:
    nutrient = make_nutrient(name="Cobalamin", summary="35% lack it. 36% do. It is so [1]. So it is [[ref:nobody]].")
    held: list[Route] = []
    desk.route("**/problems/", lambda route: held.append(route))
    desk.set_viewport_size({"width": 360, "height": 800})
    open_form(desk, nutrient)
    part, field = desk.locator(".problems-part"), desk.locator("#id_name")
    expect(part).to_have_attribute("aria-busy", "true")
    expect(part).to_contain_text("Checking …")
    field.focus()
    before = top_of(field)

    held[0].continue_()

    expect(part.locator("li").first).to_be_visible()
    expect(part).to_have_attribute("aria-busy", "false")
    assert part.locator("li").count() > 2
    # A page scrolls by whole pixels.
    assert abs(top_of(field) - before) <= 1

    part.locator("li", has_text="36% do.").locator("a.to-field").click()

    expect(desk.locator("#id_summary")).to_be_focused()
    desk.wait_for_timeout(200)
    assert desk.evaluate("getSelection().toString()") == "36% do."
