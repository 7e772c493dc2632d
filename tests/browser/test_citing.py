"""Citing in the editor, in a real browser: the dialog by keyboard and by mouse, and what of it is stored."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from articles.models import Policy
from references.models import Reference
from tests.browser.editing import editor, open_form, save
from tests.factories import make_nutrient, make_policy, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARK = '<cite class="ref" data-refs="{0}">[ref:{0}]</cite>'

DARK_PAPER = "rgb(19, 23, 21)"


@pytest.fixture
def policy() -> Policy:
    make_reference(slug="rao-2020", title="Vitamin D and muscle", issued="2020")
    make_reference(slug="mo-2021", title="Iron in the blood", issued="2021")
    return make_policy(body="<p>Old words.</p><p>Wrong <cite class='ref' data-refs='gone-1999'></cite></p>")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def stored(policy: Policy) -> str:
    policy.refresh_from_db()
    return policy.body


def test_naming_the_marks_of_a_text_does_not_change_it(desk: Page) -> None:
    make_reference(slug="rao-2020", title="Vitamin D and muscle", issued="2020")
    open_form(desk, make_policy(body="<p>Known [[ref:rao-2020]].</p>"))

    expect(editor(desk, "body").locator(".cke_widget_refcite, .cke_widget_wrapper").first).to_have_attribute(
        "title", re.compile("Vitamin D and muscle")
    )

    assert desk.evaluate("Object.values(CKEDITOR.instances).filter((one) => one.checkDirty()).length") == 0


def test_a_source_is_cited_and_another_added_to_it_by_keyboard(desk: Page, policy: Policy) -> None:
    open_form(desk, policy)
    editor(desk, "body").click()
    expect(editor(desk, "body").locator(".cite-wrong")).to_have_text("[ref:gone-1999]")
    desk.keyboard.press("Control+Home")
    desk.keyboard.type("First ")

    desk.keyboard.press("Control+Alt+c")
    expect(dialog(desk).get_by_role("combobox", name="Find a source")).to_be_focused()
    desk.keyboard.type("vitamin d")
    expect(dialog(desk).get_by_role("option", selected=True)).to_contain_text("Vitamin D and muscle")
    found = Axe().run(desk, context={"include": [".picker"]}, options={"preload": False}).response["violations"]
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    expect(dialog(desk)).to_have_count(0)
    desk.keyboard.type(" then ")
    desk.keyboard.press("Control+Alt+c")
    desk.keyboard.press("Escape")
    expect(dialog(desk)).to_have_count(0)
    desk.keyboard.type("more. ")
    editor(desk, "body").locator("cite.ref").first.click()
    desk.keyboard.press("Control+Alt+c")
    desk.keyboard.type("iron")
    desk.keyboard.press("Enter")
    expect(dialog(desk).get_by_role("list", name="Cited here").get_by_role("listitem")).to_have_count(2)
    desk.keyboard.press("Enter")
    expect(dialog(desk)).to_have_count(0)
    desk.keyboard.type(" And")
    save(desk)

    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert stored(policy).split("<p>Wrong")[0].strip().replace("&nbsp;", " ") == (
        f"<p>First {MARK.format('rao-2020,mo-2021')} And then more. Old words.</p>"
    )


def test_a_source_that_is_missing_is_added_beside_the_text(desk: Page, policy: Policy) -> None:
    open_form(desk, policy)
    editor(desk, "body").locator("cite.ref").dblclick()
    dialog(desk).get_by_role("combobox").fill("doi:10.1000/NEW")
    with desk.expect_popup() as opened:
        dialog(desk).get_by_role("button", name="Add DOI 10.1000/new").click()
    form = opened.value
    form.locator("#id_title").fill("A new paper")
    form.locator("#id_slug").fill("new-2026")
    with form.expect_event("close"):
        form.get_by_role("button", name="Save", exact=True).click()
    dialog(desk).get_by_role("button", name="Take out gone-1999").click()
    dialog(desk).get_by_role("button", name="Change").click()
    save(desk)

    assert MARK.format("new-2026") in stored(policy)
    assert Reference.objects.get(slug="new-2026").doi == "10.1000/new"


def test_a_citation_is_changed_and_removed_by_mouse_in_the_dark(desk: Page, policy: Policy) -> None:
    desk.emulate_media(color_scheme="dark")
    open_form(desk, policy)
    wrong = editor(desk, "body").locator("cite.ref")
    expect(editor(desk, "body")).to_have_css("background-color", DARK_PAPER)
    desk.locator(".cke_button__table").first.click()
    expect(desk.locator(".cke_dialog_body")).to_have_css("background-color", DARK_PAPER)
    desk.locator(".cke_dialog_ui_button_cancel").click()

    wrong.dblclick()
    dialog(desk).get_by_role("button", name="Take out gone-1999").click()
    dialog(desk).get_by_role("option", name="Iron in the blood").click()
    dialog(desk).get_by_label("Place in the source").fill("Table 3")
    dialog(desk).get_by_label("What the source says there").fill(' "A  quarter [sic]" ')
    dialog(desk).get_by_role("button", name="Change").click()
    expect(editor(desk, "body").locator(".cite-wrong")).to_have_count(0)
    save(desk)
    changed = stored(policy)
    editor(desk, "body").locator("cite.ref").dblclick()
    dialog(desk).get_by_role("button", name="Remove citation").click()
    save(desk)

    assert (
        '<cite class="ref" data-refs="mo-2021" data-loc="Table 3" data-quote="A quarter [sic]">[ref:mo-2021]</cite>'
        in changed
    )
    assert "cite" not in stored(policy)


def test_a_page_of_the_guide_is_linked_by_its_title_and_a_link_that_leads_nowhere_says_so(desk: Page) -> None:
    iron = make_nutrient(name="Iron", live=True)
    policy = make_policy(
        body="<p>Old <a href='object:00000000-0000-4000-8000-000000000000'>words</a>.</p>"
        "<p>At <a href='https://old.example/' title='Elsewhere'>another site</a>.</p>"
    )
    open_form(desk, policy)
    link = editor(desk, "body").locator("a").first
    expect(link).to_have_attribute("data-cke-page-warning", "no such page")

    link.dblclick()
    dialog(desk).get_by_role("button", name="Remove link").click()
    expect(editor(desk, "body").locator("a")).to_have_count(1)
    # What is marked reaches beyond the link that stood there.
    editor(desk, "body").press("Control+End")
    desk.keyboard.press("Shift+Home")
    desk.keyboard.press("Control+Alt+l")
    desk.keyboard.type("iron")
    expect(dialog(desk).get_by_role("option", selected=True)).to_contain_text("Iron")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    expect(dialog(desk)).to_have_count(0)
    editor(desk, "body").press("Control+Home")
    desk.keyboard.press("Control+Alt+l")
    expect(dialog(desk).get_by_role("combobox", name="Find a page")).to_be_focused()
    desk.keyboard.type("iron")
    expect(dialog(desk).get_by_role("option", selected=True)).to_contain_text("Iron")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    expect(dialog(desk)).to_have_count(0)
    desk.keyboard.type(" is in food. ")
    save(desk)

    kept = f'<a href="object:{iron.item_id}" rel="noopener noreferrer">'
    assert " ".join(stored(policy).replace("&nbsp;", " ").split()) == (
        f"<p>{kept}Iron</a> is in food. Old words.</p> <p>{kept}At another site.</a></p>"
    )
