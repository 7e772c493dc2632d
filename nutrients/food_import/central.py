"""Reads a data release in FoodData Central's CSV layout: Foundation Foods or SR Legacy.

The list of the release's own foods decides what belongs to it: food.csv holds samples and superseded versions besides.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nutrients.data_releases import FoodRow, NutrientRow, ReleaseHead
from nutrients.derivations import ASSUMED, CODES
from nutrients.food_import import values
from nutrients.food_import.files import BadTables, Folder
from nutrients.food_import.layouts import AmountLine, PortionLine, ReleaseSet
from nutrients.food_import.tables import Progress, Report, Table
from nutrients.units import Unit

UNITS = {"G": Unit.G, "MG": Unit.MG, "UG": Unit.MCG, "KCAL": Unit.KCAL, "KJ": Unit.KJ, "IU": Unit.IU}
NO_UNIT_OF_PORTION = "9999"
COMMON_NAME = "1000"
PUBLISHER = "US Department of Agriculture, Agricultural Research Service"
LICENCE = "Public domain (CC0 1.0)"
ADDRESS = "https://fdc.nal.usda.gov/"
NEEDED = ("food", "nutrient", "food_nutrient", "food_category", "food_portion", "measure_unit")
FOUNDATION, SR_LEGACY = "foundation_food", "sr_legacy_food"
# SR Legacy, the largest, has 8 thousand.
MOST_FOODS = 100_000


def _foundation_head(newest: date) -> ReleaseHead:
    return ReleaseHead(
        key=f"foundation-{newest}",
        title=f"USDA Foundation Foods ({newest:%B %Y})",
        publisher=PUBLISHER,
        licence=LICENCE,
        released_on=newest,
        address=ADDRESS,
    )


def _sr_legacy_head(newest: date) -> ReleaseHead:
    """There is but one: the last of its line. FoodData Central took it over a year after it came out."""
    return ReleaseHead(
        key="sr-legacy-2018-04",
        title="USDA SR Legacy (April 2018)",
        publisher=PUBLISHER,
        licence=LICENCE,
        released_on=date(2018, 4, 1),
        address=ADDRESS,
    )


HEADS: Mapping[str, Callable[[date], ReleaseHead]] = {FOUNDATION: _foundation_head, SR_LEGACY: _sr_legacy_head}


def kinds_in(folder: Folder) -> list[str]:
    """Which of the two lie in the folder. Raises BadTables where part of one does."""
    names = folder.names()
    found = [kind for kind in HEADS if f"{kind}.csv" in names]
    there = [name for name in NEEDED if _file(folder, name)]
    if not found and "food" in there and "food_nutrient" in there:
        raise BadTables(
            f"{folder.name} has neither {FOUNDATION}.csv nor {SR_LEGACY}.csv, which say what belongs to it."
        )
    missing = [f"{name}.csv" for name in NEEDED if name not in there]
    if found and missing:
        raise BadTables(f"{folder.name} lacks {', '.join(missing)}. Expected the whole set as USDA ships it.")
    return found


def _file(folder: Folder, table: str) -> str:
    """The table's file. Copies of it may have a word of their own before the ending: food_nutrient.rebuilt.csv."""
    names = folder.names()
    others = [name for name in names if name.startswith(f"{table}.") and name.endswith(".csv")]
    return f"{table}.csv" if f"{table}.csv" in names else others[0] if len(others) == 1 else ""


def files_of(folder: Folder, kind: str) -> list[str]:
    """All that is read of it."""
    wanted = (*NEEDED, kind, "food_nutrient_derivation", "food_attribute")
    return [name for name in (_file(folder, table) for table in wanted) if name]


