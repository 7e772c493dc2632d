"""Reads amounts of nutrients in foods from data releases: each from the first source of the food that has it.

It reads editions' projections and the frozen tables of releases, never a draft.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject

from nutrients.documents import NutrientDocument, SourceFood
from nutrients.food_figures import Counted, Measured, Source
from nutrients.models import Amount, NutrientProjection
from nutrients.units import IN_MCG
from publishing.moment import Moment


class JsonRow(JSONObject):
    """Without asking SQLite first whether it knows JSON: Django asks by way of a savepoint, which no reader's request may make."""

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **extra: Any
    ) -> Any:
        return Func.as_sql(self, compiler, connection, **extra)


MASSES = [str(unit) for unit in IN_MCG]
# An amount with where it stands, as one JSON object, so that a subquery can give it whole. A number in JSON is
# binary, hence the text.
AS_JSON = JsonRow(
    amount=Cast("amount", CharField()),
    unit="nutrient__unit",
    is_assumed="is_assumed",
    source=JsonRow(
        release="food__release__title",
        released_on=Cast("food__release__released_on", CharField()),
        number="food__number",
        description="food__description",
        key="food__release__key",
    ),
    derivation="derivation",
    data_points="data_points",
)


def measured(found: Any) -> Measured | None:
    """What AS_JSON gives; databases differ in whether it comes as text, and in how they write a truth."""
    if found is None:
        return None
    data = json.loads(found) if isinstance(found, str) else found
    return Measured(
        amount=Decimal(data["amount"]),
        unit=data["unit"],
        is_assumed=bool(data["is_assumed"]),
        source=Source(**{**data["source"], "released_on": date.fromisoformat(data["source"]["released_on"])}),
        derivation=data["derivation"],
        data_points=data["data_points"],
    )


def dimension(column: str) -> Case:
    """One word for all masses: amounts of one dimension can be told in each other's units."""
    return Case(When(**{f"{column}__in": MASSES}, then=Value("mass")), default=F(column), output_field=CharField())


def of_nutrient(*, sr_number: Any, fdc_id: Any, in_dimension: Any) -> QuerySet[Amount]:
    """Amounts of what USDA's tables know under either number, in units that can be told in the nutrient's."""
    by_number = Q(nutrient__number=sr_number) & ~Q(nutrient__number="")
    # None would ask for nutrients without an id.
    either = by_number if fdc_id is None else by_number | Q(nutrient__fdc_id=fdc_id)
    found = Amount.objects.filter(either).annotate(dimension=dimension("nutrient__unit"))
    return found.filter(dimension=in_dimension)


def amounts_in(sources: Sequence[SourceFood], moment: Moment) -> list[tuple[Counted, Measured | None]]:
    """Every live nutrient that is counted in foods, with the amount from the first source that has one: one query."""
    standing_in = [live for live in moment.overrides.values() if live.kind == "nutrient"]
    rows = NutrientProjection.objects.live(at=moment.t).exclude(
        edition__item__in=[live.item_id for live in standing_in]
    )
    rows = rows.exclude(sr_number="", fdc_id__isnull=True).select_related("edition").defer("edition__document")
    first = _first(
        of_nutrient(sr_number=OuterRef("sr_number"), fdc_id=OuterRef("fdc_id"), in_dimension=OuterRef("dimension")),
        sources,
    )
    counted: Any = rows.annotate(dimension=dimension("unit")).annotate(found=Subquery(first))
    found = [(_counted(row.edition, row), measured(row.found)) for row in counted]
    for live in standing_in:
        document: NutrientDocument = live.document
        if document.unit and (document.sr_number or document.fdc_id):
            own = of_nutrient(
                sr_number=document.sr_number,
                fdc_id=document.fdc_id,
                in_dimension="mass" if document.unit in MASSES else document.unit,
            )
            found.append((_counted(live.card, document), measured(_first(own, sources).first())))
    return found


def _first(amounts: QuerySet[Amount], sources: Sequence[SourceFood]) -> QuerySet[Amount, Any]:
    """The amount from the first of the sources that has one, as JSON."""
    named = [Q(food__release__key=source.release, food__number=source.number) for source in sources]
    if not named:
        return Amount.objects.none().values_list("pk", flat=True)
    any_of_them = Q()
    for one in named:
        any_of_them |= one
    place = Case(*(When(one, then=Value(position)) for position, one in enumerate(named)), output_field=IntegerField())
    found = amounts.filter(any_of_them).annotate(place=place).order_by("place")
    return found.annotate(found=AS_JSON).values_list("found", flat=True)[:1]


def _counted(card: Any, numbers: Any) -> Counted:
    return Counted(title=card.title, path=card.path, unit=numbers.unit, daily_value=numbers.daily_value)
