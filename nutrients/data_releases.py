"""Writes data releases: what an authority published about foods, row by row as it stands there.

A release never changes. What is loaded already must be the same again; foods that are not there yet are added, with
all their amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from nutrients.models import Amount, DataRelease, ReleaseFood, ReleaseNutrient
from nutrients.units import shortest

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class ReleaseHead:
    key: str
    title: str
    publisher: str
    licence: str
    released_on: date
    address: str = ""
    checksum: str = ""


@dataclass(frozen=True, kw_only=True)
class NutrientRow:
    number: str
    name: str
    unit: str
    fdc_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class FoodRow:
    number: str
    description: str
    category: str = ""
    fdc_id: int | None = None
    data_type: str = ""
    common_names: str = ""


@dataclass(frozen=True, kw_only=True)
class AmountRow:
    """How much of a nutrient 100 g of a food hold, both by their numbers in the release."""

    food: str
    nutrient: str
    amount: Decimal
    is_assumed: bool = False
    derivation: str = ""
    data_points: int | None = None


@dataclass(frozen=True, kw_only=True)
class Release:
    head: ReleaseHead
    nutrients: Sequence[NutrientRow] = ()
    foods: Sequence[FoodRow] = ()
    amounts: Sequence[AmountRow] = field(default=(), repr=False)


class ReleaseDiffers(Exception):
    """The release is loaded with something else in this row."""

    def __init__(self, row: ReleaseHead | NutrientRow | FoodRow | AmountRow, *, loaded: object) -> None:
        super().__init__(
            f"this is loaded already as {loaded}. A release never changes: expected the same, or a release with another key."
        )
        self.row = row


@transaction.atomic
def load_release(release: Release) -> int:
    """Adds what isn't there yet and gives the number of foods added. Raises ReleaseDiffers, and then nothing was written."""
    kept = _head(release.head)
    nutrients = _nutrients(kept, release.nutrients)
    known = {row.number: row for row in kept.foods.all()}
    for food in release.foods:
        loaded = known.get(food.number)
        if loaded and (loaded.description, loaded.category) != (food.description, food.category):
            raise ReleaseDiffers(food, loaded=loaded.description)
    _refuse_other_amounts(kept, release, known.keys())
    added = ReleaseFood.objects.bulk_create(
        [
            ReleaseFood(release=kept, number=food.number, description=food.description, category=food.category)
            for food in release.foods
            if food.number not in known
        ],
        batch_size=BATCH,
    )
    foods = {row.number: row for row in added}
    Amount.objects.bulk_create(
        [
            Amount(
                food=foods[row.food],
                nutrient=nutrients[row.nutrient],
                amount=row.amount,
                is_assumed=row.is_assumed,
                derivation=row.derivation,
                data_points=row.data_points,
            )
            for row in release.amounts
            if row.food in foods
        ],
        batch_size=BATCH,
    )
    return len(added)


def _head(head: ReleaseHead) -> DataRelease:
    values = {
        name: getattr(head, name) for name in ("title", "publisher", "licence", "released_on", "address", "checksum")
    }
    kept, is_new = DataRelease.objects.get_or_create(key=head.key, defaults=values)
    if not is_new:
        for name, value in values.items():
            if getattr(kept, name) != value:
                raise ReleaseDiffers(head, loaded=f"{name} “{getattr(kept, name)}”")
    return kept


def _nutrients(kept: DataRelease, rows: Iterable[NutrientRow]) -> dict[str, ReleaseNutrient]:
    known = {row.number: row for row in kept.nutrients.all()}
    for row in rows:
        loaded = known.get(row.number)
        if loaded and (loaded.name, loaded.unit) != (row.name, row.unit):
            raise ReleaseDiffers(row, loaded=loaded)
    new = [
        ReleaseNutrient(release=kept, number=row.number, name=row.name, unit=row.unit)
        for row in rows
        if row.number not in known
    ]
    return known | {row.number: row for row in ReleaseNutrient.objects.bulk_create(new, batch_size=BATCH)}


def _refuse_other_amounts(kept: DataRelease, release: Release, known: Iterable[str]) -> None:
    """A food that is loaded has exactly the amounts it was loaded with: editions that are live read them."""
    loaded: dict[str, dict[str, AmountRow]] = {number: {} for number in known}
    columns = ("food__number", "nutrient__number", "amount", "is_assumed", "derivation", "data_points")
    for values in Amount.objects.filter(food__release=kept).values_list(*columns):
        row = AmountRow(**dict(zip(AmountRow.__dataclass_fields__, values, strict=True)))
        loaded[row.food][row.nutrient] = row
    given: dict[str, set[str]] = defaultdict(set)
    for row in release.amounts:
        given[row.food].add(row.nutrient)
        if row.food in loaded and loaded[row.food].get(row.nutrient) != row:
            before = loaded[row.food].get(row.nutrient)
            raise ReleaseDiffers(row, loaded=_told(before) if before else "not measured")
    for food in release.foods:
        lost = loaded[food.number].keys() - given[food.number] if food.number in loaded else ()
        if lost:
            raise ReleaseDiffers(food, loaded=f"a food with an amount of {', '.join(sorted(lost))} too")


def _told(row: AmountRow) -> str:
    points = "" if row.data_points is None else f"{row.data_points} data points"
    parts = [str(shortest(row.amount)), "assumed" if row.is_assumed else "", row.derivation, points]
    return ", ".join(filter(None, parts))
