"""The consistency linter: what a text says of figures, units and symptoms against the records of nutrients."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

import pytest

from nutrients.models import CareCard, Nutrient
from publishing.models import Draft
from tests.factories import (
    edit,
    make_article,
    make_faq,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_symptom,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

T = TypeVar("T", bound=Draft)
SOURCE = "[[ref:rao-2020 | Table 1]]"
LIMITS = {"authority": "Board", "source": SOURCE}


@pytest.fixture(autouse=True)
def b12() -> Nutrient:
    make_reference(study_type="guideline")
    make_reference(slug="nhs", title="Another authority", study_type="fact-sheet")
    nutrient = make_nutrient(
        name="Vitamin B12",
        other_names="Cobalamin\nB12",
        unit="mcg",
        daily_value=Decimal("2.4"),
        daily_value_source=SOURCE,
    )
    nutrient.intakes.create(group="men", age_from=19, measure="rda", amount=Decimal("2.4"), unit="mcg", **LIMITS)
    nutrient.intakes.create(group="women", age_from=19, measure="rda", amount=Decimal("2.6"), unit="mcg", **LIMITS)
    nutrient.intakes.create(group="men", age_from=19, measure="ul", amount=1000, unit="mcg", **LIMITS)
    nutrient.risk_groups.create(who="Vegans", text=f"Plants have none {SOURCE}.")
    nutrient.interactions.create(with_what="Metformin", text=f"It lowers the level {SOURCE}.")
    zinc = make_nutrient(name="Zinc", unit="mg", daily_value=Decimal(11), daily_value_source=SOURCE)
    zinc.intakes.create(group="men", age_from=19, measure="ul", amount=40, unit="mg", **LIMITS)
    zinc.risk_groups.create(who="Vegans", text=f"Plants have little {SOURCE}.")
    zinc.interactions.create(with_what="Iron", text=f"It lowers the uptake {SOURCE}.")
    published(zinc)
    return published(nutrient)


def published(draft: T) -> T:
    publish([draft.item], by=make_user(name="ravi"))
    return draft


def found(text: str) -> list[tuple[str, str]]:
    ignored = {"no-locator", "dose-without-place"}
    return [
        (problem.code, str(problem.severity))
        for problem in make_faq(short_answer=text).publish_problems()
        if problem.code not in ignored
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"The recommended amount of vitamin B12 is 2.4 micrograms a day {SOURCE}.",
        f"The RDA of cobalamin is 2.4 µg for men and 2.6 mcg for women {SOURCE}.",
        f"The daily value of vitamin B12 is 0.0024 mg {SOURCE}.",
        f"The upper limit of vitamin B12 is 1 mg {SOURCE}.",
        f"The upper limit of vitamin B12 is 1,000 µg {SOURCE}.",
        f"The upper limit of vitamin B12 is 1 000 ug/day {SOURCE}.",
        f"In people with an upper limit of vitamin B12 in mind, blood held 300 mg/dL {SOURCE}.",
        f"A tablet of vitamin B12 has 50 µg, while the daily value is 2.4 µg {SOURCE}.",
        f"A tablet of vitamin B12 has 500 mg {SOURCE}.",
        f"The RDA of iron is 8 mg {SOURCE}.",
        f"The daily value of zinc is 11 mg and that of vitamin B12 is 2.4 µg {SOURCE}.",
        f"The RDA of vitamin B12 is low: a tablet of it has 50 µg {SOURCE}.",
        f"The blood held 2.4 mg of vitamin B12 {SOURCE}.",
        f"Take 1 mg of vitamin B12 daily {SOURCE}.",
        f"Take 11 mg of zinc and 2.4 µg of vitamin B12 a day {SOURCE}.",
        "What is the RDA of vitamin B12: 3 mg?",
    ],
)
def test_a_text_that_agrees_with_the_record_or_speaks_of_something_else_is_fine(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        (f"The recommended amount of vitamin B12 is 2.4 mg a day {SOURCE}.", "unit-slip", "refuses"),
        (f"The recommended amount of B12 is 2.4 IU a day {SOURCE}.", "unit-slip", "refuses"),
        (f"The RDA of vitamin B12 is 2.4 mg/day {SOURCE}.", "unit-slip", "refuses"),
        (f"The RDA of vitamin B12 is 2.4&nbsp;mg a day {SOURCE}.", "unit-slip", "refuses"),
        (f"The RDA of vitamin B12 is 2,4 mg a day {SOURCE}.", "unit-slip", "refuses"),
        (f"RDA (vitamin B12): 2.4 mg {SOURCE}.", "unit-slip", "refuses"),
        (f"The daily value of zinc is 11 mg and that of vitamin B12 is 2.4 mg {SOURCE}.", "unit-slip", "refuses"),
        (f"The daily value of vitamin B12 is 2.4 IU, that of zinc 11 mg {SOURCE}.", "unit-slip", "refuses"),
        (f"You should get 2.4 mg of vitamin B12 each day {SOURCE}.", "unit-slip", "refuses"),
        (f"Take 2.4 g of vitamin B12 daily {SOURCE}.", "unit-slip", "refuses"),
        (f"No more than 1,000 mg of vitamin B12 is safe {SOURCE}.", "unit-slip", "refuses"),
        ("Doses of up to 1000 mg of vitamin B12 were given [[ref:nhs]].", "unit-slip", "advises"),
        (f"The upper limit of vitamin B12 is 40,000 IU {SOURCE}.", "iu-not-compared", "advises"),
        (f"The upper limit of vitamin B12 is 40,000 units {SOURCE}.", "iu-not-compared", "advises"),
        (f"The RDA of vitamin B12 is 3 µg {SOURCE}.", "figure-differs", "refuses"),
        (f"The RDA of vitamin B12 is 3 ug / d {SOURCE}.", "figure-differs", "refuses"),
        (f"The daily value of vitamin B12 is 6 µg {SOURCE}.", "figure-differs", "refuses"),
        (f"The tolerable upper level of vitamin B12 is 100 µg {SOURCE}.", "figure-differs", "refuses"),
        ("The RDA of vitamin B12 is 1.5 µg in Britain [[ref:nhs]].", "figure-differs", "advises"),
    ],
)
def test_a_figure_or_unit_that_differs_is_told(text: str, code: str, severity: str) -> None:
    assert found(text) == [(code, severity)]


def test_the_page_of_a_nutrient_is_held_to_its_own_record(b12: Nutrient) -> None:
    b12.body = f"<p>The upper limit is 100 µg {SOURCE}.</p>"
    b12.save()

    [problem] = [one for one in b12.publish_problems() if one.code == "figure-differs"]

    assert (problem.place, problem.refuses) == ("Body", True)
    assert "as upper limit the record of Vitamin B12 has 1000 µg" in problem.message


def test_a_nutrient_named_for_a_symptom_without_a_statement_is_pointed_out(b12: Nutrient) -> None:
    numbness = make_symptom(name="Numbness", live=True)
    text = f"A lack of vitamin B12 can cause numbness {SOURCE}."
    assert found(text) == [("no-record", "advises")]

    b12.deficiency_links.create(
        symptom=numbness, wording=f"It may {SOURCE}.", certainty="limited", certainty_reason="An example."
    )
    published(b12)
    assert found(text) == []


def test_an_article_about_a_symptom_without_care_cards_is_refused() -> None:
    make_policy(live=True)
    article = make_article(title="Weak legs", authors=[make_person(live=True)])
    article.symptoms.add(make_symptom(name="Numbness", live=True))

    assert ("no-urgent-care", True) in [(one.code, one.refuses) for one in article.publish_problems()]


def test_a_symptom_keeps_its_care_cards_while_a_live_article_is_about_it() -> None:
    make_policy(live=True)
    numbness = make_symptom(name="Numbness")
    card = CareCard.objects.create(symptom=numbness, urgency="urgent", heading="See someone today", body="<p>Go.</p>")
    published(numbness)
    article = make_article(title="Weak legs", authors=[make_person(live=True)])
    article.symptoms.add(numbness)
    published(article)
    card.delete()
    edit(numbness)

    [problem] = [one for one in numbness.publish_problems() if one.refuses]

    assert (problem.code, problem.place) == ("no-urgent-care", "Care cards")
    assert problem.message == (
        "“Weak legs” is about this symptom and shows its care cards. Keep one that says when to get help, or change that page first."
    )


def test_an_article_whose_title_names_a_symptom_must_be_about_it() -> None:
    make_policy(live=True)
    make_symptom(name="Numbness", live=True)
    article = make_article(title="What numbness means", authors=[make_person(live=True)])

    assert [(one.code, one.place, one.refuses) for one in article.publish_problems()] == [
        ("symptom-not-chosen", "Title", True)
    ]
