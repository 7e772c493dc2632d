"""What the desk and the forms do in a browser beside showing text: parts that load later, and the way to an error."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import fill, insert_block, open_form, save
from tests.factories import make_nutrient, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_desk_fetches_the_problems_once_it_stands(desk: Page) -> None:
    make_nutrient(name="Faulty", summary="Cited [[ref:rao-2020]].")

    desk.goto("/admin/")

    expect(desk.locator(".problem-draft summary")).to_have_text("Faulty Nutrient: 1 problem")


def test_the_form_fetches_where_the_item_is_used_when_asked(desk: Page) -> None:
    source = make_reference(slug="rao-2020", live=True)
    make_nutrient(name="Folate", summary="Cited [[ref:rao-2020]].", live=True)
    open_form(desk, source)

    desk.locator(".desk-uses summary").click()

    expect(desk.locator(".desk-uses .use-list li")).to_have_text(["Folate Nutrient", "Folate Nutrient"])


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.id")
    return name


def test_a_refused_save_leads_to_the_first_error_in_a_block(desk: Page) -> None:
    open_form(desk, "articles.article")
    fill(desk, title="An example")
    table = insert_block(desk, "Comparison table")
    # Typing stops at the limit; a script or an old form doesn't.
    desk.locator(f"#id_{table}-caption").evaluate("field => { field.value = 'x'.repeat(201); }")

    save(desk)

    expect(desk.locator(f"#id_{table}-caption")).to_be_focused()
    expect(desk.locator(f"#id_{table}-caption")).to_be_in_viewport()


def test_the_link_beside_the_refusal_leads_back_to_the_error(desk: Page) -> None:
    make_nutrient(name="Cobalamin", live=True)
    open_form(desk, make_nutrient(name="Folate"))
    fill(desk, slug="cobalamin")
    save(desk)
    expect(desk.locator("#id_slug")).to_be_focused()
    desk.locator("#id_name").focus()

    desk.get_by_role("link", name="Go to the first error").click()

    assert focused(desk) == "id_slug"


def test_save_stays_in_sight_on_a_tablet(desk: Page) -> None:
    desk.set_viewport_size({"width": 768, "height": 1024})

    open_form(desk, make_nutrient(name="Folate"))

    expect(desk.get_by_role("button", name="Save", exact=True)).to_be_in_viewport()
    expect(desk.get_by_role("button", name="Save and publish …", exact=True)).to_be_in_viewport()
