"""Data releases of the guide: a folder `release/<key>/` with release.yaml and three tables, one row a line.

It reads files and nothing else. An amount that isn't there is not zero, so a row without its amount is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from nutrients.data_releases import AmountRow, FoodRow, NutrientRow, Release, ReleaseDiffers, ReleaseHead
from nutrients.units import Unit
from nutrition_site.guide_files import KEY, RELEASES, GuideFile
from nutrition_site.guide_text import BadGuideFile, read_bytes, text_of

HEAD, NUTRIENTS, FOODS, AMOUNTS = "release.yaml", "nutrients.csv", "foods.csv", "amounts.csv"
HEADERS = {
    NUTRIENTS: ("number", "name", "unit"),
    FOODS: ("number", "description", "category"),
    AMOUNTS: ("food", "nutrient", "amount", "assumed", "derivation", "data_points"),
}
Row = TypeVar("Row", NutrientRow, FoodRow, AmountRow)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    publisher: str
    licence: str
    released_on: date
    address: str = ""
    checksum: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseFiles:
    """A release as its files give it. Each table has its header in line 1 and one row in each line after it."""

    folder: Path
    release: Release

    def bad(self, error: ReleaseDiffers) -> BadGuideFile:
        """The error to raise about a row that is loaded otherwise, naming its file and line."""
        tables = {NUTRIENTS: self.release.nutrients, FOODS: self.release.foods, AMOUNTS: self.release.amounts}
        for name, rows in tables.items():
            for line, row in enumerate(rows, start=2):
                if row is error.row:
                    return BadGuideFile(self.folder / name, str(error), line=line)
        return BadGuideFile(self.folder / HEAD, str(error))


def read_releases(folder: Path) -> list[ReleaseFiles]:
    """Every release of the guide in this folder, by key. Raises BadGuideFile."""
    return [read_release(found) for found in sorted((folder / RELEASES).glob("[!.]*"))]


def read_release(folder: Path) -> ReleaseFiles:
    if not folder.is_dir() or folder.is_symlink() or not KEY.fullmatch(folder.name) or len(folder.name) > 40:
        raise BadGuideFile(folder, "expected a folder named by up to 40 small letters, digits and hyphens.")
    file = GuideFile(kind=RELEASES, key=folder.name, path=folder / HEAD, raw=read_bytes(folder / HEAD))
    nutrients = _table(folder / NUTRIENTS, _nutrient, lambda row: row.number)
    foods = _table(folder / FOODS, _food, lambda row: row.number)
    numbers = {row.number for row in nutrients}, {row.number for row in foods}
    amounts = _table(
        folder / AMOUNTS,
        lambda said: _amount(said, nutrients=numbers[0], foods=numbers[1]),
        lambda row: (row.food, row.nutrient),
    )
    head = ReleaseHead(key=folder.name, **msgspec.structs.asdict(file.converted(Head)))
    return ReleaseFiles(folder=folder, release=Release(head=head, nutrients=nutrients, foods=foods, amounts=amounts))


def _table(path: Path, row_of: Callable[[Mapping[str, str]], Row], key_of: Callable[[Row], Any]) -> list[Row]:
    found: list[Row] = []
    keys: dict[Any, int] = {}
    for line, said in _lines(path):
        try:
            row = row_of(said)
        except ValueError as error:
            raise BadGuideFile(path, str(error), line=line) from error
        first = keys.setdefault(key_of(row), line)
        if first != line:
            raise BadGuideFile(path, f"this repeats line {first}. Expected one row for each.", line=line)
        found.append(row)
    return found


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = HEADERS[path.name]
    lines = text_of(read_bytes(path), path).removesuffix("\n").split("\n")
    for number, text in enumerate(lines, start=1):
        try:
            # Line by line, so that a quote left open spoils its own line and is named there.
            [fields] = csv.reader([text], strict=True)
        except (csv.Error, ValueError) as error:
            raise BadGuideFile(path, f"this is no row of a table: {error}.", line=number) from error
        if number == 1 and tuple(fields) != header:
            raise BadGuideFile(path, f"expected the header {','.join(header)}.", line=1)
        if len(fields) != len(header):
            raise BadGuideFile(path, f"{len(fields)} fields. Expected {len(header)}: {', '.join(header)}.", line=number)
        if number > 1:
            yield number, dict(zip(header, fields, strict=True))


def _nutrient(said: Mapping[str, str]) -> NutrientRow:
    if said["unit"] not in Unit.values:
        raise ValueError(f"unit “{said['unit']}” is unknown. Expected one of {', '.join(Unit.values)}.")
    return NutrientRow(number=_text(said, "number", 6), name=_text(said, "name", 200), unit=said["unit"])


def _food(said: Mapping[str, str]) -> FoodRow:
    return FoodRow(
        number=_text(said, "number", 20),
        description=_text(said, "description", 300),
        category=_text(said, "category", 100, least=0),
    )


def _amount(said: Mapping[str, str], *, nutrients: set[str], foods: set[str]) -> AmountRow:
    if said["food"] not in foods:
        raise ValueError(f"food “{said['food']}” is not in {FOODS}. Expected a number from there.")
    if said["nutrient"] not in nutrients:
        raise ValueError(f"nutrient “{said['nutrient']}” is not in {NUTRIENTS}. Expected a number from there.")
    if said["assumed"] not in ("", "yes"):
        raise ValueError(f"assumed “{said['assumed']}”. Expected yes, or nothing.")
    points = said["data_points"]
    if points and not (points.isascii() and points.isdigit() and len(points) < 10):
        raise ValueError(f"data_points “{points}”. Expected a whole number, or nothing.")
    amount = _number(said["amount"])
    if said["assumed"] and amount:
        raise ValueError(f"an assumed amount of {amount}. Expected 0: only a zero may be assumed.")
    return AmountRow(
        food=said["food"],
        nutrient=said["nutrient"],
        amount=amount,
        is_assumed=bool(said["assumed"]),
        derivation=_text(said, "derivation", 10, least=0),
        data_points=int(points) if points else None,
    )


def _number(text: str) -> Decimal:
    """Not below zero, and short enough for its column."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not (text.isascii() and number.is_finite() and 0 <= number < 10**8 and number == round(number, 6)):
        raise ValueError(f"amount “{text}”. Expected a number like 0.85; what isn't known has no row at all.")
    return number


def _text(said: Mapping[str, str], name: str, longest: int, *, least: int = 1) -> str:
    if not least <= len(said[name]) <= longest:
        raise ValueError(f"{name} has {len(said[name])} characters. Expected {least} to {longest}.")
    return said[name]
