from decimal import Decimal

from django.db import migrations

IN_MCG = {"mcg": Decimal(1), "mg": Decimal(1000), "g": Decimal(1_000_000)}
ENERGY = ("208", "958", "957")
MOST = Decimal(10) ** 14


def project(apps, schema_editor):
    """What publishing writes from now on, for the foods that went out before it did. Safe to run twice."""
    FoodProjection = apps.get_model("nutrients", "FoodProjection")
    Source = apps.get_model("nutrients", "FoodSourceProjection")
    Nutrient = apps.get_model("nutrients", "ReleaseNutrient")
    Amount = apps.get_model("nutrients", "Amount")
    FoodAmount = apps.get_model("nutrients", "FoodAmountProjection")
    numbered = dict(
        Nutrient.objects.exclude(number="").exclude(fdc_id=None).order_by("-number").values_list("fdc_id", "number")
    )
    for food in FoodProjection.objects.filter(amounts=None).iterator():
        found = {}
        for source in Source.objects.filter(edition=food.edition_id).order_by("position"):
            rows = Amount.objects.filter(food=source.release_food_id, nutrient__unit__in=[*IN_MCG, "kcal"])
            for row in rows.select_related("nutrient").order_by("nutrient_id"):
                of = row.nutrient
                name = of.number or numbered.get(of.fdc_id) or f"id {of.fdc_id}"
                unit = "kcal" if of.unit == "kcal" else "mcg"
                found.setdefault(name, (unit, row.amount * IN_MCG.get(of.unit, 1)))
        kcal = next((found[number][1] for number in ENERGY if number in found and found[number][0] == "kcal"), None)
        FoodAmount.objects.bulk_create(
            FoodAmount(
                food=food,
                nutrient=name,
                unit=unit,
                per_portion=amount * food.grams / 100,
                per_100g=amount,
                per_100kcal=amount * 100 / kcal if kcal else None,
            )
            for name, (unit, amount) in found.items()
            if amount * food.grams < MOST
        )


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0012_projections_of_amounts")]

    operations = [migrations.RunPython(project, migrations.RunPython.noop)]
