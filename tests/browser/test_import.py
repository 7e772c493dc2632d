"""From a copied text to a page that a stranger reads, in a real browser: import, mend, cite, tick off, publish."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from articles.models import FAQ
from nutrients.models import CareCard, DeficiencyLink
from tests.browser.axe import OF_COLOUR, darken, violations
from tests.browser.editing import (
    add_row,
    choose,
    editor,
    fill,
    open_form,
    press,
    problems,
    save,
    state,
    status,
    tick_all,
    words,
)
from tests.factories import make_nutrient, make_person, make_policy, make_reference, make_symptom, make_user, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(__file__).parent.parent / "data" / "articles" / "sample.txt"
ADDRESS = "/articles/which-examples-make-a-sample-article-a-text-of-the-usual-shape/"


@pytest.fixture
def guide() -> None:
    """What the guide has before the text comes: a source, a team, a disclaimer, and the nutrients but one."""
    make_reference()
    make_person(name="Editorial team", is_team=True, live=True)
    make_policy(live=True)
    symptom = make_symptom()
    CareCard.objects.create(symptom=symptom, urgency="urgent", heading="See someone today", body="<p>Signs.</p>")
    publish([symptom.item], by=make_user())
    for name in ("Iron", "Zinc", "Copper", "Vitamin E"):
        nutrient = make_nutrient(name=name, function="An example [[ref:rao-2020]].")
        DeficiencyLink.objects.create(
            nutrient=nutrient,
            symptom=symptom,
            wording="It may [[ref:rao-2020]].",
            certainty="limited",
            certainty_reason="An example.",
        )
    make_nutrient(name="Aneurin", other_names="Vitamin B1", live=True)


def bring_in(desk: Page) -> None:
    desk.goto("/admin/articles/article/")
    desk.get_by_role("link", name="Import an article").click()
    desk.get_by_label("Text file").set_input_files(SAMPLE)
    press(desk, "Preview the import")


def write_questions(desk: Page) -> None:
    for number, faq in enumerate(FAQ.objects.filter(question="").order_by("pk"), start=1):
        open_form(desk, faq)
        fill(desk, question=f"Which question was the {number}. one?")
        save(desk)


def mend(desk: Page) -> None:
    """What only an editor can know: the author, the source of the figure, the rows of the table, what it is about."""
    choose(desk, "symptoms", "Numbness")
    choose(desk, f"{add_row(desk, 'article_authors')}-person", "Editorial team")
    editor(desk, "articles_richtext_set-0-text").click()
    desk.keyboard.press("Control+Home")
    for _ in range(13):
        desk.keyboard.press("Control+ArrowRight")
    desk.keyboard.type(" [[ref:rao-2020]]")
    choose(desk, "articles_comparisontable_set-0-nutrients", "Aneurin")
    choose(desk, "articles_comparisontable_set-0-nutrients", "Vitamin E")
    save(desk)


def test_a_copied_text_is_mended_until_a_stranger_may_read_it(desk: Page, reader: Page, guide: None) -> None:
    bring_in(desk)
    assert words(desk, ".import-counts span")[:5] == [
        "sections 8",
        "key points 2",
        "table rows 3",
        "FAQ answers 2",
        "references 3",
    ]
    press(desk, "Create the draft")
    form = desk.url
    assert state(desk) == "Draft, never published"
    assert {"Block 1 uncited-quantity", "To do no-question", "To do bare-references"} <= {
        problem.replace(":", "") for problem in problems(desk)
    }

    write_questions(desk)
    desk.goto(form)
    mend(desk)
    assert [problem for problem in problems(desk) if not problem.startswith(("To do", "FAQs", "Block 4"))] == []
    desk.get_by_role("link", name="To do since the import").click()
    assert desk.get_by_text("Mended:").count() == 3
    for box in desk.get_by_role("checkbox").all():
        box.check()
    press(desk, "Save the list")
    assert "To do" not in " ".join(problems(desk))

    press(desk, "Publish …")
    tick_all(desk)
    press(desk, "Check the ticked items again")
    assert problems(desk) == []
    press(desk, "Publish the ticked items")

    assert (state(desk), status(reader, ADDRESS)) == ("Live", 200)
    assert words(reader, "h1, .text h2, .text h3, caption, .faqs :is(h2, h3)") == [
        "Which examples make a sample article? A text of the usual shape",
        "How samples are made",
        "First group of examples",
        "Iron: The first example",
        "Zinc and Copper: The joint example",
        "Other B Vitamins",
        "Comparison of the examples",
        "When to See a Doctor",
        "Conclusion",
        "Frequently Asked Questions",
        "Which question was the 1. one?",
        "Which question was the 2. one?",
    ]
    assert sorted(words(reader, "tbody th")) == ["Aneurin", "Copper", "Iron", "Vitamin E", "Zinc"]


def test_the_screens_of_an_import_are_accessible_and_fit_a_phone(desk: Page, guide: None) -> None:
    desk.set_viewport_size({"width": 360, "height": 800})
    found = {}

    def look(name: str) -> None:
        overflows = desk.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        rules = violations(desk)
        darken(desk)
        found[name] = [*rules, *violations(desk, rules=OF_COLOUR)], overflows
        desk.emulate_media(color_scheme="light")

    desk.goto("/admin/articles/article/import/")
    look("import")
    press(desk, "Preview the import")
    look("refused")
    bring_in(desk)
    look("preview")
    press(desk, "Create the draft")
    desk.get_by_role("link", name="To do since the import").click()
    desk.locator("summary").first.click()
    look("to do")

    assert found == {name: ([], False) for name in ("import", "refused", "preview", "to do")}
