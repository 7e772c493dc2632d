"""The kind "food": how foods are frozen, checked and shown, with their amounts read from data releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from nutrients.amounts import amounts_in
from nutrients.asked import slug_of
from nutrients.documents import FoodDocument, PortionText, SourceFood
from nutrients.facts_panel import facts_panel
from nutrients.food_amounts import project_amounts
from nutrients.food_figures import HUNDRED, figures
from nutrients.food_portions import NUMBERS, limits_passed, shown_portions
from nutrients.good_sources import good_sources
from nutrients.models import (
    Food,
    FoodProjection,
    FoodSource,
    FoodSourceProjection,
    Portion,
    ReleaseFood,
)
from nutrients.other_names import lines
from nutrients.statements import named_in
from nutrients.units import shortest
from publishing.images import choose, image_problems, image_use, picture
from publishing.kinds import Card, Content
from publishing.models import Edition, Item
from publishing.moment import Live, Moment
from publishing.problems import Problem
from references.citations import Passages
from references.cited_kind import CitedKind, empty
from references.marks import plain_text

PICTURE_SIZES = "(min-width: 45rem) 40rem, 100vw"
OWN_TEXT = ("name", "slug", "group", "diet", "summary", "body", "reference_source")


class UnknownSourceFood(LookupError):
    """A document names a food that no loaded data release has."""

    def __init__(self, source: SourceFood) -> None:
        super().__init__(
            f"No food {source.number} of the data release “{source.release}” is loaded. "
            "Load that release first, or name another source."
        )
        self.source = source


class FoodKind(CitedKind):
    name = "food"
    label = "Food"
    prefix = "/foods/"
    ranks_on = ("nutrient",)
    draft_model = Food
    document_type = FoodDocument
    template = "nutrients/food_detail.html"

    def build(self, draft: Food) -> FoodDocument:
        sources = draft.sources.order_by("position", "id")
        return FoodDocument(
            **{name: getattr(draft, name) for name in OWN_TEXT},
            other_names=lines(draft.other_names),
            portions=tuple(
                PortionText(label=row.label, grams=shortest(row.grams), note=row.note)
                for row in draft.portions.order_by("position", "id")
            ),
            sources=tuple(
                SourceFood(release=release, number=number)
                for release, number in sources.values_list("release_food__release__key", "release_food__number")
            ),
            picture=image_use(draft),
            reference_grams=None if draft.reference_grams is None else shortest(draft.reference_grams),
        )

    def restore(self, document: FoodDocument, draft: Food) -> None:
        for name in OWN_TEXT:
            setattr(draft, name, getattr(document, name))
        draft.other_names = "\n".join(document.other_names)
        draft.reference_grams = document.reference_grams
        choose(draft, document.picture)
        draft.save()
        draft.portions.all().delete()
        Portion.objects.bulk_create(
            Portion(food=draft, label=row.label, grams=row.grams, note=row.note, position=position)
            for position, row in enumerate(document.portions)
        )
        draft.sources.all().delete()
        found = release_foods(document.sources)
        for position, source in enumerate(document.sources):
            if source not in found:
                raise UnknownSourceFood(source)
            FoodSource.objects.create(food=draft, release_food=found[source], position=position)

    def card(self, document: FoodDocument) -> Card:
        return Card(
            title=document.name,
            path=self.path(document.slug),
            aliases=document.other_names,
            summary=plain_text(document.summary),
        )

    def also_on(self, edition: Edition) -> Iterable[str]:
        portions = shown_portions(self.read(edition.document), edition.path, place=0)
        return (*(portion.path for portion in portions), f"/foods/compare/?food={slug_of(edition)}")

    def tables(self, edition: Edition) -> Iterable[str]:
        return [f"{edition.path.rstrip('/')}.csv"]

    def passages(self, document: FoodDocument) -> Iterator[tuple[str, str]]:
        yield "Summary", document.summary
        yield "Reference amount", document.reference_source
        yield "Body", document.body

    def problems(self, document: FoodDocument, item: Item, moment: Moment) -> Iterable[Problem]:
        yield from super().problems(document, item, moment)
        yield from empty(document.summary, item, place="Summary", says="one or two sentences that stand for the page")
        if not document.portions:
            yield Problem(
                item_id=item.id,
                code="no-portion",
                place="Portions",
                message="Add at least one portion. The first is what the page shows, and what foods are ranked by.",
            )
        if not document.sources:
            yield Problem(
                item_id=item.id,
                code="no-source-food",
                place="Sources",
                message="Choose at least one food in a data release. Amounts come from there, each with its source.",
            )
        known = release_foods(document.sources)
        for source in document.sources:
            if source not in known:
                message = str(UnknownSourceFood(source))
                yield Problem(item_id=item.id, code="unknown-source-food", place="Sources", message=message)
        if document.reference_grams is not None:
            yield from empty(
                document.reference_source, item, place="Reference amount", says="where the reference amount stands"
            )
        yield from image_problems(document.picture, item, place="Picture")

    def project(self, edition: Edition, document: FoodDocument) -> None:
        known = release_foods(document.sources)
        FoodSourceProjection.objects.bulk_create(
            FoodSourceProjection(edition=edition, release_food=known[source], position=position)
            for position, source in enumerate(document.sources)
        )
        if document.portions:
            default = document.portions[0]
            projection = FoodProjection.objects.create(
                edition=edition,
                portion=default.label,
                grams=default.grams,
                group=document.group,
                diet=document.diet,
            )
            project_amounts(projection, [known[source] for source in document.sources])

    def page(self, live: Live, moment: Moment) -> Content:
        return self.page_of_portion(live, moment, place=0)

    def page_of_portion(self, live: Live, moment: Moment, *, place: int) -> Content:
        """The page with the figures of the portion at that place."""
        document: FoodDocument = live.document
        passages = Passages(moment)
        portion = document.portions[place] if document.portions else None
        grams = portion.grams if portion else HUNDRED
        amounts = amounts_in(document.sources, moment, numbers=NUMBERS)
        found = figures(amounts.counted, grams=grams)
        known = [figure for figure in found if figure.measured is not None]
        context: dict[str, Any] = {
            "food": document,
            "group": str(Food.Group(document.group).label) if document.group else "",
            "diet": str(Food.Diet(document.diet).label) if document.diet else "",
            "summary": passages.add(document.summary),
            "reference_grams": document.reference_grams,
            "reference_source": passages.add(document.reference_source),
            "body": passages.add(document.body),
            "picture": picture(document.picture, sizes=PICTURE_SIZES) if document.picture else None,
            "portion": portion,
            "portions": shown_portions(document, live.card.path, place=place),
            "grams": grams,
            "panel": facts_panel(amounts.by_number, grams=grams),
            "good_sources": good_sources(known, reference_grams=document.reference_grams, portion_grams=grams),
            "beyond": limits_passed(amounts, grams=grams),
            "figures": known,
            "not_measured": [figure for figure in found if figure.measured is None],
            "data_sources": list(dict.fromkeys(figure.measured.source for figure in known if figure.measured)),
        }
        context["bibliography"] = passages.settle()
        context["mentioned_by"] = named_in(moment.incoming(live.item_id), kind="article")
        return Content(context=context)


def release_foods(sources: Sequence[SourceFood]) -> dict[SourceFood, ReleaseFood]:
    """Those of the sources that are loaded, in one query."""
    if not sources:
        return {}
    wanted = Q()
    for source in sources:
        wanted |= Q(release__key=source.release, number=source.number)
    rows = ReleaseFood.objects.filter(wanted).select_related("release")
    return {SourceFood(release=row.release.key, number=row.number): row for row in rows}