def read(folder: Folder, kind: str, report: Report, progress: Progress) -> ReleaseSet:
    def table(name: str, to: Report = report) -> Table:
        return Table(folder=folder, name=_file(folder, name), report=to, progress=progress)

    nutrients, without_unit = _nutrients(table("nutrient"))
    numbers = _numbers(table(kind))
    common_names = _common_names(table("food_attribute"), numbers) if _file(folder, "food_attribute") else {}
    categories = _names(table("food_category"), "description")
    foods, others, newest = _foods(table("food"), numbers, common_names, categories)
    for number, (line, _) in numbers.items():
        if number not in foods and number not in others:
            report.bad(f"{kind}.csv", line, f"food {number} is not in food.csv. Is that cut off?")
    places = {number: place for place, number in enumerate(foods)}
    derivations = (
        _derivations(table("food_nutrient_derivation")) if _file(folder, "food_nutrient_derivation") else CODES
    )
    known = _Known(
        foods=places,
        others=others,
        nutrients={str(row.fdc_id): place for place, row in enumerate(nutrients)},
        without_unit=without_unit,
        derivations=derivations,
    )
    return ReleaseSet(
        head=HEADS[kind](newest),
        nutrients=nutrients,
        foods=list(foods.values()),
        portions=list(_portions(table("food_portion"), places, _names(table("measure_unit"), "name"))),
        amounts=lambda to: _amounts(table("food_nutrient", to), known),
        amounts_file=_file(folder, "food_nutrient"),
    )


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What an amount may name, by the numbers that stand in the tables."""

    foods: Mapping[str, int]
    others: set[str]
    nutrients: Mapping[str, int]
    without_unit: Mapping[str, str]
    derivations: Mapping[str, str]


def _nutrients(table: Table) -> tuple[list[NutrientRow], dict[str, str]]:
    """Those in a unit that amounts are kept in, and the units of the others."""
    found: dict[str, NutrientRow] = {}
    without_unit: dict[str, str] = {}
    taken: set[str] = set()
    for line, (number, name, unit, nbr) in table.rows(("id", "name", "unit_name", "nutrient_nbr")):
        try:
            fdc_id = values.whole(number, what="id")
            number = str(fdc_id)
            if number in found or number in without_unit:
                raise ValueError(f"nutrient {number} is there twice.")
            nbr = values.text(nbr, what="nutrient_nbr", longest=6, least=0)
            if nbr and nbr in taken:
                raise ValueError(f"nutrient_nbr {nbr} is there twice.")
            taken.add(nbr)
            if unit.upper() not in UNITS:
                without_unit[number] = unit
                continue
            found[number] = NutrientRow(
                number=nbr,
                name=values.text(name, what="name", longest=200),
                unit=UNITS[unit.upper()],
                fdc_id=fdc_id,
            )
        except ValueError as error:
            table.report.bad(table.name, line, str(error))
    return list(found.values()), without_unit


def _numbers(table: Table) -> dict[str, tuple[int, str]]:
    """The release's own foods: the line of each, and its number, which FoodData Central writes without leading zeros."""
    found: dict[str, tuple[int, str]] = {}
    taken: set[str] = set()
    for line, (fdc_id, ndb) in table.rows(("fdc_id", "NDB_number")):
        try:
            number = f"{values.whole(ndb, what='NDB_number'):05}"
            values.whole(fdc_id, what="fdc_id")
            if fdc_id in found or number in taken:
                raise ValueError(f"food {fdc_id}, NDB number {ndb}, is there twice.")
        except ValueError as error:
            table.report.bad(table.name, line, str(error))
            continue
        found[fdc_id] = line, number
        taken.add(number)
        if len(found) > MOST_FOODS:
            raise BadTables(f"{table.name} lists more than {MOST_FOODS:,} foods. That is no table of USDA's.")
    return found


