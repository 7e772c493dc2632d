"""An article's page: its own text, and what it includes filled in from the live editions of the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from articles.documents import (
    ArticleDocument,
    Block,
    CareCardsBlock,
    ComparisonBlock,
    FAQGroupBlock,
    FigureBlock,
    FoodSourcesBlock,
    TextBlock,
)
from articles.kinds import ShownFAQ
from articles.related import related_articles
from nutrients.care import ShownCareCard, shown_care_cards
from nutrients.documents import NutrientDocument
from nutrients.dose_guard import guarded
from nutrients.kinds import ShownStatement, shown_statement
from nutrients.rich_foods import RichFood, foods_rich_in_each
from publishing.images import Picture, picture
from publishing.kinds import Card, Content
from publishing.moment import Live, Moment
from references.citations import Passage, Passages
from references.headings import headings

COLUMNS = {"function": "Key function", "signs": "Signs", "food_sources": "Food sources"}
# As wide as the text: 42 times the base size of 18 pixels.
FIGURE_SIZES = "(min-width: 48rem) 42rem, 100vw"
CARE_HEADING = "When to get help"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One nutrient of a comparison table."""

    card: Card
    function: Passage
    signs: list[ShownStatement]
    more_signs: int
    """How many others its own page tells."""
    food_sources: Passage


@dataclass(frozen=True, kw_only=True)
class ShownBlock:
    template: str
    anchor: str = ""
    heading: str = ""
    text: Passage | None = None
    rows: Sequence[Row] = ()
    columns: Sequence[tuple[str, str]] = ()
    """(name, heading) of the table's columns that hold anything."""
    subject: str = ""
    """The nutrient whose foods are listed."""
    foods: Sequence[RichFood] = ()
    picture: Picture | None = None
    faqs: Sequence[ShownFAQ] = ()
    cards: Sequence[ShownCareCard] = ()


class Composer:
    """Adds an article's passages in display order, which is what their numbers follow."""

    def __init__(self, document: ArticleDocument, moment: Moment) -> None:
        self.document = document
        self.passages = Passages(moment)
        self.included = included_in(document, moment)
        self._anchors = [anchor for _, anchor in document.anchors]
        self._cards_are_shown = False

    def block(self, block: Block) -> ShownBlock:
        if isinstance(block, TextBlock):
            return self._text(block)
        if isinstance(block, ComparisonBlock):
            return self._comparison(block)
        if isinstance(block, FigureBlock):
            shown = picture(block.image, sizes=FIGURE_SIZES) if block.image else None
            return ShownBlock(template=block.template, picture=shown, text=self.passages.add(block.caption))
        if isinstance(block, FoodSourcesBlock):
            return self._food_sources(block)
        if isinstance(block, CareCardsBlock):
            return self.care_cards(block.heading, template=block.template)
        assert isinstance(block, FAQGroupBlock)
        faqs = [ShownFAQ(self.included[faq], self.passages) for faq in self.document.faqs if faq in self.included]
        return ShownBlock(template=block.template, heading=block.heading, anchor="faqs", faqs=faqs)

    def _text(self, block: TextBlock) -> ShownBlock:
        count = len(headings(block.text))
        anchors, self._anchors = self._anchors[:count], self._anchors[count:]
        return ShownBlock(template=block.template, text=self.passages.add(block.text, anchors=anchors))

    def _comparison(self, block: ComparisonBlock) -> ShownBlock:
        rows = [
            self._row(self.included[nutrient], block.symptoms)
            for nutrient in block.nutrients
            if nutrient in self.included
        ]
        filled = [column for column in block.columns if any(getattr(row, column) for row in rows)]
        columns = [(column, COLUMNS[column]) for column in filled]
        return ShownBlock(template=block.template, heading=block.caption, rows=rows, columns=columns)

    def _row(self, nutrient: Live, only: Sequence[UUID]) -> Row:
        document: NutrientDocument = nutrient.document
        known = [statement for statement in document.statements if statement.symptom in self.included]
        wanted = [statement for statement in known if not only or statement.symptom in only]
        return Row(
            card=nutrient.card,
            function=self.passages.add(document.function),
            signs=[
                shown_statement(self.included[statement.symptom].card, statement, self.passages) for statement in wanted
            ],
            more_signs=len(known) - len(wanted),
            food_sources=self.passages.add(document.food_sources),
        )

    def _food_sources(self, block: FoodSourcesBlock) -> ShownBlock:
        nutrient = self.included.get(block.nutrient) if block.nutrient else None
        subject = nutrient.card.title if nutrient else ""
        return ShownBlock(
            template=block.template, heading=block.heading, subject=subject, foods=self._foods.get(block, [])
        )

    @cached_property
    def _foods(self) -> dict[FoodSourcesBlock, list[RichFood]]:
        """The foods of every table of food sources, read together."""
        asked = [block for block in self.document.blocks if isinstance(block, FoodSourcesBlock)]
        wanted = {block: self.included[block.nutrient] for block in asked if block.nutrient in self.included}
        found = foods_rich_in_each([(live, block.rows) for block, live in wanted.items()], self.passages.moment)
        return dict(zip(wanted, found, strict=True))

    def care_cards(self, heading: str, *, template: str = CareCardsBlock.template) -> ShownBlock:
        symptoms = [self.included[symptom] for symptom in self.document.symptoms if symptom in self.included]
        cards = [card for symptom in symptoms for card in symptom.document.care_cards]
        shown = shown_care_cards(cards, self.passages)
        return ShownBlock(template=template, heading=heading, anchor="care", cards=shown)


