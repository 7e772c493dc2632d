"""Rows inside a form: buttons order them, new ones have a working editor, and an empty one is nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from articles.models import Article, FAQChoice
from nutrients.models import CareCard, Symptom
from tests.browser.editing import add_row, choose, fill, open_form, save, words, write
from tests.factories import make_article, make_faq, make_symptom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def cards(symptom: Symptom) -> list[tuple[str, str, int]]:
    return list(symptom.care_cards.values_list("heading", "body", "position"))


def add_card(page: Page, heading: str) -> str:
    card = add_row(page, "care_cards")
    page.locator(f"#id_{card}-urgency").select_option("routine")
    fill(page, prefix=card, heading=heading)
    return card


def move(page: Page, row: str, way: str) -> None:
    page.locator(f"#{row}").get_by_role("button", name=way).click()


def test_added_rows_have_an_editor_of_their_own_and_stand_at_the_end(desk: Page) -> None:
    symptom = make_symptom()
    CareCard.objects.create(symptom=symptom, urgency="routine", heading="First", body="<p>One.</p>", position=7)
    open_form(desk, symptom)

    write(desk, f"{add_card(desk, 'Second')}-body", "Two.")
    write(desk, f"{add_card(desk, 'Third')}-body", "Three.")
    # Left empty, it is nothing.
    add_row(desk, "care_cards")
    save(desk)

    assert words(desk, ".errornote") == []
    assert cards(symptom) == [("First", "<p>One.</p>", 7), ("Second", "<p>Two.</p>", 8), ("Third", "<p>Three.</p>", 9)]


def test_a_moved_row_takes_its_editor_along(desk: Page) -> None:
    symptom = make_symptom()
    for position, number in enumerate(["One", "Two", "Three"]):
        CareCard.objects.create(
            symptom=symptom, urgency="routine", heading=number, body=f"<p>{number}.</p>", position=position
        )
    open_form(desk, symptom)

    move(desk, "care_cards-2", "Move up")
    write(desk, "care_cards-2-body", " Moved.")
    move(desk, "care_cards-0", "Move down")
    assert words(desk, "#care_cards-group h3 .inline_label") == ["Three", "One", "Two", "#4"]
    save(desk)

    assert words(desk, "#care_cards-group h3 .inline_label") == ["Three", "One", "Two", "#4"]
    assert cards(symptom) == [
        ("Three", "<p>Three. Moved.</p>", 0),
        ("One", "<p>One.</p>", 1),
        ("Two", "<p>Two.</p>", 2),
    ]


@pytest.fixture
def article() -> Article:
    article = make_article()
    for position, question in enumerate(["Who?", "What?"]):
        FAQChoice.objects.create(article=article, faq=make_faq(question=question), position=position)
    for question in ("Where?", "When?"):
        make_faq(question=question)
    return article


def questions(article: Article) -> list[str]:
    return list(article.faq_choices.values_list("faq__question", flat=True))


def test_rows_can_be_added_moved_and_removed_in_any_order(desk: Page, article: Article) -> None:
    stored = set(article.faq_choices.values_list("id", flat=True))
    open_form(desk, article)

    where, when = add_row(desk, "faq_choices"), add_row(desk, "faq_choices")
    choose(desk, f"{where}-faq", "Where?")
    choose(desk, f"{when}-faq", "When?")
    for _ in range(3):
        move(desk, when, "Move up")
    move(desk, where, "Move up")
    desk.locator(f"#{where} .inline-deletelink").click()
    save(desk)

    assert words(desk, ".errornote") == []
    assert questions(article) == ["When?", "Who?", "What?"]
    assert stored < set(article.faq_choices.values_list("id", flat=True))
