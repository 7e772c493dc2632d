"""Reads amounts of nutrients in foods from data releases: each from the first source of the food that has it.

It reads editions' projections and the frozen tables of releases, never a draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DecimalField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, JSONObject

from nutrients.documents import NutrientDocument, SourceFood
from nutrients.food_figures import Counted, Measured, Source
from nutrients.models import Amount, NutrientProjection
from nutrients.units import IN_MCG, Unit
from publishing.moment import Live, Moment


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


@dataclass(frozen=True, kw_only=True)
class FoodAmounts:
    """What a food holds: by live nutrient, with its number at USDA and its limit for adults, and by the numbers asked for."""

    counted: Sequence[tuple[Counted, Measured | None]]
    limits: Mapping[str, tuple[str, Decimal]]
    """By the path of a nutrient whose limit for adults is known: its number at USDA, and the limit in its unit."""
    by_number: Mapping[str, Measured]


def amounts_in(sources: Sequence[SourceFood], moment: Moment, *, numbers: Iterable[str] = ()) -> FoodAmounts:
    """Every live nutrient that is counted in foods, and each of the numbers, from the first source that has it: one query."""
    standing_in = [live for live in moment.overrides.values() if live.kind == "nutrient"]
    rows = NutrientProjection.objects.live(at=moment.t).exclude(
        edition__item__in=[live.item_id for live in standing_in]
    )
    rows = rows.exclude(sr_number="", fdc_id__isnull=True)
    first = _first(
        of_nutrient(sr_number=OuterRef("sr_number"), fdc_id=OuterRef("fdc_id"), in_dimension=OuterRef("dimension")),
        sources,
    )
    counted = rows.annotate(dimension=dimension("unit"), place=Value(0)).annotate(found=Subquery(first))
    shown = ("edition__title", "edition__path", "unit", "daily_value", "adult_limit", "sr_number", "place", "found")
    told = counted.values_list(*shown)
    plain = _by_number(sources, numbers)
    found: list[tuple[Counted, Measured | None]] = []
    limits: dict[str, tuple[str, Decimal]] = {}
    by_number: dict[str, tuple[int, Measured]] = {}
    for title, path, unit, daily_value, limit, number, place, json_row in (
        told if plain is None else told.union(plain, all=True)
    ):
        one = measured(json_row)
        if path:
            found.append((Counted(title=title, path=path, unit=unit, daily_value=daily_value), one))
            if limit is not None:
                limits[path] = number, limit
        elif one is not None and place <= by_number.get(number, (place, one))[0]:
            by_number[number] = place, one
    for live in standing_in:
        found += _standing_in(live, sources)
    return FoodAmounts(counted=found, limits=limits, by_number={number: one for number, (_, one) in by_number.items()})


def _by_number(sources: Sequence[SourceFood], numbers: Iterable[str]) -> QuerySet[Amount, Any] | None:
    """Rows as those of nutrients, without title and path, and with the place of the source they come from."""
    any_of_them, place = _in_order(sources)
    wanted = list(numbers)
    if place is None or not wanted:
        return None
    rows = Amount.objects.filter(any_of_them, nutrient__number__in=wanted, nutrient__unit__in=[*MASSES, Unit.KCAL])
    nothing = Value("", output_field=CharField())
    unknown = Value(None, output_field=DecimalField(max_digits=12, decimal_places=4))
    return (
        rows.order_by()
        .annotate(place=place, found=AS_JSON)
        .values_list(nothing, nothing, "nutrient__unit", unknown, unknown, "nutrient__number", "place", "found")
    )


def _standing_in(live: Live, sources: Sequence[SourceFood]) -> list[tuple[Counted, Measured | None]]:
    document: NutrientDocument = live.document
    if not document.unit or not (document.sr_number or document.fdc_id):
        return []
    own = of_nutrient(
        sr_number=document.sr_number,
        fdc_id=document.fdc_id,
        in_dimension="mass" if document.unit in MASSES else document.unit,
    )
    card = live.card
    nutrient = Counted(title=card.title, path=card.path, unit=document.unit, daily_value=document.daily_value)
    return [(nutrient, measured(_first(own, sources).first()))]


def _in_order(sources: Sequence[SourceFood]) -> tuple[Q, Case | None]:
    """Whether an amount is of one of the sources, and the place of its source."""
    named = [Q(food__release__key=source.release, food__number=source.number) for source in sources]
    any_of_them = Q()
    for one in named:
        any_of_them |= one
    places = (When(one, then=Value(position)) for position, one in enumerate(named))
    return any_of_them, Case(*places, output_field=IntegerField()) if named else None


def _first(amounts: QuerySet[Amount], sources: Sequence[SourceFood]) -> QuerySet[Amount, Any]:
    """The amount from the first of the sources that has one, as JSON."""
    any_of_them, place = _in_order(sources)
    if place is None:
        return Amount.objects.none().values_list("pk", flat=True)
    found = amounts.filter(any_of_them).annotate(place=place).order_by("place")
    return found.annotate(found=AS_JSON).values_list("found", flat=True)[:1]
