"""What the desk and the forms do in a browser beside showing text: parts that load later, and the way to an error."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.editing import fill, insert_block, open_form, save, write
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


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (768, 1024), (360, 640)])
def test_the_buttons_stay_in_sight_in_one_row(desk: Page, width: int, height: int) -> None:
    desk.set_viewport_size({"width": width, "height": height})

    open_form(desk, make_nutrient(name="Folate"))

    buttons = desk.locator(".save-bar > :is(input, details)")
    expect(buttons).to_have_count(4)
    for button in buttons.all():
        expect(button).to_be_in_viewport(ratio=1)
    bar = desk.locator(".save-bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= 72


def test_the_menu_of_the_buttons_shuts_on_escape(desk: Page) -> None:
    open_form(desk, make_nutrient(name="Folate"))

    desk.locator(".save-more summary").click()
    expect(desk.get_by_role("button", name="Save and close")).to_be_visible()
    expect(desk.get_by_role("link", name="Delete …")).to_be_visible()
    desk.keyboard.press("Escape")

    expect(desk.get_by_role("button", name="Save and close")).to_be_hidden()


def asked_before_leaving(page: Page) -> list[str]:
    """The kinds of questions that the browser asks when one goes to the desk."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/admin/")
    page.remove_listener("dialog", answer)
    return asked


def test_leaving_asks_only_where_words_would_be_lost(desk: Page) -> None:
    nutrient = make_nutrient(name="Folate", body="<p>Text.</p>")
    questions = []

    open_form(desk, nutrient)
    desk.locator("#id_name").click()
    questions.append(asked_before_leaving(desk))
    open_form(desk, nutrient)
    desk.locator("#id_name").press_sequentially("!")
    questions.append(asked_before_leaving(desk))
    open_form(desk, nutrient)
    write(desk, "body", "More")
    questions.append(asked_before_leaving(desk))
    open_form(desk, nutrient)
    write(desk, "body", "More")
    save(desk)
    questions.append(asked_before_leaving(desk))

    assert questions == [[], ["beforeunload"], ["beforeunload"], []]


def test_a_refused_upload_leads_to_its_first_error(desk: Page) -> None:
    open_form(desk, "publishing.image")
    fill(desk, title="Lentils", focal_x="2")
    desk.locator("#id_upload").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"text"})

    save(desk)

    expect(desk.locator("#id_upload")).to_be_focused()
    expect(desk.get_by_role("link", name="Go to the first error")).to_be_visible()


def test_a_refused_record_of_the_library_leads_to_its_first_error(desk: Page) -> None:
    open_form(desk, make_reference(slug="rao-2020"))
    fill(desk, doi="no doi")

    save(desk)

    expect(desk.locator("#id_doi")).to_be_focused()


def test_the_parts_of_a_long_form_are_a_click_away(desk: Page) -> None:
    desk.set_viewport_size({"width": 768, "height": 1024})
    open_form(desk, make_nutrient(name="Folate"))
    heading = desk.locator("#interactions-heading")
    expect(heading).not_to_be_in_viewport()

    desk.get_by_role("navigation", name="Parts of this form").get_by_role("link", name="Interactions").click()

    expect(heading).to_be_in_viewport()
