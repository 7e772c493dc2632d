"""The kinds "faq" and "policy": short cited texts with fixed places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from articles.documents import FAQDocument, PolicyDocument
from articles.models import FAQ, Policy
from nutrients.dose_guard import DOSES, dosed, guard_problems, guarded
from nutrients.graph_checks import graph_problems
from publishing.kinds import Card, Content, Mention
from publishing.models import Item
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.citations import PAGE_IDS, Passage, Passages
from references.cited_kind import CitedKind, empty
from references.claim_kinds import ClaimKind
from references.marks import plain_text

NO_DOSES: Mapping[UUID, Card] = {}


def shown_faqs(faqs: Sequence[Live], moment: Moment) -> dict[str, Any]:
    """Questions and answers, what stands beside the doses that they speak of, and the sources of both."""
    wanted = dict.fromkeys(nutrient for faq in faqs for nutrient in faq.document.doses)
    moment.load(wanted)
    found = {nutrient: live for nutrient in wanted if (live := moment.get(nutrient)) is not None}
    cards = {nutrient: live.card for nutrient, live in found.items()}
    passages = Passages(moment)
    shown = [ShownFAQ(faq, passages, doses=cards) for faq in faqs]
    in_order = sorted(found.values(), key=lambda live: live.card.title.casefold())
    return {"faqs": shown, "guarded": guarded(in_order, passages), "bibliography": passages.settle()}


class ShownFAQ:
    """A question with its answers, each in its place of the page's numbering."""

    def __init__(self, live: Live, passages: Passages, *, doses: Mapping[UUID, Card] = NO_DOSES) -> None:
        """`doses` has the cards of nutrients whose limits stand below all answers; an article tells of them itself."""
        document: FAQDocument = live.document
        self.doses = [doses[nutrient] for nutrient in document.doses if nutrient in doses]
        self.question, self.anchor = document.question, passages.reserve(document.slug)
        self.short_answer: Passage = passages.add(document.short_answer)
        self.long_answer: Passage = passages.add(document.long_answer)


class FAQKind(CitedKind):
    name = "faq"
    label = "FAQ"
    prefix = "/faq/#"
    draft_model = FAQ
    document_type = FAQDocument
    # The public markup stands on the hub only; this is what a preview shows of it.
    template = "articles/faq_list.html"
    includes = (DOSES,)
    awaits_review = True

    def path(self, slug: str) -> str:
        return f"{self.prefix}{slug}"

    def build(self, draft: FAQ) -> FAQDocument:
        document = FAQDocument(
            question=draft.question, slug=draft.slug, short_answer=draft.short_answer, long_answer=draft.long_answer
        )
        return replace(document, doses=dosed(self.passages(document)))

    def restore(self, document: FAQDocument, draft: FAQ) -> None:
        draft.question, draft.slug = document.question, document.slug
        draft.short_answer, draft.long_answer = document.short_answer, document.long_answer
        draft.save()

    def card(self, document: FAQDocument) -> Card:
        return Card(title=document.question, path=self.path(document.slug), summary=plain_text(document.short_answer))

    def passages(self, document: FAQDocument) -> Iterator[tuple[str, str]]:
        yield "Short answer", document.short_answer
        yield "Long answer", document.long_answer

    def mentions(self, document: FAQDocument) -> Iterable[Mention]:
        yield from super().mentions(document)
        for nutrient in document.doses:
            yield Mention(target=nutrient, role=DOSES, place="Doses")

    def problems(self, document: FAQDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        if not document.question.strip():
            yield Problem(
                item_id=item.id,
                code="no-question",
                place="Question",
                message="This answer has no question. Write the question that it answers.",
            )
        if document.slug in PAGE_IDS:
            yield Problem(
                item_id=item.id,
                code="bad-address",
                place="Address",
                message=f"“{document.slug}” marks another part of a page. Choose another address.",
            )
        yield from empty(document.short_answer, item, place="Short answer", says="one or two sentences that answer")
        yield from guard_problems(moment.among(document.doses), item)
        yield from graph_problems(self.passages(document), item, moment)

    def page(self, live: Live, moment: Moment) -> Content:
        context = shown_faqs([live], moment)
        return Content(context=context, includes=list(moment.among(live.document.doses)))


class PolicyKind(CitedKind):
    name = "policy"
    label = "Policy page"
    prefix = "/"
    draft_model = Policy
    document_type = PolicyDocument
    template = "articles/policy_detail.html"
    # The site speaks of itself here; only figures can be looked up.
    gated = (ClaimKind.QUANTITY,)

    def build(self, draft: Policy) -> PolicyDocument:
        return PolicyDocument(title=draft.title, slug=draft.slug, body=draft.body)

    def restore(self, document: PolicyDocument, draft: Policy) -> None:
        draft.title, draft.slug, draft.body = document.title, document.slug, document.body
        draft.save()

    def card(self, document: PolicyDocument) -> Card:
        return Card(title=document.title, path=self.path(document.slug), summary=plain_text(document.body)[:300])

    def passages(self, document: PolicyDocument) -> Iterator[tuple[str, str]]:
        yield "Body", document.body

    def problems(self, document: PolicyDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.body, item, place="Body", says="the policy")

    def page(self, live: Live, moment: Moment) -> Content:
        passages = Passages(moment)
        context = {"policy": live.document, "body": passages.add(live.document.body)}
        return Content(context={**context, "bibliography": passages.settle()})
