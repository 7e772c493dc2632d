"""The starter guide itself: complete, sourced sentence by sentence, and the same on a second load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from articles.documents import ArticleDocument, CareCardsBlock, ComparisonBlock, FAQDocument, FoodSourcesBlock
from articles.models import Policy
from nutrients.documents import FoodDocument, NutrientDocument, SymptomDocument
from nutrients.models import Amount
from nutrients.rich_foods import foods_rich_in
from nutrition_site.guide_files import read_file
from nutrition_site.starter_guide import Outcome, load
from publishing import clock, kinds
from publishing.models import Edition
from publishing.moment import Live, Moment
from references.cited_kind import CitedKind
from references.marks import Sentence, sentences
from references.models import NORMALISERS

# Asks for a database; the tests themselves look at plain data.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

GUIDE = settings.BASE_DIR / "guide"
# Sentences without a source, each read by a person: they advise, define a word, point somewhere or lead on to a list.
CLAIMS_NOTHING = Path(__file__).parent / "sentences_without_source.txt"
# Policy pages are the site's own word; a food's first sentence says what it is.
NEED_SOURCES = ("nutrient", "symptom", "faq", "article")
COUNTED_EVERYWHERE = 14


@dataclass(kw_only=True)
class Guide:
    """What the guide became, as plain data."""

    first: Outcome
    second: Outcome
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[tuple[str, str, Sentence]] = field(default_factory=list)
    """(kind, place, sentence) of all cited text, headings left out."""
    amounts: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """Numbers of the nutrients that a row of a release has an amount of."""
    rich_foods: dict[str, int] = field(default_factory=dict)

    def of(self, kind: str) -> list[Any]:
        return list(self.documents[kind].values())


@pytest.fixture(scope="module")
def guide(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Guide]:
    """Loaded twice, read, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = Guide(first=load(GUIDE), second=load(GUIDE))
        moment = Moment(clock.stamp())
        for edition in Edition.objects.select_related("item"):
            live = Live.of(edition)
            kind = kinds.get(live.kind)
            found.documents.setdefault(live.kind, {})[edition.item.key] = live.document
            if isinstance(kind, CitedKind):
                for place, html in kind.passages(live.document):
                    found.said += [(live.kind, f"{edition.path} {place}", one) for one in sentences(html)]
            if live.kind == "nutrient":
                found.rich_foods[edition.item.key] = len(foods_rich_in(live, moment, limit=3))
        rows = Amount.objects.values_list("food__release__key", "food__number", "nutrient__number")
        for release, food, nutrient in rows:
            found.amounts.setdefault((release, food), set()).add(nutrient)
        transaction.set_rollback(True)
    yield found


def test_every_file_is_published_and_a_second_load_changes_nothing(guide: Guide) -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in GUIDE.glob("*/*.yaml")}

    assert {*guide.first.created} == {*files, "release/usda-sr28-2"}
    assert guide.second == Outcome(unchanged=guide.first.created)


def test_sixty_foods_have_a_portion_and_amounts_of_fourteen_nutrients(guide: Guide) -> None:
    foods: list[FoodDocument] = guide.of("food")
    counted = {one.sr_number for one in guide.of("nutrient")} - {""}

    assert len(foods) >= 60
    for food in foods:
        [source] = food.sources
        assert food.portions, food.slug
        assert len(guide.amounts[source.release, source.number]) >= COUNTED_EVERYWHERE, food.slug
    assert len(counted) >= COUNTED_EVERYWHERE
    assert counted <= set.union(*guide.amounts.values())


def test_raw_kale_stays_out(guide: Guide) -> None:
    assert ("usda-sr28-2", "11233") not in guide.amounts


def test_a_food_that_nobody_measured_for_vitamin_d_has_no_amount_of_it(guide: Guide) -> None:
    assert "328" not in guide.amounts["usda-sr28-2", "15209"]
    assert "328" in guide.amounts["usda-sr28-2", "15237"]


