"""The kind "article": its draft rows to a document and back, what it includes, and what refuses publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from articles.article_page import compose
from articles.article_safety import care_problems
from articles.blocks import frozen_blocks, in_order, restore_blocks
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
from articles.models import FAQ, Article, ArticleAuthor, FAQChoice, KeyPoint, Policy
from articles.to_do import to_do_problems
from nutrients.care import ABOUT
from nutrients.dose_guard import DOSES, dosed, guard_problems
from nutrients.graph_checks import graph_problems
from nutrients.models import Symptom
from publishing.images import image_problems
from publishing.kinds import Card, Content, Mention
from publishing.models import Edition, Item, Person
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.cited_kind import CitedKind, empty
from references.headings import headings, kept_anchors
from references.marks import plain_text
from references.richtext import shows_something


class ArticleKind(CitedKind):
    name = "article"
    label = "Article"
    prefix = "/articles/"
    draft_model = Article
    document_type = ArticleDocument
    template = "articles/article_detail.html"
    awaits_review = True
    includes = ("author", ABOUT, "compares", "answers", "disclaimer", DOSES)

    def build(self, draft: Article) -> ArticleDocument:
        authors = draft.article_authors.order_by("position", "id")
        faqs = draft.faq_choices.order_by("position", "id")
        blocks = frozen_blocks(draft)
        document = ArticleDocument(
            title=draft.title,
            slug=draft.slug,
            summary=draft.summary,
            authors=tuple(authors.values_list("person__item_id", flat=True)),
            key_points=tuple(draft.key_points.order_by("position", "id").values_list("text", flat=True)),
            blocks=blocks,
            faqs=tuple(faqs.values_list("faq__item_id", flat=True)),
            symptoms=tuple(in_order(draft.symptoms.through, article=draft).values_list("symptom__item_id", flat=True)),
            disclaimer=Policy.objects.filter(slug=Policy.Key.DISCLAIMER).values_list("item_id", flat=True).first(),
            anchors=anchors_of(blocks, before=[(words, anchor) for words, anchor in draft.heading_anchors]),
        )
        return replace(document, doses=dosed(self.passages(document)))

    def restore(self, document: ArticleDocument, draft: Article) -> None:
        draft.title, draft.slug, draft.summary = document.title, document.slug, document.summary
        draft.heading_anchors = [list(pair) for pair in document.anchors]
        draft.save()
        draft.symptoms.clear()
        symptoms = {symptom.item_id: symptom for symptom in Symptom.objects.filter(item__in=document.symptoms)}
        for symptom in document.symptoms:
            draft.symptoms.add(symptoms[symptom])
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
        restore_blocks(document.blocks, draft)

    def project(self, edition: Edition, document: ArticleDocument) -> None:
        # The draft remembers what is public now, so that the next rewording keeps these anchors.
        anchors = [list(pair) for pair in document.anchors]
        Article.objects.filter(item_id=edition.item_id).update(heading_anchors=anchors)

    def card(self, document: ArticleDocument) -> Card:
        return Card(title=document.title, path=self.path(document.slug), summary=plain_text(document.summary))

    def passages(self, document: ArticleDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        for number, text in enumerate(document.key_points, start=1):
            yield f"Key point {number}", text
        for number, block in enumerate(document.blocks, start=1):
            if isinstance(block, TextBlock):
                yield f"Block {number}", block.text
            elif isinstance(block, FigureBlock):
                yield f"Block {number}", block.caption

    def mentions(self, document: ArticleDocument) -> Iterable[Mention]:
        yield from super().mentions(document)
        for author in document.authors:
            yield Mention(target=author, role="author", place="Authors")
        for symptom in document.symptoms:
            yield Mention(target=symptom, role=ABOUT, place="Symptoms")
        for number, block in enumerate(document.blocks, start=1):
            if isinstance(block, ComparisonBlock):
                for nutrient in block.nutrients:
                    yield Mention(target=nutrient, role="compares", place=f"Block {number}")
                for symptom in block.symptoms:
                    yield Mention(target=symptom, role="signs", place=f"Block {number}")
            elif isinstance(block, FoodSourcesBlock) and block.nutrient is not None:
                yield Mention(target=block.nutrient, role="foods", place=f"Block {number}")
        for faq in document.faqs:
            yield Mention(target=faq, role="answers", place="FAQs")
        for nutrient in document.doses:
            yield Mention(target=nutrient, role=DOSES, place="Doses")
        if document.disclaimer is not None:
            yield Mention(target=document.disclaimer, role="disclaimer", place="Disclaimer")

    def problems(self, document: ArticleDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="two or three sentences that answer the title")
        if not any(isinstance(block, TextBlock) and shows_something(block.text) for block in document.blocks):
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
        yield from _block_problems(document, item)
        yield from care_problems(document, item, moment)
        yield from guard_problems(moment.among(document.doses), item)
        yield from graph_problems(self.passages(document), item, moment)
        yield from to_do_problems(item)

    def field_label(self, name: str) -> str:
        return "FAQs" if name == "faqs" else super().field_label(name)

    def months_between_reviews(self, document: ArticleDocument) -> int:
        # Articles about symptoms show their care cards.
        return 12 if document.symptoms else 24

    def page(self, live: Live, moment: Moment) -> Content:
        return compose(live, moment)


def anchors_of(blocks: Iterable[Block], *, before: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    words = [text for block in blocks if isinstance(block, TextBlock) for _, text in headings(block.text)]
    return tuple(zip(words, kept_anchors(words, before), strict=True))


def _block_problems(document: ArticleDocument, item: Item) -> Iterator[Problem]:
    for number, block in enumerate(document.blocks, start=1):
        message = _lacks(block, document)
        if message:
            yield Problem(item_id=item.id, code="empty", place=f"Block {number}", message=message)
        if isinstance(block, FigureBlock):
            yield from image_problems(block.image, item, place=f"Block {number}")
    groups = sum(isinstance(block, FAQGroupBlock) for block in document.blocks)
    if document.faqs and groups != 1:
        yield Problem(
            item_id=item.id,
            code="faq-group",
            place="FAQs",
            message=f"The FAQs need exactly one FAQ group in the body; there are {groups}.",
        )


def _lacks(block: Block, document: ArticleDocument) -> str:
    if isinstance(block, ComparisonBlock) and not (block.nutrients and block.columns and block.caption):
        return "Choose the nutrients that the table compares and at least one column, and write its caption."
    if isinstance(block, FoodSourcesBlock) and not (block.nutrient and block.heading):
        return "Choose the nutrient whose foods are listed, and write the heading."
    if isinstance(block, FigureBlock) and block.image is None:
        return "Choose the picture, or remove the figure."
    if isinstance(block, FAQGroupBlock) and not document.faqs:
        return "Choose the FAQs that stand here, or remove the group."
    if isinstance(block, CareCardsBlock) and not document.symptoms:
        return "Choose the symptoms that the article is about; their care cards stand here."
    return ""
