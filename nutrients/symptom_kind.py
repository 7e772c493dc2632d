"""The kind "symptom": how symptoms are frozen, checked and shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from nutrients.asked import slug_of
from nutrients.care import missed_care_problems, shown_care_cards
from nutrients.documents import CareCardText, Statement, SymptomDocument
from nutrients.evidence import Mark
from nutrients.graph_checks import graph_problems
from nutrients.models import CareCard, Symptom
from nutrients.other_names import lines
from nutrients.statements import STATEMENT, anchor_of, named_in, shown_statement
from publishing.kinds import Card, Content
from publishing.models import Edition, Item
from publishing.moment import Incoming, Live, Moment
from publishing.problems import Problem
from references.citations import Passages
from references.cited_kind import CitedKind, empty
from references.marks import plain_text

OWN_TEXT = ("name", "slug", "summary", "body", "body_area", "other_causes")


class SymptomKind(CitedKind):
    name = "symptom"
    label = "Symptom"
    prefix = "/symptoms/"
    draft_model = Symptom
    document_type = SymptomDocument
    template = "nutrients/symptom_detail.html"
    awaits_review = True

    def build(self, draft: Symptom) -> SymptomDocument:
        return SymptomDocument(
            **{name: getattr(draft, name) for name in OWN_TEXT},
            other_names=lines(draft.other_names),
            care_cards=tuple(
                CareCardText(urgency=card.urgency, heading=card.heading, body=card.body)
                for card in draft.care_cards.order_by("position", "id")
            ),
        )

    def restore(self, document: SymptomDocument, draft: Symptom) -> None:
        for name in OWN_TEXT:
            setattr(draft, name, getattr(document, name))
        draft.other_names = "\n".join(document.other_names)
        draft.save()
        draft.care_cards.all().delete()
        CareCard.objects.bulk_create(
            CareCard(symptom=draft, urgency=card.urgency, heading=card.heading, body=card.body, position=position)
            for position, card in enumerate(document.care_cards)
        )

    def card(self, document: SymptomDocument) -> Card:
        return Card(
            title=document.name,
            path=self.path(document.slug),
            aliases=document.other_names,
            summary=plain_text(document.summary),
        )

    def also_on(self, edition: Edition) -> Iterable[str]:
        return ("/evidence/", f"/symptoms/explore/?symptom={slug_of(edition)}")

    def passages(self, document: SymptomDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        for number, card in enumerate(document.care_cards, start=1):
            yield f"Care card {number}", card.body
        yield "Body", document.body
        yield "Other causes", document.other_causes

    def problems(self, document: SymptomDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="one or two sentences that stand for the page")
        yield from graph_problems(self.passages(document), item, moment)
        if not document.care_cards:
            yield from missed_care_problems(item, moment)

    def help_words(self, document: SymptomDocument) -> object:
        return document.care_cards

    def months_between_reviews(self, document: SymptomDocument) -> int:
        # It tells people when to get help.
        return 12 if document.care_cards else 24

    def page(self, live: Live, moment: Moment) -> Content:
        document: SymptomDocument = live.document
        incoming = moment.incoming(live.item_id)
        # Alphabetical, as incoming() gives them: a ranking would read as a likelihood.
        said = [(one.card, _statement_of(one, live.item_id)) for one in incoming if one.role == STATEMENT]
        passages = Passages(moment)
        context: dict[str, Any] = {
            "symptom": document,
            "body_area": str(Symptom.BodyArea(document.body_area).label) if document.body_area else "",
            "summary": passages.add(document.summary),
            "care_cards": shown_care_cards(document.care_cards, passages),
            "body": passages.add(document.body),
            "other_causes": passages.add(document.other_causes),
            "marks": [
                Mark.of(statement, at=f"#{anchor_of(number)}", nutrient=nutrient, symptom=live.card)
                for number, (nutrient, statement) in enumerate(said, start=1)
            ],
            "statements": [
                shown_statement(nutrient, statement, passages, anchor=anchor_of(number))
                for number, (nutrient, statement) in enumerate(said, start=1)
            ],
        }
        context["bibliography"] = passages.settle()
        context["mentioned_by"] = named_in(incoming, kind="article")
        return Content(context=context)


def _statement_of(said: Incoming, symptom: UUID) -> Statement:
    return Statement(symptom=symptom, **said.excerpt)
