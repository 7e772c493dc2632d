"""An article's page: its own text, and what it includes filled in from the live editions of the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from articles.documents import ArticleDocument, Block, ComparisonBlock, FAQGroupBlock, TextBlock
from articles.kinds import ShownFAQ
from nutrients.documents import NutrientDocument
from nutrients.kinds import ShownStatement, shown_statement
from publishing.kinds import Card, Content
from publishing.moment import Live, Moment
from references.citations import Passage, Passages


@dataclass(frozen=True, kw_only=True)
class Row:
    """One nutrient of a comparison table."""

    card: Card
    function: Passage
    signs: list[ShownStatement]
    food_sources: Passage


@dataclass(frozen=True, kw_only=True)
class ShownBlock:
    template: str
    text: Passage | None = None
    caption: str = ""
    rows: list[Row] | None = None
    faqs: list[ShownFAQ] | None = None

    @property
    def has_functions(self) -> bool:
        return any(row.function for row in self.rows or ())

    @property
    def has_signs(self) -> bool:
        return any(row.signs for row in self.rows or ())

    @property
    def has_food_sources(self) -> bool:
        return any(row.food_sources for row in self.rows or ())

    @property
    def columns(self) -> list[str]:
        """Headings of the columns that hold anything, after the nutrient's."""
        shown = {
            "Key function": self.has_functions,
            "Signs": self.has_signs,
            "Food sources": self.has_food_sources,
        }
        return [label for label, is_shown in shown.items() if is_shown]


def compose(live: Live, moment: Moment) -> Content:
    document: ArticleDocument = live.document
    included = _included(document, moment)
    passages = Passages(moment)
    context: dict[str, Any] = {
        "article": document,
        "authors": [included[author] for author in document.authors if author in included],
        # In display order: the numbers of the citations follow it.
        "summary": passages.add(document.summary),
        "key_points": [passages.add(text) for text in document.key_points],
        "blocks": [_block(block, document, included, passages) for block in document.blocks],
    }
    disclaimer = included.get(document.disclaimer) if document.disclaimer else None
    if disclaimer is not None:
        context["disclaimer"] = disclaimer
        context["disclaimer_text"] = passages.add(disclaimer.document.body)
    context["bibliography"] = passages.settle()
    return Content(context=context, includes=list(included.values()))


def _included(document: ArticleDocument, moment: Moment) -> dict[UUID, Live]:
    """Everything whose text the page shows, read in two queries: what it names, and the symptoms of its tables."""
    nutrients = [nutrient for block in _tables(document) for nutrient in block.nutrients]
    named = [*document.authors, *nutrients, *document.faqs, *([document.disclaimer] if document.disclaimer else [])]
    moment.load(named)
    tables: list[NutrientDocument] = [found.document for found in moment.among(nutrients)]
    symptoms = [statement.symptom for nutrient in tables for statement in nutrient.statements]
    moment.load(symptoms)
    wanted = dict.fromkeys([*named, *symptoms])
    return {item_id: found for item_id in wanted if (found := moment.get(item_id)) is not None}


def _tables(document: ArticleDocument) -> list[ComparisonBlock]:
    return [block for block in document.blocks if isinstance(block, ComparisonBlock)]


def _block(block: Block, document: ArticleDocument, included: dict[UUID, Live], passages: Passages) -> ShownBlock:
    if isinstance(block, TextBlock):
        return ShownBlock(template=block.template, text=passages.add(block.text))
    if isinstance(block, ComparisonBlock):
        rows = [_row(included[nutrient], included, passages) for nutrient in block.nutrients if nutrient in included]
        return ShownBlock(template=block.template, caption=block.caption, rows=rows)
    assert isinstance(block, FAQGroupBlock)
    faqs = [ShownFAQ(included[faq], passages) for faq in document.faqs if faq in included]
    return ShownBlock(template=block.template, caption=block.heading, faqs=faqs)


def _row(nutrient: Live, included: dict[UUID, Live], passages: Passages) -> Row:
    document: NutrientDocument = nutrient.document
    return Row(
        card=nutrient.card,
        function=passages.add(document.function),
        signs=[
            shown_statement(included[statement.symptom].card, statement, passages)
            for statement in document.statements
            if statement.symptom in included
        ],
        food_sources=passages.add(document.food_sources),
    )
