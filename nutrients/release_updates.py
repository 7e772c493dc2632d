"""What a data release would change for foods that the guide has: amount by amount, before anything is changed.

A food follows by its number. The new row takes the place of the newest older one; what that alone has measured can be
kept behind it. Drafts only are written: publishing them is a step of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from nutrients.amounts import amounts_in
from nutrients.documents import SourceFood
from nutrients.food_figures import HUNDRED, Figure
from nutrients.models import DataRelease, Food, FoodSource, ReleaseFood
from nutrients.units import AmountText, rounded, written
from publishing.models import User
from publishing.moment import Moment


@dataclass(frozen=True, kw_only=True)
class AmountChange:
    """One nutrient in 100 g of a food, as the guide reads it and as it would."""

    nutrient: str
    old: Figure
    new: Figure

    @property
    def difference(self) -> str:
        """In the nutrient's unit and in percent; in words where one of the two is missing or nothing but the source differs."""
        old, new = self.old.per_100g, self.new.per_100g
        if old is None:
            return "newly measured"
        if new is None:
            return "no longer measured"
        if old == new:
            return (
                f"the same, now {self.new.state.replace('-', ' ')}" if self.old.state != self.new.state else "the same"
            )
        sign = "+" if new > old else "\N{MINUS SIGN}"
        change = f"{sign}{written(rounded(abs(new - old)), self.new.nutrient.unit)}"
        share = f" ({sign}{abs(new - old) / old * HUNDRED:.0f}%)" if old else ""
        return AmountText(f"{change}{share}")


@dataclass(frozen=True, kw_only=True)
class FoodUpdate:
    food: Food
    row: ReleaseFood
    """What the food would read first."""
    replaced: ReleaseFood
    is_kept: bool
    """Whether the replaced row stays behind the new one."""
    changes: Sequence[AmountChange]
    same: int
    """Nutrients whose amounts would stay as they are."""
    says: Sequence[str]
    """Passages of the draft that name the replaced release, and would be wrong."""


def sources_to_update(release: DataRelease) -> QuerySet[FoodSource]:
    """One for each food that reads an older row of a number that the release has, and no row of the release yet."""
    older = FoodSource.objects.filter(
        food=OuterRef("food"),
        release_food__number=OuterRef("release_food__number"),
        release_food__release__released_on__lt=release.released_on,
    ).order_by("position", "id")
    found = FoodSource.objects.filter(
        release_food__number__in=release.foods.values("number"),
        release_food__release__released_on__lt=release.released_on,
        pk=Subquery(older.values("pk")[:1]),
    ).exclude(food__in=FoodSource.objects.filter(release_food__release=release).values("food"))
    # A food that reads two numbers follows by the first.
    first = FoodSource.objects.filter(pk__in=found.values("pk"), food=OuterRef("food")).order_by("position", "id")
    return found.filter(pk=Subquery(first.values("pk")[:1])).order_by("food__name", "food")


def updates(sources: Iterable[FoodSource], release: DataRelease, moment: Moment, *, keep: bool) -> list[FoodUpdate]:
    """What would change for each of the foods; two queries for each."""
    wanted = list(sources)
    rows = {row.number: row for row in release.foods.filter(number__in=[one.release_food.number for one in wanted])}
    return [_update(one, rows[one.release_food.number], moment, keep=keep) for one in wanted]


def _update(source: FoodSource, row: ReleaseFood, moment: Moment, *, keep: bool) -> FoodUpdate:
    before = list(source.food.sources.select_related("release_food__release").order_by("position", "id"))
    after = [
        found
        for one in before
        for found in (_instead(one, row, keep=keep) if one.pk == source.pk else [one.release_food])
    ]
    old = _figures([one.release_food for one in before], moment)
    new = _figures(after, moment)
    changes = [
        AmountChange(nutrient=title, old=old[title], new=new[title])
        for title in sorted(old, key=str.casefold)
        if (old[title].per_100g, old[title].state) != (new[title].per_100g, new[title].state)
    ]
    return FoodUpdate(
        food=source.food,
        row=row,
        replaced=source.release_food,
        is_kept=keep,
        changes=changes,
        same=len(old) - len(changes),
        says=_says(source.food, source.release_food.release),
    )


def _instead(source: FoodSource, row: ReleaseFood, *, keep: bool) -> list[ReleaseFood]:
    return [row, source.release_food] if keep else [row]


def _figures(rows: Sequence[ReleaseFood], moment: Moment) -> dict[str, Figure]:
    sources = [SourceFood(release=row.release.key, number=row.number) for row in rows]
    return {
        counted.title: Figure(nutrient=counted, measured=measured, grams=HUNDRED)
        for counted, measured in amounts_in(sources, moment).counted
    }


def _says(food: Food, release: DataRelease) -> list[str]:
    passages = {"summary": food.summary, "text": food.body}
    names = [release.title.casefold(), release.key.casefold()]
    return [place for place, text in passages.items() if any(name in text.casefold() for name in names)]


@transaction.atomic
def follow(sources: Iterable[FoodSource], release: DataRelease, *, keep: bool, by: User) -> list[Food]:
    """Writes the new rows into the drafts, each saved as its editor's change. Readers see nothing of it yet."""
    wanted = list(sources)
    rows = {row.number: row for row in release.foods.filter(number__in=[one.release_food.number for one in wanted])}
    foods: list[Food] = []
    for source in wanted:
        food, row = source.food, rows[source.release_food.number]
        if keep:
            later = food.sources.filter(position__gte=source.position)
            later.update(position=F("position") + 1)
            FoodSource.objects.create(food=food, release_food=row, position=source.position)
        else:
            food.sources.filter(pk=source.pk).update(release_food=row)
        food.changed_by = by
        food.save()
        foods.append(food)
    return foods
