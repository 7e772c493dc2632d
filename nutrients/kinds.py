"""The kinds "nutrient" and "symptom": how they are frozen, checked and shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nutrients.care import shown_care_cards
from nutrients.documents import CareCardText, NutrientDocument, Statement, SymptomDocument
from nutrients.models import CareCard, Certainty, DeficiencyLink, Nutrient, Symptom
from publishing.kinds import Card, Content, Mention
from publishing.models import Item
from publishing.moment import Incoming, Live, Moment
from publishing.problems import Problem
from references.citations import Passage, Passages, mentions_in
from references.cited_kind import CitedKind, empty
from references.marks import plain_text

STATEMENT = "deficiency"


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, kw_only=True)
class ShownStatement:
    """A deficiency link on a page: the other end's card and the wording in its place of the numbering."""

    other: Any
    direction: str
    population: str
    certainty: str
    certainty_reason: str
    wording: Passage


class NutrientKind(CitedKind):
    name = "nutrient"
    label = "Nutrient"
    prefix = "/nutrients/"
    draft_model = Nutrient
    document_type = NutrientDocument
    template = "nutrients/nutrient_detail.html"

    def build(self, draft: Nutrient) -> NutrientDocument:
        links = draft.deficiency_links.select_related("symptom").order_by("position", "id")
        return NutrientDocument(
            name=draft.name,
            slug=draft.slug,
            other_names=lines(draft.other_names),
            group=draft.group,
            summary=draft.summary,
            function=draft.function,
            food_sources=draft.food_sources,
            body=draft.body,
            statements=tuple(self._statement(link) for link in links),
        )

    def _statement(self, link: DeficiencyLink) -> Statement:
        return Statement(
            symptom=link.symptom.item_id,
            direction=link.direction,
            population=link.population,
            certainty=link.certainty,
            certainty_reason=link.certainty_reason,
            wording=link.wording,
        )

    def restore(self, document: NutrientDocument, draft: Nutrient) -> None:
        for name in ("name", "slug", "group", "summary", "function", "food_sources", "body"):
            setattr(draft, name, getattr(document, name))
        draft.other_names = "\n".join(document.other_names)
        draft.save()
        draft.deficiency_links.all().delete()
        symptoms = {s.item_id: s for s in Symptom.objects.filter(item__in=[s.symptom for s in document.statements])}
        DeficiencyLink.objects.bulk_create(
            DeficiencyLink(
                nutrient=draft,
                symptom=symptoms[statement.symptom],
                direction=statement.direction,
                population=statement.population,
                certainty=statement.certainty,
                certainty_reason=statement.certainty_reason,
                wording=statement.wording,
                position=position,
            )
            for position, statement in enumerate(document.statements)
        )

    def card(self, document: NutrientDocument) -> Card:
        return Card(
            title=document.name,
            path=self.path(document.slug),
            aliases=document.other_names,
            summary=plain_text(document.summary),
        )

    def passages(self, document: NutrientDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        yield "Key function", document.function
        yield "Body", document.body
        for number, statement in enumerate(document.statements, start=1):
            yield f"Statement {number}", statement.wording
        yield "Food sources", document.food_sources

    def mentions(self, document: NutrientDocument) -> Iterable[Mention]:
        yield from super().mentions(document)
        for number, statement in enumerate(document.statements, start=1):
            yield Mention(
                target=statement.symptom,
                role=STATEMENT,
                place=f"Statement {number}",
                anchor=f"statement-{number}",
                excerpt={
                    "direction": statement.direction,
                    "population": statement.population,
                    "certainty": statement.certainty,
                    "certainty_reason": statement.certainty_reason,
                    "wording": statement.wording,
                },
            )

    def problems(self, document: NutrientDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="one or two sentences that stand for the page")
        for number, statement in enumerate(document.statements, start=1):
            place = f"Statement {number}"
            if not statement.wording.strip():
                yield Problem(
                    item_id=item.id,
                    code="no-wording",
                    place=place,
                    message="Write the statement as readers will see it, with its citation.",
                )
            elif not any(mentions_in(statement.wording, place=place)):
                yield Problem(
                    item_id=item.id,
                    code="uncited-statement",
                    place=place,
                    message="A statement that links a nutrient with a symptom needs a source. Cite one in its wording.",
                )
            if not statement.certainty:
                yield Problem(
                    item_id=item.id, code="no-certainty", place=place, message="Say how sure the sources make us."
                )

    def page(self, live: Live, moment: Moment) -> Content:
        document: NutrientDocument = live.document
        symptoms = {symptom.item_id: symptom for symptom in moment.among(s.symptom for s in document.statements)}
        passages = Passages(moment)
        context: dict[str, Any] = {
            "nutrient": document,
            "group": str(Nutrient.Group(document.group).label) if document.group else "",
            "summary": passages.add(document.summary),
            "function": passages.add(document.function),
            "body": passages.add(document.body),
            "statements": [
                shown_statement(symptoms[statement.symptom].card, statement, passages)
                for statement in document.statements
                if statement.symptom in symptoms
            ],
            "food_sources": passages.add(document.food_sources),
        }
        context["bibliography"] = passages.settle()
        context["mentioned_by"] = named_in(moment.incoming(live.item_id), kind="article")
        return Content(context=context, includes=list(symptoms.values()))


def shown_statement(other: Any, statement: Statement, passages: Passages) -> ShownStatement:
    return ShownStatement(
        other=other,
        direction=str(DeficiencyLink.Direction(statement.direction).label),
        population=statement.population,
        certainty=str(Certainty(statement.certainty).label) if statement.certainty else "",
        certainty_reason=statement.certainty_reason,
        wording=passages.add(statement.wording),
    )


def named_in(incoming: Iterable[Incoming], *, kind: str) -> list[Incoming]:
    """One entry for each item of the kind that names the page, however often it does."""
    return list({said.source_id: said for said in incoming if said.kind == kind}.values())


class SymptomKind(CitedKind):
    name = "symptom"
    label = "Symptom"
    prefix = "/symptoms/"
    draft_model = Symptom
    document_type = SymptomDocument
    template = "nutrients/symptom_detail.html"

    def build(self, draft: Symptom) -> SymptomDocument:
        return SymptomDocument(
            name=draft.name,
            slug=draft.slug,
            other_names=lines(draft.other_names),
            summary=draft.summary,
            body=draft.body,
            care_cards=tuple(
                CareCardText(urgency=card.urgency, heading=card.heading, body=card.body)
                for card in draft.care_cards.order_by("position", "id")
            ),
        )

    def restore(self, document: SymptomDocument, draft: Symptom) -> None:
        for name in ("name", "slug", "summary", "body"):
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

    def passages(self, document: SymptomDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        for number, card in enumerate(document.care_cards, start=1):
            yield f"Care card {number}", card.body
        yield "Body", document.body

    def problems(self, document: SymptomDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="one or two sentences that stand for the page")

    def page(self, live: Live, moment: Moment) -> Content:
        document: SymptomDocument = live.document
        incoming = moment.incoming(live.item_id)
        passages = Passages(moment)
        context: dict[str, Any] = {
            "symptom": document,
            "summary": passages.add(document.summary),
            "care_cards": shown_care_cards(document.care_cards, passages),
            "body": passages.add(document.body),
            # Alphabetical, as incoming() gives them: a ranking would read as a likelihood.
            "statements": [
                shown_statement(said.card, _statement_of(said, live.item_id), passages)
                for said in incoming
                if said.role == STATEMENT
            ],
        }
        context["bibliography"] = passages.settle()
        context["mentioned_by"] = named_in(incoming, kind="article")
        return Content(context=context)


def _statement_of(said: Incoming, symptom: UUID) -> Statement:
    return Statement(symptom=symptom, **said.excerpt)
