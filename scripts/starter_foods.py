"""Writes guide files of chosen foods from SR28's own text files: starter_foods.py SR28_FOLDER CHOSEN_FOODS GUIDE_FOLDER.

It copies amounts as they stand, and refuses a food, weight or nutrient that SR28 doesn't have. What SR28 doesn't
tell stays untold.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

# What a site has loaded never changes: with more of SR28 than before it is another release, the second.
RELEASE = "usda-sr28-2"
REFERENCE = "usda-sr28"
# By SR28's numbers. International units are left out: they stand for another mass with each form.
NUTRIENTS = (
    "208", "203", "204", "606", "605", "601", "619", "629", "621", "205", "291", "269", "501",  # energy and what gives it
    "301", "303", "304", "305", "306", "307", "309", "312", "315", "317",  # minerals
    "320", "319", "401", "404", "405", "406", "410", "415", "417", "431", "435", "418", "578", "421",  # vitamins
    "328", "323", "573", "430",
)  # fmt: skip
UNITS = {"\N{MICRO SIGN}g": "mcg", "mg": "mg", "g": "g", "kcal": "kcal"}
ASSUMED_SOURCE, ASSUMED_DERIVATION = "7", "Z"


class NotInRelease(Exception):
    """The list of foods asks for something that SR28 doesn't have."""


def rows(path: Path) -> Iterator[list[str]]:
    """Fields of one of SR28's files: ISO 8859-1, ^ between fields, ~ around text, lines ending in CR LF or in CR CR LF."""
    for line in path.read_bytes().decode("iso-8859-1").split("\n"):
        if line.strip():
            yield [field.strip("~").strip() for field in line.rstrip("\r").split("^")]


def chosen_rows(path: Path, numbers: set[str]) -> dict[str, list[list[str]]]:
    """The file's rows of these foods, by the number of the food."""
    found: dict[str, list[list[str]]] = {number: [] for number in numbers}
    for row in rows(path):
        if row[0] in found:
            found[row[0]].append(row)
    return found


def food_rows(sr28: Path, numbers: set[str]) -> list[tuple[str, str, str]]:
    """(number, description, category) of each chosen food."""
    categories = dict(rows(sr28 / "FD_GROUP.txt"))
    found = chosen_rows(sr28 / "FOOD_DES.txt", numbers)
    missing = [number for number, known in found.items() if not known]
    if missing:
        raise NotInRelease(f"SR28 has no food {', '.join(sorted(missing))}. Expected numbers of FOOD_DES.txt.")
    return [(number, known[0][2], categories[known[0][1]]) for number, known in sorted(found.items())]


def nutrient_rows(sr28: Path) -> list[tuple[str, str, str]]:
    """(number, name, unit) of each nutrient that is written, in the order above."""
    known = {row[0]: row for row in rows(sr28 / "NUTR_DEF.txt")}
    missing = [number for number in NUTRIENTS if number not in known]
    if missing:
        raise NotInRelease(f"SR28 has no nutrient {', '.join(missing)}. Expected numbers of NUTR_DEF.txt.")
    return [(number, known[number][3], UNITS[known[number][1]]) for number in NUTRIENTS]


def amount_rows(sr28: Path, numbers: set[str]) -> list[tuple[str, str, str, str, str, str]]:
    """(food, nutrient, amount per 100 g, assumed, derivation, data points); no row where SR28 has none."""
    found = chosen_rows(sr28 / "NUT_DATA.txt", numbers)
    return [
        (food, row[1], row[2], "yes" if _is_assumed(row) else "", row[6], row[3])
        for food in sorted(found)
        for row in sorted(found[food], key=lambda row: int(row[1]))
        if row[1] in NUTRIENTS
    ]


def _is_assumed(row: Sequence[str]) -> bool:
    """A zero that nobody looked for; an amount above zero is none, whatever its codes say."""
    return float(row[2]) == 0 and (row[5] == ASSUMED_SOURCE or row[6] == ASSUMED_DERIVATION)


def document(food: dict[str, Any], weights: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The guide's document of a chosen food. `weights` are its rows of WEIGHT.txt."""
    unknown = [place for place in food["portions"] if str(place).partition(" x ")[0] not in (row[1] for row in weights)]
    if unknown:
        raise NotInRelease(f"SR28 has no weight {unknown[0]} of food {food['number']}. Expected a row of WEIGHT.txt.")
    grams = {row[1]: Decimal(row[4]) for row in weights}
    source = f"The amounts and weights on this page are from USDA SR28 (2015), NDB number {food['number']} [[ref:{REFERENCE}]]."
    said = {
        "name": food["name"],
        "slug": food["slug"],
        "other_names": food["other_names"],
        "group": food["group"],
        # Left out where it isn't known: rennet in cheese, vitamins that makers add, what goes into bread.
        "diet": food.get("diet"),
        "summary": food["summary"],
        "body": f"<p>{source}</p>",
        "portions": [
            {"label": label, "grams": _weight(str(place), grams)} for place, label in food["portions"].items()
        ],
        "sources": [{"release": RELEASE, "number": food["number"]}],
    }
    return {name: value for name, value in said.items() if value}


def _weight(place: str, grams: dict[str, Decimal]) -> str:
    """Of one row of the table of weights, or of a multiple: `2 x 10` is ten times row 2."""
    row, _, times = place.partition(" x ")
    return f"{(grams[row] * Decimal(times or 1)).normalize():f}"


class Quoting(yaml.SafeDumper):
    """Puts numbers that are text into quotes, also those that only some readers of YAML take for numbers: 08029."""


def _text(dumper: Quoting, text: str) -> yaml.ScalarNode:
    is_number = text.replace(".", "").isdigit()
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if is_number else None)


Quoting.add_representer(str, _text)


def write_table(path: Path, header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(lines)


def build(*, sr28: Path, chosen: Path, guide: Path) -> str:
    foods: list[dict[str, Any]] = yaml.safe_load(chosen.read_text(encoding="utf-8"))
    numbers = {food["number"] for food in foods}
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[str]]]] = {
        "nutrients.csv": (("number", "name", "unit"), nutrient_rows(sr28)),
        "foods.csv": (("number", "description", "category"), food_rows(sr28, numbers)),
        "amounts.csv": (
            ("food", "nutrient", "amount", "assumed", "derivation", "data_points"),
            amount_rows(sr28, numbers),
        ),
    }
    weights = chosen_rows(sr28 / "WEIGHT.txt", numbers)
    documents = {food["slug"]: document(food, weights[food["number"]]) for food in foods}
    for folder in (guide / "food", guide / "release" / RELEASE):
        folder.mkdir(parents=True, exist_ok=True)
    for name, (header, lines) in tables.items():
        write_table(guide / "release" / RELEASE / name, header, lines)
    for old in (guide / "food").glob("*.yaml"):
        old.unlink()
    for slug, words in documents.items():
        text = yaml.dump(words, Dumper=Quoting, allow_unicode=True, sort_keys=False, width=120)
        (guide / "food" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    return f"{len(documents)} foods, {len(tables['amounts.csv'][1])} amounts of {len(NUTRIENTS)} nutrients"


if __name__ == "__main__":
    folder, list_of_foods, written = map(Path, sys.argv[1:])
    sys.stdout.write(build(sr28=folder, chosen=list_of_foods, guide=written) + "\n")
