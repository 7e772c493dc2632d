"""The foods of the guide that hold most of a nutrient, by default portion. Ranks what is live and measured, nothing else.

A food that stands in as a draft is not ranked: its edition is, until the draft is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, Subquery, Value, When

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
    """The foods with the highest amounts in their default portion, in one query; foods with none of it stay out."""
    document: NutrientDocument = nutrient.document
    if not document.unit or not (document.sr_number or document.fdc_id):
        return []
    counted = Counted(
        title=document.name, path=nutrient.card.path, unit=document.unit, daily_value=document.daily_value
    )
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
    rows = (
        FoodProjection.objects.live(at=moment.t)
        .annotate(per_portion=Subquery(told, output_field=EXACT) * F("grams"))
        .filter(per_portion__gt=0)
        .annotate(found=Subquery(first.annotate(found=AS_JSON).values("found")[:1]))
        .select_related("edition")
        .defer("edition__document")
        .order_by("-per_portion", "edition__sort_title")[:limit]
    )
    return [
        RichFood(
            title=row.edition.title,
            path=row.edition.path,
            portion=row.portion,
            grams=row.grams,
            figure=Figure(nutrient=counted, measured=measured(row.found), grams=row.grams),
        )
        for row in rows
    ]