def _common_names(table: Table, numbers: Container[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, (fdc_id, kind, name) in table.rows(("fdc_id", "food_attribute_type_id", "value")):
        if kind == COMMON_NAME and fdc_id in numbers:
            found.setdefault(fdc_id, []).append(name)
    return found


def _names(table: Table, column: str) -> dict[str, str]:
    return {number: name for _, (number, name) in table.rows(("id", column))}


def _foods(
    table: Table,
    numbers: Mapping[str, tuple[int, str]],
    common_names: Mapping[str, Sequence[str]],
    categories: Mapping[str, str],
) -> tuple[dict[str, FoodRow], set[str], date]:
    """The release's foods by their ids there, the ids of all others in the file, and when the newest came out."""
    found: dict[str, FoodRow] = {}
    others: set[str] = set()
    newest = date.min
    columns = ("fdc_id", "data_type", "description", "food_category_id", "publication_date")
    for line, (fdc_id, data_type, description, category, published) in table.rows(columns):
        if fdc_id not in numbers:
            others.add(fdc_id)
            is_former = data_type in HEADS
            table.report.leave_out(
                "foods that a newer row replaces" if is_former else "samples and other kinds of food"
            )
            continue
        try:
            if fdc_id in found:
                raise ValueError(f"food {fdc_id} is there twice.")
            if category and category not in categories:
                raise ValueError(f"food_category_id “{category}” is not in food_category.csv.")
            newest = max(newest, date.fromisoformat(published))
            found[fdc_id] = FoodRow(
                number=numbers[fdc_id][1],
                description=values.text(description, what="description", longest=300),
                category=categories.get(category, "")[:100],
                fdc_id=int(fdc_id),
                data_type=values.text(data_type, what="data_type", longest=40),
                common_names=", ".join(common_names.get(fdc_id, ()))[:300],
            )
        except ValueError as error:
            # Told once, not for each of its amounts.
            others.add(fdc_id)
            table.report.bad(table.name, line, str(error))
    return found, others, newest


def _derivations(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, (number, code) in table.rows(("id", "code")):
        try:
            found[number] = values.text(code, what="code", longest=10, least=0)
        except ValueError as error:
            # Told once, not for each of its amounts.
            found[number] = ""
            table.report.bad(table.name, line, str(error))
    return found


def _portions(table: Table, foods: Mapping[str, int], units: Mapping[str, str]) -> Iterator[PortionLine]:
    """SR Legacy names no unit: its whole measure stands in `modifier`."""
    columns = ("fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight")
    for line, (fdc_id, order, count, unit, description, modifier, weight) in table.rows(columns):
        food = foods.get(fdc_id)
        if food is None:
            continue
        try:
            grams = values.grams(weight)
            if unit != NO_UNIT_OF_PORTION and unit not in units:
                raise ValueError(f"measure_unit_id “{unit}” is not in measure_unit.csv.")
            name = "" if unit == NO_UNIT_OF_PORTION else units[unit]
            label = values.measure(count, name, description, modifier)
            place = values.whole(order, what="seq_num") if order else 0
        except ValueError as error:
            table.report.bad(table.name, line, str(error))
            continue
        if grams and label:
            yield PortionLine(food=food, order=place, label=label[:150], grams=grams)
        else:
            table.report.leave_out("portions without a weight or a name")


def _amounts(table: Table, known: _Known) -> Iterator[AmountLine]:
    report = table.report
    foods, nutrients, derivations = known.foods, known.nutrients, known.derivations
    for line, (fdc_id, nutrient_id, amount, points, derivation_id) in table.rows(
        ("fdc_id", "nutrient_id", "amount", "data_points", "derivation_id")
    ):
        try:
            food = foods.get(fdc_id)
            if food is None:
                if fdc_id not in known.others:
                    raise ValueError(f"food “{fdc_id[:50]}” is not in food.csv.")
                report.leave_out("amounts of samples and of foods that a newer row replaces")
                continue
            nutrient = nutrients.get(nutrient_id)
            if nutrient is None:
                report.leave_out(_why_not_counted(nutrient_id, known))
                continue
            if not amount:
                report.leave_out("amounts without a number, which nobody measured")
                continue
            derivation = derivations[derivation_id] if derivation_id else ""
            number = values.amount(amount)
            is_assumed = derivation == ASSUMED and not float(number)
            yield AmountLine(line, food, nutrient, number, is_assumed, derivation, values.points(points))
        except KeyError:
            report.bad(table.name, line, f"derivation_id “{derivation_id[:50]}” is unknown. Expected one of USDA's.")
        except ValueError as error:
            report.bad(table.name, line, str(error))


def _why_not_counted(nutrient_id: str, known: _Known) -> str:
    unit = known.without_unit.get(nutrient_id)
    if unit:
        return f"amounts in {unit}, a unit that none are kept in"
    return f"amounts of nutrient {values.whole(nutrient_id, what='nutrient_id')}, which nutrient.csv does not have"
