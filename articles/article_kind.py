"""The kind "article": its draft rows to a document and back, what it includes, and what refuses publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from content_editor.contents import contents_for_item

from articles.article_page import compose
from articles.documents import ArticleDocument, Block, ComparisonBlock, FAQGroupBlock, TextBlock
from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    ArticleBlock,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    KeyPoint,
    Policy,
    RichText,
)
from nutrients.models import Nutrient
from publishing.kinds import Card, Content, Mention
from publishing.models import Item, Person
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.cited_kind import CitedKind, empty
from references.marks import plain_text

BLOCKS: list[Any] = [RichText, ComparisonTable, FAQGroup]


class ArticleKind(CitedKind):
    name = "article"
    label = "Article"
    prefix = "/articles/"
    draft_model = Article
    document_type = ArticleDocument
    template = "articles/article_detail.html"

    def build(self, draft: Article) -> ArticleDocument:
        authors = draft.article_authors.order_by("position", "id")
        faqs = draft.faq_choices.order_by("position", "id")
        return ArticleDocument(
            title=draft.title,
            slug=draft.slug,
            summary=draft.summary,
            authors=tuple(authors.values_list("person__item_id", flat=True)),
            key_points=tuple(draft.key_points.order_by("position", "id").values_list("text", flat=True)),
            blocks=tuple(frozen_block(row) for row in contents_for_item(draft, BLOCKS)["body"]),
            faqs=tuple(faqs.values_list("faq__item_id", flat=True)),
            disclaimer=Policy.objects.filter(slug=Policy.Key.DISCLAIMER).values_list("item_id", flat=True).first(),
        )

    def restore(self, document: ArticleDocument, draft: Article) -> None:
        draft.title, draft.slug, draft.summary = document.title, document.slug, document.summary
        draft.save()
        draft.article_authors.all().delete()
        people = {person.item_id: person for person in Person.objects.filter(item__in=document.authors)}
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=draft, person=people[author], position=position)
            for position, author in enumerate(document.authors)
        )
        draft.key_points.all().delete()
        KeyPoint.objects.bulk_create(
            KeyPoint(article=draft, text=text, position=position) for position, text in enumerate(document.key_points)
        )
        draft.faq_choices.all().delete()
        faqs = {faq.item_id: faq for faq in FAQ.objects.filter(item__in=document.faqs)}
        FAQChoice.objects.bulk_create(
            FAQChoice(article=draft, faq=faqs[faq], position=position) for position, faq in enumerate(document.faqs)
        )
        for model in BLOCKS:
            model.objects.filter(parent=draft).delete()
        for number, block in enumerate(document.blocks, start=1):
            thaw_block(block, draft, ordering=number * 10)

    def card(self, document: ArticleDocument) -> Card:
        return Card(title=document.title, path=self.path(document.slug), summary=plain_text(document.summary))

    def passages(self, document: ArticleDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        for number, text in enumerate(document.key_points, start=1):
            yield f"Key point {number}", text
        for number, block in enumerate(document.blocks, start=1):
            if isinstance(block, TextBlock):
                yield f"Block {number}", block.text

    def mentions(self, document: ArticleDocument) -> Iterable[Mention]:
        yield from super().mentions(document)
        for author in document.authors:
            yield Mention(target=author, role="author", place="Authors")
        for number, block in enumerate(document.blocks, start=1):
            if isinstance(block, ComparisonBlock):
                for nutrient in block.nutrients:
                    yield Mention(target=nutrient, role="compares", place=f"Block {number}")
        for faq in document.faqs:
            yield Mention(target=faq, role="answers", place="FAQs")
        if document.disclaimer is not None:
            yield Mention(target=document.disclaimer, role="disclaimer", place="Disclaimer")

    def problems(self, document: ArticleDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="two or three sentences that answer the title")
        if not any(isinstance(block, TextBlock) and block.text.strip() for block in document.blocks):
            yield Problem(
                item_id=item.id, code="empty", place="Body", message="The article has no text yet. Add a text block."
            )
        if not document.authors:
            yield Problem(
                item_id=item.id,
                code="no-author",
                place="Authors",
                message="Name at least one author. A team, such as the editorial team, will do.",
            )
        if document.disclaimer is None:
            yield Problem(
                item_id=item.id,
                code="no-disclaimer",
                place="Disclaimer",
                message="The site has no medical disclaimer yet. Write it under Policy pages and publish it first.",
            )
        yield from self._block_problems(document, item)

    def _block_problems(self, document: ArticleDocument, item: Item) -> Iterator[Problem]:
        groups = 0
        for number, block in enumerate(document.blocks, start=1):
            place = f"Block {number}"
            groups += isinstance(block, FAQGroupBlock)
            if isinstance(block, ComparisonBlock) and not block.nutrients:
                yield Problem(
                    item_id=item.id, code="empty", place=place, message="Choose the nutrients that the table compares."
                )
            if isinstance(block, FAQGroupBlock) and not document.faqs:
                yield Problem(
                    item_id=item.id, code="empty", place=place, message="Choose the FAQs that stand here, or remove it."
                )
        if document.faqs and groups != 1:
            yield Problem(
                item_id=item.id,
                code="faq-group",
                place="FAQs",
                message=f"The FAQs need exactly one FAQ group in the body; there are {groups}.",
            )

    def page(self, live: Live, moment: Moment) -> Content:
        return compose(live, moment)


def frozen_block(row: ArticleBlock) -> Block:
    if isinstance(row, RichText):
        return TextBlock(text=row.text)
    if isinstance(row, ComparisonTable):
        chosen = row.nutrients.order_by("name", "id").values_list("item_id", flat=True)
        return ComparisonBlock(caption=row.caption, nutrients=tuple(chosen))
    return FAQGroupBlock(heading=row.heading)


def thaw_block(block: Block, article: Article, *, ordering: int) -> None:
    place = {"parent": article, "region": "body", "ordering": ordering}
    if isinstance(block, TextBlock):
        RichText.objects.create(text=block.text, **place)
    elif isinstance(block, ComparisonBlock):
        table = ComparisonTable.objects.create(caption=block.caption, **place)
        table.nutrients.set(Nutrient.objects.filter(item__in=block.nutrients))
    else:
        FAQGroup.objects.create(heading=block.heading, **place)
