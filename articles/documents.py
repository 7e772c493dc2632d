"""The documents of articles, FAQs and policy pages: their own text, and the identity of what they include."""

from __future__ import annotations

from uuid import UUID

import msgspec

from publishing.documents import Document


class TextBlock(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="text"):
    text: str

    template = "articles/_text_block.html"


class ComparisonBlock(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="comparison"):
    caption: str
    nutrients: tuple[UUID, ...] = ()

    template = "articles/_comparison_block.html"


class FAQGroupBlock(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="faqs"):
    heading: str

    template = "articles/_faq_group_block.html"


Block = TextBlock | ComparisonBlock | FAQGroupBlock


class ArticleDocument(Document, frozen=True, kw_only=True):
    title: str
    slug: str
    summary: str = ""
    authors: tuple[UUID, ...] = ()
    key_points: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    faqs: tuple[UUID, ...] = ()
    disclaimer: UUID | None = None


class FAQDocument(Document, frozen=True, kw_only=True):
    question: str
    slug: str
    short_answer: str = ""
    long_answer: str = ""


class PolicyDocument(Document, frozen=True, kw_only=True):
    title: str
    slug: str
    body: str = ""
