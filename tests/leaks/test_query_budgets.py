"""How often a public page asks the database: at most six times, however much stands on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    CareCards,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    Figure,
    FoodSources,
    KeyPoint,
    Policy,
    RichText,
)
from nutrients.models import CareCard, Certainty, DeficiencyLink, Intake, Nutrient, Symptom
from publishing import clock
from publishing.merging import merge
from publishing.models import Draft, Image, Person, User
from publishing.reviews import record_review
from publishing.workflow import withdraw
from references.models import Reference
from tests.factories import make_food, make_release, make_release_food, make_user, publish
from tests.leaks.public_tables import only_public_tables

pytestmark = pytest.mark.django_db

BUDGET = 6
NOWHERE = "/no-such-page/"
PATHS = [
    "/",
    "/articles/",
    "/nutrients/",
    "/symptoms/",
    "/foods/",
    "/faq/",
    "/references/",
    "/evidence/",
    "/nutrients/nutrient-0/foods/",
    "/nutrients/compare/?nutrient=nutrient-0&nutrient=nutrient-3&nutrient=nutrient-4&nutrient=nutrient-5",
    "/symptoms/explore/?symptom=symptom-0&symptom=symptom-1&symptom=symptom-2",
    "/foods/compare/?food=food-0&food=food-1&food=food-2&food=food-3&for=women-30",
    "/foods/find/?nutrient=nutrient-0&nutrient=nutrient-3",
    "/foods/food-0/portion/2-plates/",
    "/articles/weak-legs/",
    "/nutrients/nutrient-0/",
    "/symptoms/symptom-0/",
    "/foods/food-0/",
    "/foods/food-0.csv",
    "/nutrients/nutrient-0.json",
    "/references/source-0/",
    "/references/source-0.bib",
    "/articles/weak-legs.ris",
    "/articles/weak-legs/cite.json",
    "/people/ada-adeyemi/",
    "/people/ravi-rao/",
    "/disclaimer/",
    "/sitemap.xml",
    NOWHERE,
]


class Guide:
    """A reviewed article as long as a real one, times `scale`, with all that it includes, cites and links to."""

    def __init__(self, *, scale: int) -> None:
        editor = make_user()
        self.drafts: list[Draft] = []
        self.image = an_image(editor)
        self.ada = self._add(Person(name="Ada Adeyemi", disclosure="None."))
        self.ravi = self._add(Person(name="Ravi Rao", credentials="MD", disclosure="None."))
        self.sources = [self._add(Reference(title=f"Source {n}", slug=f"source-{n}")) for n in range(12 * scale)]
        self.symptoms = [self._symptom(n) for n in range(5 * scale)]
        self.nutrients = [self._nutrient(n, statements=3 * scale) for n in range(8 * scale)]
        self.foods = self._foods(10 * scale)
        self.faqs = [
            self._add(FAQ(question=f"Question {n}?", short_answer=self.cited(n), long_answer=self.rich(n)))
            for n in range(7 * scale)
        ]
        for key in Policy.Key.values:
            self._add(Policy(slug=key, title=f"About {key}", body=self.rich(0)))
        self.others = [self._article(f"Other {n}", []) for n in range(3 * scale)]
        self.article = self._article("Weak legs", self.others)
        publish([draft.item for draft in self.drafts], by=editor)
        record_review(self.article.item, reviewer=self.ravi.item, scope="The whole page.", by=editor)

    def cited(self, n: int) -> str:
        one, other = (self.sources[m % len(self.sources)].slug for m in (n, n + 1))
        return f"It is so [[ref:{one}]]. It is also so [[ref:{one},{other}]]."

    def rich(self, n: int, *others: Any) -> str:
        links = "".join(f' <a href="object:{other.item_id}">here</a>' for other in others)
        return f"<h2>Part {n}</h2><p>{self.cited(n)}{links}</p>"

    def _add(self, draft: Any) -> Any:
        draft.save()
        self.drafts.append(draft)
        return draft

    def _symptom(self, n: int) -> Symptom:
        symptom = self._add(Symptom(name=f"Symptom {n}", summary=self.cited(n), body=self.rich(n, self.ada)))
        for urgency in CareCard.Urgency:
            CareCard.objects.create(symptom=symptom, urgency=urgency, heading="Get help", body=self.rich(n))
        return symptom

    def _nutrient(self, n: int, *, statements: int) -> Nutrient:
        nutrient = self._add(
            Nutrient(
                name=f"Nutrient {n}",
                other_names=f"Other name {n}",
                summary=self.cited(n),
                function=self.cited(n),
                food_sources=self.cited(n),
                body=self.rich(n, self.ada, *self.symptoms),
                sr_number=str(300 + n),
                daily_value=18,
                daily_value_source=self.cited(n),
                unit="mg",
            )
        )
        for m, group in enumerate(Intake.Group):
            Intake.objects.create(
                nutrient=nutrient,
                group=group,
                measure=Intake.Measure.RDA,
                amount=m + 1,
                unit="mg",
                authority="An academy",
                source=self.cited(m),
            )
        for m in range(statements):
            symptom = self.symptoms[(n + m) % len(self.symptoms)]
            DeficiencyLink.objects.create(
                nutrient=nutrient,
                symptom=symptom,
                certainty=Certainty.LIMITED,
                certainty_reason="An example.",
                population=f"group {m}",
                wording=self.cited(n + m),
                position=m,
            )
        return nutrient

    def _foods(self, count: int) -> list[Any]:
        release = make_release()
        amounts = {nutrient.sr_number: ("1.5", "mg") for nutrient in self.nutrients}
        foods = []
        for n in range(count):
            row = make_release_food(number=str(n), description=f"Food {n}, raw", release=release, amounts=amounts)
            food = make_food(
                name=f"Food {n}",
                sources=[row],
                portions=[("1 plate", "200"), ("2 plates", "400")],
                summary=self.cited(n),
                image=self.image,
                alt="A food.",
            )
            self.drafts.append(food)
            foods.append(food)
        return foods

    def _article(self, title: str, others: list[Article]) -> Article:
        article = self._add(Article(title=title, summary=self.cited(0)))
        ArticleAuthor.objects.create(article=article, person=self.ada)
        for n in range(5):
            KeyPoint.objects.create(article=article, text=self.cited(n), position=n)
        for n in range(6):
            text = self.rich(n, *others, *self.nutrients, *self.symptoms)
            RichText.objects.create(parent=article, region="body", ordering=n, text=text)
        table = ComparisonTable.objects.create(parent=article, region="body", ordering=10, caption="Compared")
        table.nutrients.set(self.nutrients)
        Figure.objects.create(
            parent=article, region="body", ordering=12, image=self.image, alt="A picture.", caption=self.cited(3)
        )
        FoodSources.objects.create(
            parent=article, region="body", ordering=14, nutrient=self.nutrients[0], heading="Foods", rows=10
        )
        CareCards.objects.create(parent=article, region="body", ordering=16)
        article.symptoms.set(self.symptoms)
        FAQGroup.objects.create(parent=article, region="body", ordering=20)
        for position, faq in enumerate(self.faqs):
            FAQChoice.objects.create(article=article, faq=faq, position=position)
        return article


def an_image(editor: User) -> Image:
    made = Image(sha256="0" * 64, upload_sha256="0" * 64, format=Image.Format.WEBP, width=400, height=300, bytes=1)
    made.title, made.credit, made.licence = "A picture", "Photo: Ada Adeyemi", "own work"
    made.uploaded_by, made.uploaded_at = editor, clock.now()
    made.save()
    return made


def queries() -> dict[str, int]:
    counts = {}
    for path in PATHS:
        with only_public_tables() as seen:
            response = Client().get(path)
        assert response.status_code == (404 if path == NOWHERE else 200)
        counts[path] = len(seen)
    return counts


@pytest.mark.once
@pytest.mark.parametrize("scale", [1, 2])
def test_no_public_page_asks_more_than_six_times(scale: int) -> None:
    Guide(scale=scale)

    counts = queries()

    assert {path: count for path, count in counts.items() if count > BUDGET} == {}


@pytest.mark.once
def test_a_page_that_names_what_is_gone_or_merged_asks_no_more_than_six_times() -> None:
    guide = Guide(scale=1)
    ada = make_user()
    withdraw(guide.faqs[0].item, by=ada, reason="Wrong.")
    for merged, survivor in [(guide.sources[1], guide.sources[2]), (guide.nutrients[1], guide.nutrients[2])]:
        withdraw(merged.item, by=ada, reason="Double.")
        merge(merged.item, into=survivor.item, by=ada, reason="Double.")

    counts = queries()

    assert {path: count for path, count in counts.items() if count > BUDGET} == {}


@pytest.mark.on_postgresql
def test_no_page_hangs_on_statistics_of_empty_tables() -> None:
    """As after a mass import: whatever the database remembers of its tables, no page may need a minute."""
    with transaction.atomic():
        Guide(scale=2)
        transaction.set_rollback(True)
    run("ANALYZE")
    Guide(scale=2)
    try:
        if connection.vendor == "postgresql":
            run("SET LOCAL statement_timeout = '5s'")

        counts = queries()
    finally:
        # What is remembered outlives the test.
        run("ANALYZE")

    assert {path: count for path, count in counts.items() if count > BUDGET} == {}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
