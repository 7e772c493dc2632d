"""The dose guard: what stands beside a dose on a page, and what refuses a dose that nothing can stand beside."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from articles.models import Article, FAQChoice, FAQGroup, RichText
from nutrients.models import Nutrient
from tests.factories import (
    edit,
    make_article,
    make_faq,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

SOURCE = "[[ref:rao-2020]]"
MARK = '<cite class="ref" data-refs="rao-2020">[ref:rao-2020]</cite>'


@pytest.fixture(autouse=True)
def around() -> None:
    make_reference(study_type="guideline")
    make_policy(live=True)


def make_magnesium(*, complete: bool = True) -> Nutrient:
    nutrient = make_nutrient(name="Magnesium", other_names="Mg", unit="mg")
    if complete:
        limit = {"measure": "ul", "amount": Decimal(350), "unit": "mg", "authority": "Board", "source": SOURCE}
        for group in ("men", "women"):
            nutrient.intakes.create(group=group, age_from=19, form_note="from supplements only", **limit)
        nutrient.risk_groups.create(who="People with <gut> disease", text=f"They take up less {SOURCE}.")
        nutrient.interactions_checked_on = "2026-11-23"
        nutrient.save()
    publish([nutrient.item], by=make_user(name="ravi"))
    return nutrient


def article_saying(text: str) -> Article:
    article = make_article(title="Cramps", authors=[make_person(live=True)])
    RichText.objects.filter(parent=article).update(text=text)
    return article


def words(html: str) -> str:
    """What is read; a citation stands in the text and once more in its note."""
    return re.sub(r"(\[1\] )+", "[1] ", " ".join(re.sub(r"<[^>]+>", " ", html).split()))


def test_a_text_on_supplements_shows_limit_risks_and_interactions() -> None:
    make_magnesium()
    article = article_saying(f"<p>Magnesium tablets do not stop cramps {MARK}.</p>")
    publish([article.item], by=make_user())

    page = Client().get("/articles/cramps/").content.decode()
    [guard] = re.findall(r'<section aria-labelledby="doses">.*?</section>', page, re.S)

    assert words(guard) == (
        "Before you take a supplement Limits, groups at risk and interactions of what this page names "
        "Nutrient Upper limit, adults At risk of a lack Interacts with "
        "Magnesium 350 mg a day (from supplements only) [1] People with &lt;gut&gt; disease "
        "None recorded, checked on 23 November 2026"
    )
    assert 'href="#doses"' in page


def test_a_text_without_doses_shows_none_and_mg_is_a_unit() -> None:
    make_magnesium()
    article = article_saying(f"<p>A banana holds magnesium and 400 mg of something else {MARK}.</p>")

    assert article.publish_problems() == []
    publish([article.item], by=make_user())
    assert "Before you take" not in Client().get("/articles/cramps/").content.decode()


@pytest.mark.parametrize(
    "dose", ["350 mg/day", "350 ug / d", "350 mg a day", "350 micrograms daily", "350 units daily"]
)
def test_a_dose_is_known_by_its_figure_however_it_is_written(dose: str) -> None:
    make_magnesium(complete=False)
    article = article_saying(f"<p>Trials gave magnesium, {dose}, for cramps {MARK}.</p>")

    assert "unguarded-dose" in [one.code for one in article.publish_problems() if one.refuses]


@pytest.mark.parametrize(
    "before",
    ["<p>Magnesium is said to help. ", "<h2>Magnesium</h2><p>", "<p>Iron is another thing.</p><h2>Magnesium</h2><p>"],
)
def test_a_dose_is_of_the_nutrient_that_was_named_right_before_it(before: str) -> None:
    make_magnesium(complete=False)
    article = article_saying(f"{before}Some take 350 mg a day {MARK}.</p>")

    [problem] = [one for one in article.publish_problems() if one.code == "unguarded-dose"]

    assert problem.message.startswith("The text speaks of doses or supplements of Magnesium")


def test_an_incomplete_record_refuses_the_dose() -> None:
    make_magnesium(complete=False)
    article = article_saying(f"<p>Magnesium tablets do not stop cramps {MARK}.</p>")

    [problem] = [one for one in article.publish_problems() if one.refuses]

    assert problem.code == "unguarded-dose"
    assert "an upper limit for adults" in problem.message and "interactions" in problem.message


def test_a_record_keeps_what_the_doses_of_live_articles_rest_on() -> None:
    nutrient = make_magnesium()
    article = article_saying(f"<p>Magnesium tablets do not stop cramps {MARK}.</p>")
    publish([article.item], by=make_user())
    nutrient.intakes.all().delete()
    edit(nutrient)

    [problem] = [one for one in nutrient.publish_problems() if one.refuses]

    assert (problem.code, problem.place) == ("unguarded-dose", "Doses")
    assert problem.message == (
        "“Cramps” speaks of doses or supplements of Magnesium, and the record would no longer say an upper limit for adults, or "
        "that none is established. Complete it, or take the doses out of there first."
    )


def test_an_unpublished_nutrient_refuses_the_dose() -> None:
    make_nutrient(name="Magnesium")
    article = article_saying(f"<p>Magnesium tablets do not stop cramps {MARK}.</p>")

    assert [(one.code, one.place) for one in article.publish_problems() if one.refuses] == [("not-live", "Doses")]


def test_an_answer_with_a_dose_brings_the_guard_to_its_article_and_to_the_hub() -> None:
    make_magnesium()
    faq = make_faq(question="Do tablets help?", short_answer=f"Magnesium tablets do not {SOURCE}.")
    article = article_saying("<p>Cramps pass.</p>")
    FAQGroup.objects.create(parent=article, region="body", ordering=90, heading="Questions")
    FAQChoice.objects.create(article=article, faq=faq)
    publish([faq.item, article.item], by=make_user())

    article_page, hub = (Client().get(path).content.decode() for path in ("/articles/cramps/", "/faq/"))

    assert ["350\N{NO-BREAK SPACE}mg a day (from supplements only)" in page for page in (article_page, hub)] == [
        True,
        True,
    ]
    assert '<a href="#doses">limits, groups at risk and interactions</a> of Magnesium.' in hub
    assert "None recorded, checked on 23 November 2026" in hub
