"""The foods of the guide that hold most of a nutrient, by default portion. Ranks what is live and measured, nothing else.

A food that stands in as a draft is not ranked: its edition is, until the draft is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Value, When

from nutrients.amounts import AS_JSON, MASSES, measured, of_nutrient
from nutrients.documents import NutrientDocument
from nutrients.food_figures import Counted, Figure
from nutrients.models import FoodProjection
from nutrients.units import convertible, factor
from publishing.moment import Live, Moment

EXACT: DecimalField[Decimal, Decimal] = DecimalField(max_digits=30, decimal_places=12)


@dataclass(frozen=True, kw_only=True)
class RichFood:
    """A food with its default portion and what that holds of the nutrient."""

    title: str
    path: str
    portion: str
    grams: Decimal
    figure: Figure


def foods_rich_in(nutrient: Live, moment: Moment, *, limit: int) -> Sequence[RichFood]:
    """The foods with the highest amounts in their default portion; foods with none of it stay out."""
    return foods_rich_in_each([(nutrient, limit)], moment)[0]


def foods_rich_in_each(wanted: Sequence[tuple[Live, int]], moment: Moment) -> list[list[RichFood]]:
    """The same for several nutrients, each with its own limit, in one query."""
    ranked = [
        _ranked(nutrient.document, moment, limit=limit).annotate(place=Value(place))
        for place, (nutrient, limit) in enumerate(wanted)
        if _is_counted(nutrient.document)
    ]
    found: list[list[RichFood]] = [[] for _ in wanted]
    if not ranked:
        return found
    shown = (
        "place",
        "per_portion",
        "edition__sort_title",
        "edition__title",
        "edition__path",
        "portion",
        "grams",
        "found",
    )
    rows = [query.values_list(*shown) for query in ranked]
    # Sorted here: PostgreSQL can't order a union by what it doesn't select, and SQLite holds decimals as floats.
    for place, _, _, title, path, portion, grams, told in sorted(
        rows[0].union(*rows[1:], all=True), key=lambda row: (row[0], -row[1], row[2])
    ):
        nutrient = wanted[place][0]
        figure = Figure(nutrient=_counted(nutrient), measured=measured(told), grams=grams)
        found[place].append(RichFood(title=title, path=path, portion=portion, grams=grams, figure=figure))
    return found


def _is_counted(document: NutrientDocument) -> bool:
    return bool(document.unit and (document.sr_number or document.fdc_id))


def _counted(nutrient: Live) -> Counted:
    document: NutrientDocument = nutrient.document
    return Counted(title=document.name, path=nutrient.card.path, unit=document.unit, daily_value=document.daily_value)


def _ranked(document: NutrientDocument, moment: Moment, *, limit: int) -> QuerySet[FoodProjection]:
    """The first of the ranking, in any order: a query that stands in a union may not be cut itself."""
    amounts = of_nutrient(
        sr_number=document.sr_number,
        fdc_id=document.fdc_id,
        in_dimension="mass" if document.unit in MASSES else document.unit,
    ).filter(food__speaks_for__edition=OuterRef("edition"))
    first = amounts.order_by("food__speaks_for__position")
    units = [
        When(nutrient__unit=unit, then=Value(factor(unit, to=document.unit))) for unit in convertible(document.unit)
    ]
    told = first.annotate(told=F("amount") * Case(*units, output_field=EXACT)).values("told")[:1]
    per_portion = Subquery(told, output_field=EXACT) * F("grams")
    richest = FoodProjection.objects.live(at=moment.t).annotate(per_portion=per_portion).filter(per_portion__gt=0)
    return FoodProjection.objects.filter(
        pk__in=richest.order_by("-per_portion", "edition__sort_title").values("pk")[:limit]
    ).annotate(per_portion=per_portion, found=Subquery(first.annotate(found=AS_JSON).values("found")[:1]))
