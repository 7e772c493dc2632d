"""Reads a data release in the text layout of USDA's Standard Reference 28: ^ between fields, ~ around text, ISO 8859-1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from nutrients.data_releases import FoodRow, NutrientRow, ReleaseHead
from nutrients.derivations import ASSUMED, ASSUMED_SOURCE
from nutrients.food_import import values
from nutrients.food_import.files import BadTables, Folder
from nutrients.food_import.layouts import AmountLine, PortionLine, ReleaseSet
from nutrients.food_import.tables import Progress, Report, Table
from nutrients.units import Unit

UNITS = {"g": Unit.G, "mg": Unit.MG, "µg": Unit.MCG, "kcal": Unit.KCAL, "kJ": Unit.KJ, "IU": Unit.IU}
# Each file with its number of fields.
NEEDED = {"FOOD_DES.txt": 14, "NUT_DATA.txt": 18, "NUTR_DEF.txt": 6, "WEIGHT.txt": 7, "FD_GROUP.txt": 2}
HEAD = ReleaseHead(
    key="sr28",
    title="USDA Standard Reference 28 (2015)",
    publisher="US Department of Agriculture, Agricultural Research Service, Nutrient Data Laboratory",
    licence="Public domain",
    released_on=date(2015, 9, 30),
    address="http://www.ars.usda.gov/ba/bhnrc/ndl",
)


def lies_in(folder: Folder) -> bool:
    """Raises BadTables where part of it does."""
    there = set(folder.names()) & NEEDED.keys()
    if there and there != NEEDED.keys():
        missing = ", ".join(sorted(NEEDED.keys() - there))
        raise BadTables(f"{folder.name} lacks {missing}. Expected the whole set as USDA ships it.")
    return bool(there)


def read(folder: Folder, report: Report, progress: Progress) -> ReleaseSet:
    def rows(name: str, to: Report = report) -> Iterator[tuple[int, list[str]]]:
        return Table(folder=folder, name=name, report=to, progress=progress).fields(NEEDED[name])

    categories = {number: name for _, (number, name) in rows("FD_GROUP.txt")}
    nutrients = list(_nutrients(rows("NUTR_DEF.txt"), report))
    foods = list(_foods(rows("FOOD_DES.txt"), categories, report))
    food_places = {row.number: place for place, row in enumerate(foods)}
    nutrient_places = {row.number: place for place, row in enumerate(nutrients)}
    return ReleaseSet(
        head=HEAD,
        nutrients=nutrients,
        foods=foods,
        portions=list(_portions(rows("WEIGHT.txt"), food_places, report)),
        amounts=lambda to: _amounts(rows("NUT_DATA.txt", to), food_places, nutrient_places, to),
        amounts_file="NUT_DATA.txt",
    )


def _nutrients(rows: Iterator[tuple[int, list[str]]], report: Report) -> Iterator[NutrientRow]:
    seen: set[str] = set()
    for line, (number, unit, _, name, *_) in rows:
        try:
            _refuse_again(number, seen, what="nutrient")
            if unit not in UNITS:
                raise ValueError(f"unit “{unit[:50]}” is unknown. Expected one of {', '.join(UNITS)}, in ISO 8859-1.")
            yield NutrientRow(
                number=values.text(number, what="number", longest=6),
                name=values.text(name, what="name", longest=200),
                unit=UNITS[unit],
            )
        except ValueError as error:
            report.bad("NUTR_DEF.txt", line, str(error))


def _foods(rows: Iterator[tuple[int, list[str]]], categories: Mapping[str, str], report: Report) -> Iterator[FoodRow]:
    seen: set[str] = set()
    for line, (number, group, description, _, common_names, *_) in rows:
        try:
            if not (len(number) == 5 and number.isascii() and number.isdigit()):
                raise ValueError(f"number “{number[:50]}”. Expected five digits.")
            _refuse_again(number, seen, what="food")
            if group not in categories:
                raise ValueError(f"food group “{group[:50]}” is not in FD_GROUP.txt.")
            yield FoodRow(
                number=number,
                description=values.text(description, what="description", longest=300),
                category=categories[group][:100],
                common_names=values.text(common_names, what="common name", longest=300, least=0),
            )
        except ValueError as error:
            report.bad("FOOD_DES.txt", line, str(error))


def _refuse_again(number: str, seen: set[str], *, what: str) -> None:
    if number in seen:
        raise ValueError(f"{what} {number} is there twice.")
    seen.add(number)


def _portions(rows: Iterator[tuple[int, list[str]]], foods: Mapping[str, int], report: Report) -> Iterator[PortionLine]:
    for line, (number, order, count, description, weight, *_) in rows:
        try:
            if number not in foods:
                raise ValueError(f"food “{number[:50]}” is not in FOOD_DES.txt.")
            label = values.measure(count, description)
            found = PortionLine(
                food=foods[number],
                order=values.whole(order, what="order"),
                label=label[:150],
                grams=values.grams(weight),
            )
        except ValueError as error:
            report.bad("WEIGHT.txt", line, str(error))
            continue
        if found.grams and found.label:
            yield found
        else:
            report.leave_out("portions without a weight or a name")


def _amounts(
    rows: Iterator[tuple[int, list[str]]], foods: Mapping[str, int], nutrients: Mapping[str, int], report: Report
) -> Iterator[AmountLine]:
    for line, row in rows:
        number, nutrient_number, amount, points, source, derivation = *row[:4], row[5], row[6]
        try:
            if number not in foods:
                raise ValueError(f"food “{number[:50]}” is not in FOOD_DES.txt.")
            if nutrient_number not in nutrients:
                raise ValueError(f"nutrient “{nutrient_number[:50]}” is not in NUTR_DEF.txt.")
            if not amount:
                report.leave_out("amounts without a number, which nobody measured")
                continue
            digits = values.amount(amount)
            is_assumed = (derivation == ASSUMED or source == ASSUMED_SOURCE) and not float(digits)
            told = values.text(derivation or source, what="derivation", longest=10, least=0)
            found = foods[number], nutrients[nutrient_number], digits, is_assumed, told, values.points(points)
            yield AmountLine(line, *found)
        except ValueError as error:
            report.bad("NUT_DATA.txt", line, str(error))
