"""What an article's page shows beside its text: contents, care cards, tables, pictures and related articles."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, CareCards, ComparisonTable, Policy, RichText
from nutrients.models import CareCard, DeficiencyLink, Nutrient, Symptom
from publishing import clock
from publishing.pages import page
from publishing.workflow import withdraw
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_symptom,
    make_user,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def shown(article: Article) -> dict[str, Any]:
    return page(article.item, clock.now()).context


def live_article(**fields: Any) -> Article:
    """Published with what it needs."""
    make_policy(live=True)
    return make_article(authors=[make_person(name="Ada Adeyemi", live=True)], live=True, **fields)


def publish_again(article: Article) -> None:
    publish([edit(article).item], by=make_user())


def symptom_with_cards(name: str, *cards: tuple[str, str]) -> Symptom:
    symptom = make_symptom(name=name)
    for urgency, heading in cards:
        CareCard.objects.create(symptom=symptom, urgency=urgency, heading=heading, body="<p>Signs.</p>")
    publish([symptom.item], by=make_user())
    return symptom


def test_contents_name_the_main_headings_and_lead_to_them() -> None:
    article = live_article(text="<h2>Iron</h2><p>Text.</p><h3>Detail</h3><h2>References</h2><p>Text.</p>")

    context = shown(article)

    assert context["contents"] == [
        {"anchor": "iron", "title": "Iron"},
        # The page has references of its own.
        {"anchor": "references-2", "title": "References"},
    ]
    assert '<h2 id="references-2">' in str(context["blocks"][0].text)


def test_a_reworded_heading_keeps_its_anchor() -> None:
    article = live_article(text="<h2>Iron</h2><p>Text.</p><h2>Zinc</h2><p>Text.</p>")
    RichText.objects.filter(parent=article).update(text="<h2>Zinc</h2><p>Text.</p><h2>Iron in blood</h2><p>Text.</p>")

    publish_again(article)

    assert shown(article)["contents"] == [
        {"anchor": "zinc", "title": "Zinc"},
        {"anchor": "iron-in-blood", "title": "Iron in blood"},
    ]
    RichText.objects.filter(parent=article).update(text="<h2>Zinc</h2><p>Text.</p><h2>Iron and blood</h2><p>Text.</p>")
    publish_again(article)
    assert shown(article)["contents"][1] == {"anchor": "iron-in-blood", "title": "Iron and blood"}


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (150, 1), (500, 3)])
def test_reading_time_counts_two_hundred_words_a_minute(words: int, minutes: int) -> None:
    article = live_article(text=f"<p>{'word ' * words}</p>")

    assert shown(article)["reading_minutes"] == minutes


def test_care_cards_come_before_the_text_the_most_urgent_first() -> None:
    symptom = symptom_with_cards("Weakness", ("routine", "Book"), ("emergency", "Call"), ("urgent", "Go today"))
    article = live_article()
    article.symptoms.add(symptom)

    publish_again(article)

    care = shown(article)["care"]
    assert [(card.label, card.heading) for card in care.cards] == [
        ("Emergency: get help now", "Call"),
        ("Urgent: see someone today", "Go today"),
        ("Routine: book an appointment", "Book"),
    ]


def test_a_care_card_block_says_where_the_cards_stand() -> None:
    symptoms = [symptom_with_cards(name, ("emergency", "Call")) for name in ("Weakness", "Numbness")]
    article = live_article()
    article.symptoms.add(*symptoms)
    CareCards.objects.create(parent=article, region="body", ordering=20, heading="When to see a doctor")

    publish_again(article)

    context = shown(article)
    # Both symptoms say the same: it is shown once.
    assert ("care" in context, [card.heading for card in context["blocks"][1].cards]) == (False, ["Call"])
    assert context["contents"][-1] == {"anchor": "care", "title": "When to see a doctor"}


def test_a_withdrawn_symptom_takes_its_care_cards_along() -> None:
    symptom = symptom_with_cards("Weakness", ("emergency", "Call"))
    article = live_article()
    article.symptoms.add(symptom)
    publish_again(article)

    withdraw(symptom.item, by=make_user(), reason="Wrong.")

    assert list(shown(article)["care"].cards) == []


def compared(article: Article, *nutrients: Nutrient, **columns: bool) -> None:
    table = ComparisonTable.objects.create(
        parent=article, region="body", ordering=20, caption="A comparison", **columns
    )
    for nutrient in nutrients:
        table.nutrients.add(nutrient)
    publish_again(article)


def test_a_table_shows_the_chosen_columns_that_hold_anything_in_the_chosen_order() -> None:
    zinc = make_nutrient(name="Zinc", function="Enzymes", live=True)
    iron = make_nutrient(name="Iron", function="Oxygen", food_sources="Lentils", live=True)
    article = live_article()

    compared(article, zinc, iron, show_food_sources=False)

    table = shown(article)["blocks"][1]
    # No statement says anything of signs, so that column isn't there.
    assert [label for _, label in table.columns] == ["Key function"]
    assert [(row.card.title, str(row.function)) for row in table.rows] == [("Zinc", "Enzymes"), ("Iron", "Oxygen")]


def test_a_table_can_be_cut_to_the_signs_that_the_article_is_about() -> None:
    make_reference(slug="rao-2020")
    iron = make_nutrient(name="Iron")
    weakness, pallor = (make_symptom(name=name, live=True) for name in ("Weakness", "Pallor"))
    for symptom in (weakness, pallor):
        DeficiencyLink.objects.create(
            nutrient=iron,
            symptom=symptom,
            certainty="limited",
            certainty_reason="An example.",
            wording=f"{symptom} [[ref:rao-2020]].",
        )
    publish([iron.item], by=make_user())
    article = live_article()
    compared(article, iron)
    table = ComparisonTable.objects.get()

    table.symptoms.add(pallor)
    publish_again(article)

    (row,) = shown(article)["blocks"][1].rows
    assert ([sign.other.title for sign in row.signs], row.more_signs) == (["Pallor"], 1)
    page = Client().get("/articles/an-example-article/").content.decode()
    assert '<a href="/nutrients/iron/#part-signs">1 other sign</a>' in page


def test_a_corrected_fact_is_right_in_every_table_at_once() -> None:
    iron = make_nutrient(name="Iron", function="Oxygen", live=True)
    article = live_article()
    compared(article, iron)

    publish([edit(iron, function="Carries oxygen").item], by=make_user())

    assert str(shown(article)["blocks"][1].rows[0].function) == "Carries oxygen"


def test_each_cell_carries_its_citations() -> None:
    make_reference(slug="rao-2020")
    symptom = make_symptom(name="Weakness", live=True)
    iron = make_nutrient(name="Iron", function="Oxygen [[ref:rao-2020]]")
    DeficiencyLink.objects.create(
        nutrient=iron,
        symptom=symptom,
        certainty="limited",
        certainty_reason="An example.",
        wording="Weak muscles [[ref:rao-2020]].",
    )
    publish([iron.item], by=make_user())
    article = live_article()

    compared(article, iron)

    context = shown(article)
    row = context["blocks"][1].rows[0]
    assert [str(cell).count('href="#ref-1"') for cell in (row.function, row.signs[0].wording)] == [1, 1]
    assert [len(one.entry.citations) for one in context["bibliography"]] == [2]


def test_related_articles_say_why() -> None:
    iron, zinc = (make_nutrient(name=name, live=True) for name in ("Iron", "Zinc"))
    weakness = symptom_with_cards("Weakness", ("emergency", "Call"))
    first, second, third, other = (live_article_named(title) for title in ("First", "Second", "Third", "Other"))
    for article in (first, second):
        article.symptoms.add(weakness)
    compared(first, iron, zinc)
    compared(second, zinc)
    compared(third, iron)
    publish_again(other)

    related = shown(first)["related"]

    assert [(one.title, one.reason) for one in related] == [
        ("Second", "Also about Weakness and Zinc"),
        ("Third", "Also about Iron"),
    ]


def live_article_named(title: str) -> Article:
    if not Policy.objects.exists():
        make_policy(live=True)
    return make_article(title=title, authors=[make_person(name=f"Author of {title}", live=True)], live=True)


def test_a_table_of_signs_says_which_come_from_too_much() -> None:
    make_reference(slug="rao-2020")
    vitamin = make_nutrient(name="Vitamin B6")
    for name, direction in (("Numbness", "deficiency"), ("Clumsiness", "excess")):
        DeficiencyLink.objects.create(
            nutrient=vitamin,
            symptom=make_symptom(name=name, live=True),
            direction=direction,
            certainty="limited",
            certainty_reason="An example.",
            wording="It can be [[ref:rao-2020]].",
        )
    publish([vitamin.item], by=make_user())
    compared(live_article(), vitamin)

    html = Client().get("/articles/an-example-article/").content.decode()

    assert re.findall(r">(Numbness|Clumsiness)</a>(.*?):", html.split("<table")[1]) == [
        ("Numbness", ""),
        ("Clumsiness", ", from too much"),
    ]
