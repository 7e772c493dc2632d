"""The whole way in a real browser: from an empty site to a cited page that a stranger reads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import (
    add_row,
    block_titles,
    choose,
    drag_block,
    editor,
    fill,
    insert_block,
    open_form,
    press,
    problems,
    save,
    state,
    status,
    tick_all,
    words,
    write,
)
from tests.factories import make_article, make_policy, make_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/articles/an-example-article/"


def write_references(desk: Page) -> None:
    for key, title in (("rao-2020", "An example study"), ("who-2021", "An example fact sheet")):
        open_form(desk, "references.reference")
        fill(desk, title=title, slug=key, authors="Rao, Ravi", issued=key[-4:], container_title="Example Journal")
        save(desk)


def write_symptom(desk: Page) -> None:
    open_form(desk, "nutrients.symptom")
    fill(desk, name="Numbness", summary="An example of a symptom [[ref:rao-2020]].")
    card = add_row(desk, "care_cards")
    desk.locator(f"#id_{card}-urgency").select_option("urgent")
    fill(desk, prefix=card, heading="See someone today")
    write(desk, f"{card}-body", "If it spreads [[ref:rao-2020]].")
    save(desk)


def write_nutrient(desk: Page) -> None:
    open_form(desk, "nutrients.nutrient")
    fill(
        desk,
        name="Cobalamin",
        summary="An example of a nutrient [[ref:rao-2020]].",
        function="An example of a function [[ref:who-2021]].",
        food_sources="An example of a food [[ref:who-2021]].",
    )
    statement = add_row(desk, "deficiency_links")
    choose(desk, f"{statement}-symptom", "Numbness")
    fill(
        desk,
        prefix=statement,
        wording="Too little may go with it [[ref:rao-2020]].",
        certainty_reason="One example of a study.",
    )
    desk.locator(f"#id_{statement}-certainty").select_option("limited")
    save(desk)


def write_what_articles_share(desk: Page) -> None:
    open_form(desk, "articles.faq")
    fill(desk, question="Is this so?", short_answer="It may be [[ref:who-2021]].")
    save(desk)
    open_form(desk, "publishing.person")
    fill(desk, name="Ravi Rao", disclosure="Nothing to disclose.")
    save(desk)
    open_form(desk, "articles.policy")
    desk.locator("#id_slug").select_option("disclaimer")
    fill(desk, title="Medical disclaimer")
    write(desk, "body", "This is an example.")
    save(desk)


def write_article(desk: Page) -> None:
    open_form(desk, "articles.article")
    fill(desk, title="An example article", summary="It may be so [[ref:who-2021]].")
    choose(desk, f"{add_row(desk, 'article_authors')}-person", "Ravi Rao")
    fill(desk, prefix=add_row(desk, "key_points"), text="One thing to remember [[ref:rao-2020]].")
    choose(desk, f"{add_row(desk, 'faq_choices')}-faq", "Is this so?")
    first = insert_block(desk, "Text")
    editor(desk, f"{first}-text").click()
    desk.locator(f"#cke_id_{first}-text .cke_combo__format").click()
    desk.frame_locator("iframe.cke_panel_frame").last.get_by_text("Heading 2").click()
    desk.keyboard.type("What is known")
    desk.keyboard.press("Enter")
    desk.keyboard.type("Some is ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("known")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(" [[ref:rao-2020, who-2021]].")
    desk.keyboard.press("Enter")
    desk.locator(f"#cke_id_{first}-text .cke_button__bulletedlist").click()
    desk.keyboard.type("a point")
    second = insert_block(desk, "Text")
    write(desk, f"{second}-text", "The end.")
    table = insert_block(desk, "Comparison table", before=1)
    fill(desk, prefix=table, caption="One nutrient compared")
    choose(desk, f"{table}-nutrients", "Cobalamin")
    insert_block(desk, "FAQ group", before=1)


def test_a_stranger_reads_what_an_editor_wrote_from_nothing(desk: Page, reader: Page) -> None:
    write_references(desk)
    write_symptom(desk)
    write_nutrient(desk)
    write_what_articles_share(desk)
    write_article(desk)
    assert block_titles(desk) == ["Text", "FAQ group", "Comparison table", "Text"]
    drag_block(desk, 2, above=1)
    assert block_titles(desk) == ["Text", "Comparison table", "FAQ group", "Text"]
    save(desk)
    assert block_titles(desk) == ["Text", "Comparison table", "FAQ group", "Text"]
    # Its author, nutrient, FAQ and disclaimer are drafts too.
    assert state(desk) == "Draft, never published"
    assert problems(desk) == [f"{place}: not-live" for place in ("Authors", "Block 2", "FAQs", "Disclaimer")]
    assert status(reader, "/references/rao-2020/") == 200, "a saved reference is public at once"
    assert status(reader, PAGE) == 404

    press(desk, "Publish …")
    tick_all(desk)
    press(desk, "Check the ticked items again")
    assert problems(desk) == []
    press(desk, "Publish the ticked items")
    assert state(desk) == "Live"

    assert status(reader, PAGE) == 200
    assert words(reader, "h1, .text h2, caption, .faqs :is(h2, h3)") == [
        "An example article",
        "What is known",
        "One nutrient compared",
        "Frequently asked questions",
        "Is this so?",
    ]
    assert words(reader, ".text") == ["What is known Some is known[1,2]. a point", "The end."]
    assert words(reader, ".text strong, .text li") == ["known", "a point"]
    assert words(reader, "tbody :is(th, td)") == [
        "Cobalamin",
        "An example of a function[1].",
        "Numbness: Too little may go with it[2].",
        "An example of a food[1].",
    ]
    sources = reader.locator(".bibliography li").all()
    assert [source.inner_text().split(".")[1].strip() for source in sources] == [
        "An example fact sheet",
        "An example study",
    ]
    assert [source.locator("[role=doc-backlink]").count() for source in sources] == [5, 3]


def test_a_preview_shows_the_coming_page_to_staff_alone(desk: Page, reader: Page) -> None:
    make_reference()
    open_form(desk, "articles.article")
    fill(desk, title="An example article", summary="It may be so [[ref:rao-2020]].")

    with desk.expect_response("**/preview/") as preview:
        press(desk, "Preview")

    assert words(desk, "h1, .lead") == ["An example article", "It may be so[1]."]
    assert (preview.value.headers["x-robots-tag"], preview.value.headers["cache-control"]) == ("noindex", "no-store")
    assert status(reader, desk.url) == 200
    assert reader.get_by_label("Username").is_visible()
    assert status(reader, PAGE) == 404


def test_a_number_opens_its_source_and_an_entry_leads_back(reader: Page) -> None:
    make_reference()
    make_policy(live=True)
    make_article(text="<p>It may be so [[ref:rao-2020]].</p>", live=True)
    reader.goto(PAGE)

    number, source = reader.get_by_role("button", name="Reference 1"), reader.locator("#ref-1:popover-open")
    number.press("Enter")
    expect(source).to_be_in_viewport()
    reader.keyboard.press("Tab")
    expect(source.get_by_role("link", name="About source 1")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(source).to_have_count(0)
    expect(number).to_be_focused()
    reader.get_by_role("link", name="Back to citation a").click()

    assert reader.evaluate("location.hash") == "#cite-1-1"
