"""Takes foods of data releases into the guide: each becomes a draft with its name, portions and sources filled in.

Nothing is published. The name is the release's until an editor writes the guide's own, and the summary is theirs to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from nutrients.models import Amount, Food, FoodSource, Portion, ReleaseFood
from publishing.models import User

# By how USDA begins the names of its groups of foods; what is mixed or made up stays for the editor to say.
GROUPS = {
    "Vegetables": Food.Group.VEGETABLES,
    "Fruits": Food.Group.FRUIT,
    "Legumes": Food.Group.LEGUMES,
    "Nut and Seed": Food.Group.NUTS,
    "Cereal Grains": Food.Group.GRAINS,
    "Breakfast Cereals": Food.Group.GRAINS,
    "Baked Products": Food.Group.GRAINS,
    "Finfish": Food.Group.FISH,
    "Poultry": Food.Group.MEAT,
    "Pork": Food.Group.MEAT,
    "Beef": Food.Group.MEAT,
    "Lamb": Food.Group.MEAT,
    "Sausages": Food.Group.MEAT,
    "Fats and Oils": Food.Group.FATS,
    "Beverages": Food.Group.DRINKS,
    "Alcoholic Beverages": Food.Group.DRINKS,
}


@transaction.atomic
def take(rows: Iterable[ReleaseFood], *, by: User) -> list[Food]:
    """A draft for each row. One that a food of the guide reads already gives no second one."""
    return [_draft(row, by=by) for row in rows if not FoodSource.objects.filter(release_food=row).exists()]


def _draft(row: ReleaseFood, *, by: User) -> Food:
    food = Food(
        name=row.description[:200],
        other_names="\n".join(part.strip() for part in row.common_names.split(",") if part.strip()),
        group=next((group for words, group in GROUPS.items() if row.category.startswith(words)), ""),
        changed_by=by,
    )
    food.save()
    grams: dict[str, Decimal] = {}
    for portion in row.portions.order_by("position"):
        grams.setdefault(portion.label[:100], portion.grams)
    Portion.objects.bulk_create(
        Portion(food=food, label=label, grams=weight, position=position)
        for position, (label, weight) in enumerate(grams.items())
    )
    FoodSource.objects.bulk_create(
        FoodSource(food=food, release_food=source, position=position)
        for position, source in enumerate([row, *_more_of(row)])
    )
    return food


def _more_of(row: ReleaseFood) -> Sequence[ReleaseFood]:
    """The same food in the newest other release that measured something which this one did not."""
    known = set(row.amounts.values_list("nutrient__number", flat=True))
    others = ReleaseFood.objects.filter(number=row.number).exclude(release=row.release)
    for other in others.order_by("-release__released_on", "pk"):
        if set(Amount.objects.filter(food=other).values_list("nutrient__number", flat=True)) - known:
            return [other]
    return []
