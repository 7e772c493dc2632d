"""A food's or a nutrient's figures as a table for other programs: each row with its state, source, unit and licence.

It reads what is live at one moment. What nobody measured has a row that says so and no amount: missing is not zero.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import OuterRef, Subquery

from nutrients.amounts import AS_JSON, MASSES, amounts_in, measured, of_nutrient
from nutrients.derivations import in_words
from nutrients.documents import FoodDocument, NutrientDocument
from nutrients.food_figures import HUNDRED, Counted, Figure
from nutrients.models import DataRelease, FoodProjection
from nutrients.units import shortest
from publishing.moment import Live, Moment

EXACTNESS = Decimal("0.000001")
# A spreadsheet would take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = {
    "food": "The food, as this guide names it.",
    "food_address": "Its page here.",
    "nutrient": "The nutrient, as this guide names it.",
    "nutrient_address": "Its page here.",
    "state": "measured, zero (looked for, none found), assumed-zero (not looked for, none expected) or missing (not measured).",
    "amount_per_100g": "Per 100 g of the food as described; empty where missing.",
    "unit": "Of the amounts and the daily value: mcg, mg, g or kcal.",
    "portion": "The food's first portion here; empty where it has none.",
    "portion_grams": "What that weighs.",
    "amount_per_portion": "Computed: amount_per_100g x portion_grams / 100.",
    "daily_value": "For US food labels, as the nutrient's page cites it; empty where there is none.",
    "percent_of_daily_value": "Of the portion, computed: amount_per_portion / daily_value x 100.",
    "derivation": "How the release came to the amount, in words.",
    "derivation_code": "The same in the release's own code.",
    "data_points": "In how many samples it was measured, where the release tells.",
    "release": "The data release that the amount is from.",
    "released_on": "When that came out.",
    "publisher": "Who published it.",
    "release_address": "Where.",
    "source_number": "The food's number in the release.",
    "source_description": "The food, as the release describes it.",
    "licence": "Of the amount, as the release is licensed.",
}


@dataclass(frozen=True, kw_only=True)
class OpenTable:
    title: str
    about: str
    """The page that the table stands on."""
    updated: datetime
    rows: Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class _Release:
    publisher: str
    licence: str
    address: str


def food_table(live: Live, moment: Moment, *, site: str) -> OpenTable:
    """Every nutrient of the guide that is counted in foods, in the order of their names."""
    document: FoodDocument = live.document
    portion = document.portions[0] if document.portions else None
    found = amounts_in(document.sources, moment).counted
    releases = _releases(source.release for source in document.sources)
    rows = [
        _row(
            food=(document.name, live.card.path),
            portion=(portion.label, portion.grams) if portion else None,
            figure=Figure(nutrient=counted, measured=amount, grams=portion.grams if portion else HUNDRED),
            releases=releases,
            site=site,
        )
        for counted, amount in sorted(found, key=lambda pair: pair[0].title.casefold())
    ]
    return OpenTable(title=document.name, about=f"{site}{live.card.path}", updated=live.substantive_from, rows=rows)


def nutrient_table(live: Live, moment: Moment, *, site: str) -> OpenTable:
    """Every food of the guide, in the order of their names; none where foods can't be asked for the nutrient."""
    document: NutrientDocument = live.document
    counted = Counted(title=document.name, path=live.card.path, unit=document.unit, daily_value=document.daily_value)
    rows: list[dict[str, Any]] = []
    if document.unit and (document.sr_number or document.fdc_id):
        found = list(_foods(document, moment))
        releases = _releases({amount.source.key for _, _, _, _, amount in found if amount})
        rows = [
            _row(
                food=(title, path),
                portion=(portion, grams),
                figure=Figure(nutrient=counted, measured=amount, grams=grams),
                releases=releases,
                site=site,
            )
            for title, path, portion, grams, amount in found
        ]
    return OpenTable(title=document.name, about=f"{site}{live.card.path}", updated=live.substantive_from, rows=rows)


def _foods(document: NutrientDocument, moment: Moment) -> Iterable[tuple[str, str, str, Decimal, Any]]:
    """Each live food with its first portion, and the amount from the first of its sources that has one."""
    dimension = "mass" if document.unit in MASSES else document.unit
    amounts = of_nutrient(sr_number=document.sr_number, fdc_id=document.fdc_id, in_dimension=dimension)
    own = amounts.filter(food__speaks_for__edition=OuterRef("edition")).order_by("food__speaks_for__position")
    first = own.annotate(found=AS_JSON).values("found")[:1]
    foods = FoodProjection.objects.live(at=moment.t).order_by("edition__sort_title", "edition__title")
    columns = ("edition__title", "edition__path", "portion", "grams", "found")
    for title, path, portion, grams, found in foods.annotate(found=Subquery(first)).values_list(*columns):
        yield title, path, portion, grams, measured(found)


def _releases(keys: Iterable[str]) -> dict[str, _Release]:
    columns = ("key", "publisher", "licence", "address")
    rows = DataRelease.objects.filter(key__in=list(keys)).values_list(*columns)
    return {
        key: _Release(publisher=publisher, licence=licence, address=address)
        for key, publisher, licence, address in rows
    }


def _row(
    *,
    food: tuple[str, str],
    portion: tuple[str, Decimal] | None,
    figure: Figure,
    releases: dict[str, _Release],
    site: str,
) -> dict[str, Any]:
    nutrient, amount = figure.nutrient, figure.measured
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "food": food[0],
        "food_address": f"{site}{food[1]}",
        "nutrient": nutrient.title,
        "nutrient_address": f"{site}{nutrient.path}",
        "state": figure.state,
        "unit": nutrient.unit,
        "daily_value": _told(nutrient.daily_value),
    }
    if portion:
        row |= {"portion": portion[0], "portion_grams": _told(portion[1])}
    if amount is None:
        return row
    row |= {
        "amount_per_100g": _told(figure.per_100g),
        "derivation": in_words(amount.derivation),
        "derivation_code": amount.derivation,
        "data_points": amount.data_points,
        "release": amount.source.release,
        "released_on": amount.source.released_on,
        "source_number": amount.source.number,
        "source_description": amount.source.description,
    }
    release = releases[amount.source.key]
    row |= {"publisher": release.publisher, "licence": release.licence, "release_address": release.address}
    if portion:
        row |= {
            "amount_per_portion": _told(figure.per_portion),
            "percent_of_daily_value": _told(figure.percent),
        }
    return row


def _told(number: Decimal | None) -> Decimal | None:
    return None if number is None else shortest(round(number, -int(EXACTNESS.as_tuple().exponent)))


def as_csv(table: OpenTable) -> str:
    """With a header, and no cell that a spreadsheet would run as a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row.values()] for row in table.rows)
    return file.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def as_json(table: OpenTable) -> bytes:
    """Numbers are written with all their digits; what isn't known is null."""
    said = {
        "title": table.title,
        "about": table.about,
        "updated": table.updated,
        "columns": COLUMNS,
        "rows": table.rows,
    }
    return msgspec.json.format(msgspec.json.Encoder(decimal_format="number").encode(said), indent=1)
