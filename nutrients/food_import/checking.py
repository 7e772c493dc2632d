"""Reads a whole release before anything is written: every row must be right, or nothing of it comes in.

It keeps the foods and nutrients in memory and one bit for each pair of them, never the amounts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from nutrients.food_import.files import BadTables
from nutrients.food_import.layouts import ReleaseSet
from nutrients.food_import.tables import Report

# A release of which more foods than this have no amount at all was cut off; of SR Legacy it is 1 in 200.
MOST_WITHOUT_AMOUNTS = 0.05
# Of one food; in SR Legacy it is sixteen at most.
MOST_PORTIONS = 1_000


@dataclass(frozen=True, kw_only=True)
class Counts:
    foods: int
    nutrients: int
    amounts: int
    assumed: int
    zeros: int
    portions: int

    def __str__(self) -> str:
        return (
            f"{self.foods:,} foods, {self.amounts:,} amounts of {self.nutrients:,} nutrients "
            f"({self.zeros:,} of them zero, {self.assumed:,} assumed to be), {self.portions:,} portions"
        )


@dataclass(frozen=True, kw_only=True)
class Checked:
    counts: Counts
    used: frozenset[int]
    """The places of the nutrients that have amounts; the others stay out."""


def check(found: ReleaseSet, report: Report) -> Checked:
    _refuse_endless_portions(found)
    width = len(found.nutrients)
    seen = bytearray(len(found.foods) * width)
    amounts = zeros = assumed = 0
    for row in found.amounts(report):
        place = row.food * width + row.nutrient
        if seen[place]:
            food, nutrient = found.foods[row.food], found.nutrients[row.nutrient]
            said = f"food {food.number} has an amount of {nutrient.name} already. Expected one of each."
            report.bad(found.amounts_file, row.line, said)
            continue
        seen[place] = 1
        amounts += 1
        if row.is_assumed:
            assumed += 1
        elif not float(row.amount):
            zeros += 1
    _look_for_gaps(found, seen, report)
    return Checked(
        counts=Counts(
            foods=len(found.foods),
            nutrients=sum(any(seen[place::width]) for place in range(width)),
            amounts=amounts,
            assumed=assumed,
            zeros=zeros + assumed,
            portions=len(found.portions),
        ),
        used=frozenset(place for place in range(width) if any(seen[place::width])),
    )


def _refuse_endless_portions(found: ReleaseSet) -> None:
    for place, count in Counter(portion.food for portion in found.portions).items():
        if count > MOST_PORTIONS:
            said = f"Food {found.foods[place].number} has {count:,} portions. That is no table of USDA's."
            raise BadTables(said)


def _look_for_gaps(found: ReleaseSet, seen: bytearray, report: Report) -> None:
    width = len(found.nutrients)
    without = sum(not any(seen[place * width : (place + 1) * width]) for place in range(len(found.foods)))
    if not found.foods:
        report.bad(found.amounts_file, 1, "no food belongs to this release. Expected one at least.")
    elif without > MOST_WITHOUT_AMOUNTS * len(found.foods):
        said = f"{without:,} of {len(found.foods):,} foods have no amount at all. Is the file cut off?"
        report.bad(found.amounts_file, 1, said)
    elif without:
        report.notes.append(f"{without:,} foods have no amount at all")
