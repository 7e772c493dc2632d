"""The documents of articles, FAQs and policy pages: their own text, and the identity of what they include."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from publishing.documents import Document, Part
from publishing.images import ImageUse

Column = Literal["function", "signs", "food_sources"]


class TextBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="text"):
    text: str

    template = "articles/_text_block.html"


class ComparisonBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="comparison"):
    caption: str
    nutrients: tuple[UUID, ...] = ()
    columns: tuple[Column, ...] = ("function", "signs", "food_sources")
    symptoms: tuple[UUID, ...] = ()
    """Only signs of these are shown; all of them when it is empty."""

    template = "articles/_comparison_block.html"


class FigureBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="figure"):
    image: ImageUse | None = None
    caption: str = ""

    template = "articles/_figure_block.html"


class FoodSourcesBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="food-sources"):
    nutrient: UUID | None = None
    heading: str = ""
    rows: int = 10

    template = "articles/_food_sources_block.html"


class CareCardsBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="care-cards"):
    heading: str

    template = "articles/_care_cards_block.html"


class FAQGroupBlock(Part, frozen=True, kw_only=True, tag_field="type", tag="faqs"):
    heading: str

    template = "articles/_faq_group_block.html"


Block = TextBlock | ComparisonBlock | FigureBlock | FoodSourcesBlock | CareCardsBlock | FAQGroupBlock


class ArticleDocument(Document, frozen=True, kw_only=True):
    title: str
    slug: str
    summary: str = ""
    authors: tuple[UUID, ...] = ()
    key_points: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    faqs: tuple[UUID, ...] = ()
    symptoms: tuple[UUID, ...] = ()
    disclaimer: UUID | None = None
    anchors: tuple[tuple[str, str], ...] = ()
    """(words, anchor) of every heading in the text blocks, in order."""
    doses: tuple[UUID, ...] = ()
    """Nutrients of whose doses or supplements the text speaks."""


class FAQDocument(Document, frozen=True, kw_only=True):
    question: str
    slug: str
    short_answer: str = ""
    long_answer: str = ""
    doses: tuple[UUID, ...] = ()
    """Nutrients of whose doses or supplements the answers speak."""


class PolicyDocument(Document, frozen=True, kw_only=True):
    title: str
    slug: str
    body: str = ""
