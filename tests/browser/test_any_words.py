"""Words of any length, script and shape in a real browser: no page is wider than the narrowest screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from publishing.models import Edition
from tests.browser.test_public_pages import NARROW, SIDEWAYS
from tests.factories import make_article, make_food, make_nutrient, make_policy, make_release_food, make_symptom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_table_of_a_text_becomes_cards_or_scrolls_in_its_own_box(page: Page) -> None:
    head = "<thead><tr><th>Nutrient</th><th>Sign</th></tr></thead>"
    row = f"<tbody><tr><th>Iron</th><td>{'pale ' * 30}</td></tr></tbody>"
    wide = f"<table><tbody><tr>{'<td>unnamed</td>' * 12}</tr></tbody></table>"
    make_policy(live=True)
    make_article(text=f"<table>{head}{row}</table>{wide}", live=True)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]

    page.goto("/articles/an-example-article/")

    cell, unnamed = page.locator("table[role] td"), page.locator(".text > table:not([role])")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Sign"'
    assert cell.bounding_box()["x"] == page.locator("table[role] tbody th").bounding_box()["x"]  # type: ignore[index]
    assert unnamed.evaluate("table => table.scrollWidth > table.clientWidth")
    assert page.evaluate(SIDEWAYS) == 0


def test_names_of_any_length_and_script_fit_the_narrowest_screen(page: Page) -> None:
    row = make_release_food(number="1", description="Nothing was measured")
    make_nutrient(name="Extraordinarily" * 13, other_names="Unbroken" * 11, live=True)
    make_nutrient(name="\u0641\u064a\u062a\u0627\u0645\u064a\u0646 \u0628", slug="arabic", live=True)
    make_symptom(name="a\u0300\u0301\u0302\u0303" * 40, slug="combining", live=True)
    make_food(name="Unmeasured" * 20, portions=[("long " * 19, "3")], sources=[row], live=True)
    live = Edition.objects.filter(live_until=None)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found = {}
    for path in ["/", "/nutrients/", "/symptoms/", "/foods/", *live.values_list("path", flat=True)]:
        page.goto(path)
        found[path] = page.evaluate(SIDEWAYS)

    assert found == dict.fromkeys(found, 0)
    assert len(found) == 8
