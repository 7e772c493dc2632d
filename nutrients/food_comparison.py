"""Up to four foods side by side: what the same amount of each holds of every nutrient of the guide. Ranks nothing.

A share may be of the daily value, or of what is recommended at one age and sex; the two never stand in one column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.text import slugify

from nutrients.amounts import AS_JSON, MASSES, measured
from nutrients.asked import slug_of
from nutrients.documents import NutrientDocument
from nutrients.food_figures import HUNDRED, Counted, Figure, Measured, share, shown_percent
from nutrients.intakes import intake_for
from nutrients.models import Amount, FoodProjection, Intake, NutrientProjection
from nutrients.names_like import folded
from nutrients.units import AmountText, Unit, shortest, written
from publishing.models import Edition
from publishing.moment import Live

MOST_FOODS = 4
# Ages at which recommendations differ, as a reader would say them: group, an age of the stage, and the words.
PEOPLE = {
    "children-3": ("children", 3, "children of 1 to 3 years"),
    "children-8": ("children", 8, "children of 4 to 8 years"),
    "girls-13": ("women", 13, "girls of 9 to 13 years"),
    "girls-18": ("women", 18, "girls of 14 to 18 years"),
    "women-30": ("women", 30, "women of 19 to 30 years"),
    "women-50": ("women", 50, "women of 31 to 50 years"),
    "women-70": ("women", 70, "women of 51 to 70 years"),
    "women-71": ("women", 71, "women over 70 years"),
    "boys-13": ("men", 13, "boys of 9 to 13 years"),
    "boys-18": ("men", 18, "boys of 14 to 18 years"),
    "men-30": ("men", 30, "men of 19 to 30 years"),
    "men-50": ("men", 50, "men of 31 to 50 years"),
    "men-70": ("men", 70, "men of 51 to 70 years"),
    "men-71": ("men", 71, "men over 70 years"),
    "pregnancy-30": ("pregnancy", 30, "pregnancy, 19 to 30 years"),
    "lactation-30": ("lactation", 30, "breastfeeding, 19 to 30 years"),
}


@dataclass(frozen=True, kw_only=True)
class ComparedFood:
    edition_id: int
    slug: str
    title: str
    path: str
    portion: str
    portion_grams: Decimal
    grams: Decimal


@dataclass(frozen=True, kw_only=True)
class Cell:
    figure: Figure
    percent: Decimal | None
    shown_percent: str


@dataclass(frozen=True, kw_only=True)
class ComparedNutrient:
    nutrient: Counted
    whole: str
    """What the shares are of, in words: 18 mg (RDA); empty where there is nothing to compare with."""
    cells: Sequence[Cell]


def foods_named(names: Sequence[str], *, at: datetime) -> dict[str, Edition]:
    """The live food of each name, by its address or its title: one query. A name without one is left out."""
    slugs = {name: slugify(name)[:100] for name in names}
    wanted = Q(path__in=[f"/foods/{slug}/" for slug in slugs.values() if slug])
    for name in names:
        wanted |= Q(title__iexact=name)
    found = list(Edition.objects.cards().live(at=at).filter(wanted, kind="food"))
    by_path = {edition.path: edition for edition in found}
    by_title = {edition.title.casefold(): edition for edition in found}
    named = {name: by_path.get(f"/foods/{slugs[name]}/") or by_title.get(name.casefold()) for name in names}
    return {name: edition for name, edition in named.items() if edition is not None}


def foods_otherwise_named(names: Sequence[str], foods: Sequence[Edition]) -> dict[str, Edition]:
    """The food that has each name among its others, or whose title it is but for accents and signs."""
    by_name = {folded(other): edition for edition in reversed(foods) for other in (*edition.aliases, edition.title)}
    found = {name: by_name.get(folded(name)) for name in names}
    return {name: edition for name, edition in found.items() if edition is not None}


def compared_foods(editions: Sequence[Edition], *, per_100g: bool) -> list[ComparedFood]:
    portions = {row.edition_id: row for row in FoodProjection.objects.filter(edition__in=editions)}
    return [
        ComparedFood(
            edition_id=edition.pk,
            slug=slug_of(edition),
            title=edition.title,
            path=edition.path,
            portion=portions[edition.pk].portion if edition.pk in portions else "",
            portion_grams=shortest(portions[edition.pk].grams) if edition.pk in portions else HUNDRED,
            grams=HUNDRED if per_100g or edition.pk not in portions else shortest(portions[edition.pk].grams),
        )
        for edition in editions
    ]


def compare_foods(foods: Sequence[ComparedFood], *, people: str, at: datetime) -> list[ComparedNutrient]:
    """Every nutrient that is counted in foods, by name: two queries, whatever the number of foods."""
    rows = NutrientProjection.objects.live(at=at).exclude(sr_number="", fdc_id__isnull=True)
    rows = rows.select_related("edition").order_by("edition__sort_title", "edition_id")
    nutrients = list(rows if people else rows.defer("edition__document"))
    amounts = _amounts([food.edition_id for food in foods], nutrients)
    return [_compared(row, foods, amounts, people) for row in nutrients]


def _compared(
    row: NutrientProjection, foods: Sequence[ComparedFood], amounts: Mapping[tuple[int, int], Measured], people: str
) -> ComparedNutrient:
    nutrient = Counted(
        title=row.edition.title, path=row.edition.path, unit=row.unit, daily_value=None if people else row.daily_value
    )
    whole, words = nutrient.daily_value, "daily value" if nutrient.daily_value else ""
    if people:
        whole, words = _recommended(row, people)
    figures = [
        Figure(nutrient=nutrient, measured=amounts.get((food.edition_id, row.pk)), grams=food.grams) for food in foods
    ]
    shares = [share(figure.per_portion, whole) for figure in figures]
    return ComparedNutrient(
        nutrient=nutrient,
        whole=AmountText(f"{written(whole, row.unit)} ({words})") if whole is not None else "",
        cells=[
            Cell(figure=figure, percent=percent, shown_percent=shown_percent(percent))
            for figure, percent in zip(figures, shares, strict=True)
        ],
    )


def _recommended(row: NutrientProjection, people: str) -> tuple[Decimal | None, str]:
    document: NutrientDocument = Live.of(row.edition).document
    group, age, _ = PEOPLE[people]
    found = intake_for(document.intakes, group=group, age=age)
    return (None, "") if found is None else (found.amount, Intake.Measure(found.measure).name)


def _amounts(editions: Sequence[int], nutrients: Sequence[NutrientProjection]) -> dict[tuple[int, int], Measured]:
    """By edition and nutrient the amount from the edition's first source that has one."""
    numbers = {row.sr_number: row for row in nutrients if row.sr_number}
    ids = {row.fdc_id: row for row in nutrients if row.fdc_id is not None}
    rows = Amount.objects.filter(
        Q(nutrient__number__in=list(numbers)) | Q(nutrient__fdc_id__in=list(ids)),
        food__speaks_for__edition__in=list(editions),
        nutrient__unit__in=[*MASSES, Unit.KCAL],
    )
    shown = ("food__speaks_for__edition", "nutrient__number", "nutrient__fdc_id", "nutrient__unit", "found")
    found: dict[tuple[int, int], Measured] = {}
    for edition, number, fdc_id, unit, told in (
        rows.order_by("food__speaks_for__position").annotate(found=AS_JSON).values_list(*shown)
    ):
        row = numbers.get(number) or ids.get(fdc_id)
        one = measured(told)
        if row is not None and one is not None and (unit in MASSES) == (row.unit in MASSES):
            found.setdefault((edition, row.pk), one)
    return found
