"""Writes a checked release as fast as the database takes it: COPY on PostgreSQL, rows by the ten thousand on SQLite.

It opens no transaction of its own: whoever calls it holds one for the whole release.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby, islice
from typing import Any

from django.db import connection, models

from nutrients.data_releases import BATCH
from nutrients.food_import.checking import Checked
from nutrients.food_import.layouts import ReleaseSet
from nutrients.food_import.tables import Report
from nutrients.models import Amount, DataRelease, ReleaseFood, ReleaseNutrient, ReleasePortion

AT_ONCE = 10_000
AMOUNTS = ("food_id", "nutrient_id", "amount", "is_assumed", "derivation", "data_points")
PORTIONS = ("food_id", "position", "label", "grams")


def write(found: ReleaseSet, checked: Checked, report: Report) -> int:
    """Writes the release and gives the number of its amounts, which are read anew for it."""
    release = DataRelease.objects.create(**asdict(found.head))
    foods = [row.pk for row in _created(ReleaseFood, release, found.foods)]
    used = sorted(checked.used)
    kept = _created(ReleaseNutrient, release, [found.nutrients[place] for place in used])
    nutrients = dict(zip(used, (row.pk for row in kept), strict=True))
    written = 0

    def amounts() -> Iterator[tuple[Any, ...]]:
        nonlocal written
        for _, food, nutrient, amount, is_assumed, derivation, points in found.amounts(report):
            written += 1
            yield foods[food], nutrients[nutrient], amount, is_assumed, derivation, points

    _insert(Amount, AMOUNTS, amounts())
    _insert(ReleasePortion, PORTIONS, _portions(found, foods))
    with connection.cursor() as cursor:
        # Else the planner takes the tables for what they were before, and reads them from end to end.
        for model in (ReleaseFood, ReleaseNutrient, Amount):
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
    return written


def _created(model: Any, release: DataRelease, rows: Iterable[Any]) -> list[Any]:
    created: list[Any] = model.objects.bulk_create(
        [model(release=release, **asdict(row)) for row in rows], batch_size=BATCH
    )
    return created


def _portions(found: ReleaseSet, foods: list[int]) -> Iterator[tuple[Any, ...]]:
    rows = sorted(found.portions, key=lambda row: (row.food, row.order))
    for food, own in groupby(rows, key=lambda row: row.food):
        for position, row in enumerate(own):
            yield foods[food], position, row.label, str(row.grams)


def _insert(model: type[models.Model], columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', some)