def test_every_food_cites_its_release_by_number(guide: Guide) -> None:
    said = {(place, one.text, one.keys) for kind, place, one in guide.said if kind == "food"}

    for food in guide.of("food"):
        [source] = food.sources
        words = f"The amounts and weights on this page are from USDA SR28 (2015), NDB number {source.number}."
        assert (f"/foods/{food.slug}/ Body", words, ("usda-sr28",)) in said


def test_eight_nutrients_are_complete(guide: Guide) -> None:
    nutrients: list[NutrientDocument] = guide.of("nutrient")
    complete = [
        one.slug
        for one in nutrients
        if all(
            (one.summary, one.function, one.food_sources, one.body, one.statements, one.unit, one.daily_value_source)
        )
        and one.intakes
        and guide.rich_foods[one.slug] == 3
    ]

    needed = {"vitamin-b12", "vitamin-d", "thiamin", "folate", "vitamin-e", "iron", "magnesium", "potassium"}
    assert needed - {*complete} == set()
    assert len(complete) >= 8


def test_ten_symptoms_are_complete(guide: Guide) -> None:
    symptoms: list[SymptomDocument] = guide.of("symptom")
    complete = [one for one in symptoms if one.summary and one.body_area and one.other_causes and one.care_cards]

    assert len(complete) >= 10


def test_six_articles_have_their_parts(guide: Guide) -> None:
    articles: list[ArticleDocument] = guide.of("article")

    assert len(articles) >= 6
    for article in articles:
        assert article.summary and article.authors and article.disclaimer and article.key_points, article.slug


def test_the_flagship_has_every_part_it_was_promised(guide: Guide) -> None:
    flagship: ArticleDocument = guide.documents["article"]["vitamin-deficiency-and-leg-weakness"]
    [table] = [block for block in flagship.blocks if isinstance(block, ComparisonBlock)]
    cited = {key for _, place, one in guide.said if place.startswith(f"/articles/{flagship.slug}/") for key in one.keys}

    assert (len(flagship.key_points) >= 6, len(flagship.faqs) >= 7, len(table.nutrients) >= 6) == (True, True, True)
    assert table.columns == ("function", "signs", "food_sources")
    assert {FoodSourcesBlock, CareCardsBlock} <= {type(block) for block in flagship.blocks}
    assert len(cited) >= 15


def test_twenty_questions_are_answered(guide: Guide) -> None:
    faqs: list[FAQDocument] = guide.of("faq")

    assert len([faq for faq in faqs if faq.question and faq.short_answer]) >= 20


def test_all_policy_pages_are_there(guide: Guide) -> None:
    assert {one.slug for one in guide.of("policy")} == {*Policy.Key.values}


def test_every_sentence_has_a_source_or_claims_nothing(guide: Guide) -> None:
    known = {*CLAIMS_NOTHING.read_text(encoding="utf-8").splitlines()}
    bare = [
        (place, one.text)
        for kind, place, one in guide.said
        if kind in NEED_SOURCES and not one.in_heading and not one.has_mark
    ]

    assert [f"{place}: {text}" for place, text in bare if text not in known] == []


def test_every_statement_intake_and_daily_value_has_a_source(guide: Guide) -> None:
    for nutrient in guide.of("nutrient"):
        unsourced = [one.wording for one in nutrient.statements if "<cite" not in one.wording]
        unsourced += [one.group for one in nutrient.intakes if "<cite" not in one.source]
        unsourced += [nutrient.unit] if nutrient.daily_value and "<cite" not in nutrient.daily_value_source else []
        assert unsourced == [], nutrient.slug


def test_every_source_is_cited_and_every_citation_has_its_source(guide: Guide) -> None:
    cited = {key for _, _, one in guide.said for key in one.keys}

    assert cited == guide.documents["reference"].keys()


def test_no_identifier_comes_from_elsewhere(guide: Guide) -> None:
    for key, document in guide.documents["reference"].items():
        written = read_file(GUIDE / "reference" / f"{key}.yaml").placed.data["source"]
        expected = {name: normalise(written[name]) for name, normalise in NORMALISERS.items() if name in written}
        found = {name: getattr(document.source, name) for name in NORMALISERS if getattr(document.source, name)}
        assert (found, document.source.key) == (expected, key)
