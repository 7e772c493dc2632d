"""The kind "nutrient": how nutrients are frozen, checked and shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from nutrients.asked import slug_of
from nutrients.documents import IntakeText, InteractionText, NutrientDocument, RiskGroupText, Statement
from nutrients.dose_guard import guarding_problems
from nutrients.evidence import Mark
from nutrients.food_figures import releases_of
from nutrients.graph_checks import graph_problems
from nutrients.intakes import adult_limit, limits_for_adults, recommended_for_adults, tables
from nutrients.models import (
    DeficiencyLink,
    Intake,
    Interaction,
    Nutrient,
    NutrientProjection,
    RiskGroup,
    Symptom,
)
from nutrients.nutrient_checks import nutrient_problems
from nutrients.other_names import lines
from nutrients.ranking_chart import bases, chart
from nutrients.rich_foods import Basis, foods_rich_in
from nutrients.statements import STATEMENT, anchor_of, named_in, place_of, shown_statement, signs_at_a_glance, weighed
from nutrients.units import shortest, written
from publishing.kinds import Card, Content, Mention
from publishing.models import Edition, Item
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.citations import Passages
from references.cited_kind import CitedKind, empty
from references.marks import plain_text

BEST_FOODS = 10
# Columns of the draft that stand in the document as they are.
OWN = (
    "name", "slug", "group", "summary", "function", "food_sources", "body", "unit", "counted_as",
    "daily_value_source", "sr_number", "fdc_id", "risk_groups_checked_on", "interactions_checked_on",
)  # fmt: skip
OF_STATEMENT = ("direction", "population", "certainty", "certainty_reason", "sort_rating", "wording")
OF_INTAKE = ("group", "age_from", "age_to", "age_unit", "measure", "unit", "authority", "source", "form_note")


class NutrientKind(CitedKind):
    name = "nutrient"
    label = "Nutrient"
    prefix = "/nutrients/"
    ranks_on = ("food",)
    draft_model = Nutrient
    document_type = NutrientDocument
    template = "nutrients/nutrient_detail.html"
    awaits_review = True

    def build(self, draft: Nutrient) -> NutrientDocument:
        links = draft.deficiency_links.select_related("symptom").order_by("position", "id")
        return NutrientDocument(
            **_fields(draft, OWN),
            other_names=lines(draft.other_names),
            daily_value=None if draft.daily_value is None else shortest(draft.daily_value),
            statements=tuple(Statement(symptom=link.symptom.item_id, **_fields(link, OF_STATEMENT)) for link in links),
            intakes=tuple(
                IntakeText(amount=None if row.amount is None else shortest(row.amount), **_fields(row, OF_INTAKE))
                for row in draft.intakes.order_by("position", "id")
            ),
            risk_groups=tuple(
                RiskGroupText(who=row.who, text=row.text) for row in draft.risk_groups.order_by("position", "id")
            ),
            interactions=tuple(
                InteractionText(with_what=row.with_what, text=row.text)
                for row in draft.interactions.order_by("position", "id")
            ),
        )

    def restore(self, document: NutrientDocument, draft: Nutrient) -> None:
        for name in (*OWN, "daily_value"):
            setattr(draft, name, getattr(document, name))
        draft.other_names = "\n".join(document.other_names)
        draft.save()
        for rows in (draft.deficiency_links, draft.intakes, draft.risk_groups, draft.interactions):
            rows.all().delete()
        symptoms = {s.item_id: s for s in Symptom.objects.filter(item__in=[s.symptom for s in document.statements])}
        DeficiencyLink.objects.bulk_create(
            DeficiencyLink(
                nutrient=draft, symptom=symptoms[said.symptom], position=position, **_fields(said, OF_STATEMENT)
            )
            for position, said in enumerate(document.statements)
        )
        Intake.objects.bulk_create(
            Intake(
                nutrient=draft,
                amount=said.amount,
                is_not_established=said.amount is None,
                position=position,
                **_fields(said, OF_INTAKE),
            )
            for position, said in enumerate(document.intakes)
        )
        RiskGroup.objects.bulk_create(
            RiskGroup(nutrient=draft, who=said.who, text=said.text, position=position)
            for position, said in enumerate(document.risk_groups)
        )
        Interaction.objects.bulk_create(
            Interaction(nutrient=draft, with_what=said.with_what, text=said.text, position=position)
            for position, said in enumerate(document.interactions)
        )

    def card(self, document: NutrientDocument) -> Card:
        return Card(
            title=document.name,
            path=self.path(document.slug),
            aliases=document.other_names,
            summary=plain_text(document.summary),
        )

    def also_on(self, edition: Edition) -> Iterable[str]:
        yield from ("/evidence/", f"/nutrients/compare/?nutrient={slug_of(edition)}", *self.rankings(edition))

    def rankings(self, edition: Edition) -> Iterable[str]:
        return [basis.path for basis in bases(edition.path, Basis.PORTION)]

    def tables(self, edition: Edition) -> Iterable[str]:
        return [f"{edition.path.rstrip('/')}.csv"]

    def passages(self, document: NutrientDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        yield "Key function", document.function
        yield "Body", document.body
        yield "Daily value", document.daily_value_source
        for number, intake in enumerate(document.intakes, start=1):
            yield f"Intake {number}", intake.source
        for number, group in enumerate(document.risk_groups, start=1):
            yield f"Group at risk {number}", group.text
        for number, statement in enumerate(document.statements, start=1):
            yield place_of(number), statement.wording
        for number, interaction in enumerate(document.interactions, start=1):
            yield f"Interaction {number}", interaction.text
        yield "Food sources", document.food_sources

    def mentions(self, document: NutrientDocument) -> Iterable[Mention]:
        yield from (weighed(mention, document.statements) for mention in super().mentions(document))
        shown = [name for name in OF_STATEMENT if name != "sort_rating"]
        for number, statement in enumerate(document.statements, start=1):
            yield Mention(
                target=statement.symptom,
                role=STATEMENT,
                place=place_of(number),
                anchor=anchor_of(number),
                excerpt=_fields(statement, shown),
            )

    def problems(self, document: NutrientDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="one or two sentences that stand for the page")
        yield from nutrient_problems(document, item, self.sources(document, moment))
        yield from graph_problems(self.passages(document), item, moment, about=item)
        yield from guarding_problems(document, item, moment)

    def project(self, edition: Edition, document: NutrientDocument) -> None:
        if document.unit:
            NutrientProjection.objects.create(
                edition=edition,
                sr_number=document.sr_number,
                fdc_id=document.fdc_id,
                unit=document.unit,
                daily_value=document.daily_value,
                adult_limit=adult_limit(document.intakes),
            )

    def months_between_reviews(self, document: NutrientDocument) -> int:
        # Amounts, upper levels and interactions are what people act on.
        return 12 if document.intakes or document.interactions else 24

    def page(self, live: Live, moment: Moment) -> Content:
        document: NutrientDocument = live.document
        symptoms = {symptom.item_id: symptom for symptom in moment.among(s.symptom for s in document.statements)}
        passages = Passages(moment)
        context: dict[str, Any] = {
            "nutrient": document,
            "group": str(Nutrient.Group(document.group).label) if document.group else "",
            "counted_as": str(Nutrient.CountedAs(document.counted_as).label) if document.counted_as else "",
            "summary": passages.add(document.summary),
            "function": passages.add(document.function),
            "body": passages.add(document.body),
            "daily_value": written(document.daily_value, document.unit) if document.daily_value else "",
            "daily_value_source": passages.add(document.daily_value_source),
            "intake_tables": tables(document.intakes, passages.add),
            "risk_groups": [{"who": row.who, "text": passages.add(row.text)} for row in document.risk_groups],
            "risk_groups_checked_on": document.risk_groups_checked_on,
            "recommended": recommended_for_adults(document.intakes),
            "limits": limits_for_adults(document.intakes),
            "signs": signs_at_a_glance(document.statements, symptoms),
            "marks": [
                Mark.of(said, at=f"#{anchor_of(number)}", nutrient=live.card, symptom=symptoms[said.symptom].card)
                for number, said in enumerate(document.statements, start=1)
                if said.symptom in symptoms
            ],
            "statements": [
                shown_statement(symptoms[said.symptom].card, said, passages, anchor=anchor_of(number))
                for number, said in enumerate(document.statements, start=1)
                if said.symptom in symptoms
            ],
            "interactions": [
                {"with_what": row.with_what, "text": passages.add(row.text)} for row in document.interactions
            ],
            "interactions_checked_on": document.interactions_checked_on,
            "food_sources": passages.add(document.food_sources),
        }
        foods = foods_rich_in(live, moment, limit=BEST_FOODS)
        context |= {
            "best_foods": foods,
            "chart": chart(foods, basis=Basis.PORTION),
            "releases": releases_of(food.figure for food in foods),
            "bases": bases(live.card.path, Basis.PORTION),
        }
        context["bibliography"] = passages.settle()
        context["mentioned_by"] = named_in(moment.incoming(live.item_id), kind="article")
        return Content(context=context, includes=list(symptoms.values()))


def _fields(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
