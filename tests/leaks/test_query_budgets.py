"""How often a public page asks the database: at most six times, however much stands on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    KeyPoint,
    Policy,
    RichText,
)
from nutrients.models import CareCard, Certainty, DeficiencyLink, Nutrient, Symptom
from publishing.models import Draft, Person
from publishing.reviews import record_review
from publishing.workflow import publish
from references.models import Reference
from tests.factories import make_user
from tests.leaks.public_tables import only_public_tables

pytestmark = pytest.mark.django_db

BUDGET = 6
PATHS = [
    "/",
    "/articles/",
    "/nutrients/",
    "/symptoms/",
    "/faq/",
    "/references/",
    "/articles/weak-legs/",
    "/nutrients/nutrient-0/",
    "/symptoms/symptom-0/",
    "/references/source-0/",
    "/people/ada-adeyemi/",
    "/people/ravi-rao/",
    "/disclaimer/",
    "/no-such-page/",
]


class Guide:
    """A reviewed article as long as a real one, times `scale`, with all that it includes, cites and links to."""

    def __init__(self, *, scale: int) -> None:
        self.drafts: list[Draft] = []
        self.ada = self._add(Person(name="Ada Adeyemi", disclosure="None."))
        self.ravi = self._add(Person(name="Ravi Rao", credentials="MD", disclosure="None."))
        self.sources = [self._add(Reference(title=f"Source {n}", slug=f"source-{n}")) for n in range(12 * scale)]
        self.symptoms = [self._symptom(n) for n in range(5 * scale)]
        self.nutrients = [self._nutrient(n, statements=3 * scale) for n in range(8 * scale)]
        self.faqs = [
            self._add(FAQ(question=f"Question {n}?", short_answer=self.cited(n), long_answer=self.rich(n)))
            for n in range(7 * scale)
        ]
        for key in Policy.Key.values:
            self._add(Policy(slug=key, title=f"About {key}", body=self.rich(0)))
        self.others = [self._article(f"Other {n}", []) for n in range(3 * scale)]
        self.article = self._article("Weak legs", self.others)
        ada = make_user()
        publish([draft.item for draft in self.drafts], by=ada)
        record_review(self.article.item, reviewer=self.ravi.item, scope="The whole page.", by=ada)
        with connection.cursor() as cursor:
            # What the planner remembers of tables that earlier tests left empty misleads it by minutes.
            cursor.execute("ANALYZE")

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
            )
        )
        for m in range(statements):
            symptom = self.symptoms[(n + m) % len(self.symptoms)]
            DeficiencyLink.objects.create(
                nutrient=nutrient,
                symptom=symptom,
                certainty=Certainty.LIMITED,
                population=f"group {m}",
                wording=self.cited(n + m),
                position=m,
            )
        return nutrient

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
        FAQGroup.objects.create(parent=article, region="body", ordering=20)
        for position, faq in enumerate(self.faqs):
            FAQChoice.objects.create(article=article, faq=faq, position=position)
        return article


def queries() -> dict[str, int]:
    counts = {}
    for path in PATHS:
        with only_public_tables() as seen:
            Client().get(path)
        counts[path] = len(seen)
    return counts


@pytest.mark.parametrize("scale", [1, 2])
def test_no_public_page_asks_more_than_six_times(scale: int) -> None:
    Guide(scale=scale)

    counts = queries()

    assert {path: count for path, count in counts.items() if count > BUDGET} == {}