def compose(live: Live, moment: Moment) -> Content:
    document: ArticleDocument = live.document
    composer = Composer(document, moment)
    passages, included = composer.passages, composer.included
    context: dict[str, Any] = {
        "article": document,
        "authors": [included[author] for author in document.authors if author in included],
        "summary": passages.add(document.summary),
        "key_points": [passages.add(text) for text in document.key_points],
    }
    # Where no block places the care cards, they come before the text: help first, then diet.
    if document.symptoms and not any(isinstance(block, CareCardsBlock) for block in document.blocks):
        context["care"] = composer.care_cards(CARE_HEADING)
    blocks = context["blocks"] = [composer.block(block) for block in document.blocks]
    context["guarded"] = guarded(nutrients_dosed(document, included), passages)
    disclaimer = included.get(document.disclaimer) if document.disclaimer else None
    if disclaimer is not None:
        context["disclaimer"] = disclaimer
        context["disclaimer_text"] = passages.add(disclaimer.document.body)
    context["bibliography"] = passages.settle()
    context["reading_minutes"] = passages.reading_minutes()
    sources = [{"anchor": "references", "title": "References"}] if context["bibliography"] else []
    guard = [{"anchor": "doses", "title": "Before you take a supplement"}] if context["guarded"] else []
    context["contents"] = contents_of(blocks) + guard + sources
    context["related"] = related_articles(live, [*document.symptoms, *nutrients_in(document)], moment)
    return Content(context=context, includes=list(included.values()))


def nutrients_in(document: ArticleDocument) -> list[UUID]:
    tables = [block for block in document.blocks if isinstance(block, ComparisonBlock)]
    return list(dict.fromkeys(nutrient for table in tables for nutrient in table.nutrients))


def nutrients_dosed(document: ArticleDocument, included: dict[UUID, Live]) -> list[Live]:
    """Of whose doses or supplements the page speaks, in its own text and in the answers on it."""
    answers = [included[faq].document.doses for faq in document.faqs if faq in included]
    wanted = dict.fromkeys([*document.doses, *(nutrient for doses in answers for nutrient in doses)])
    return [included[nutrient] for nutrient in wanted if nutrient in included]


def included_in(document: ArticleDocument, moment: Moment) -> dict[UUID, Live]:
    """Everything whose text the page shows: what it names, and the symptoms that its tables name."""
    nutrients = nutrients_in(document)
    listed = [block.nutrient for block in document.blocks if isinstance(block, FoodSourcesBlock) and block.nutrient]
    named = [*document.authors, *nutrients, *listed, *document.faqs, *document.symptoms]
    named += [document.disclaimer] if document.disclaimer else []
    named += document.doses
    moment.load(named)
    named += [nutrient for faq in moment.among(document.faqs) for nutrient in faq.document.doses]
    moment.load(named)
    tables: list[NutrientDocument] = [found.document for found in moment.among(nutrients)]
    symptoms = [statement.symptom for nutrient in tables for statement in nutrient.statements]
    moment.load(symptoms)
    wanted = dict.fromkeys([*named, *symptoms])
    return {item_id: found for item_id in wanted if (found := moment.get(item_id)) is not None}


def contents_of(blocks: Sequence[ShownBlock]) -> list[dict[str, str]]:
    """The page's main headings, each with its anchor."""
    found: list[dict[str, str]] = []
    for block in blocks:
        if block.text is not None and block.picture is None:
            found += [{"anchor": h.anchor, "title": h.text} for h in block.text.headings if h.level == 2]
        elif block.anchor and (block.faqs or block.cards):
            found.append({"anchor": block.anchor, "title": block.heading})
    return found
