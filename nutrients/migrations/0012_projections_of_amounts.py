import django.db.models.deletion
from django.db import migrations, models

import publishing.constraints


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0011_food_diet_and_reference_amount")]

    operations = [
        migrations.RemoveConstraint(model_name="foodprojection", name="foodprojection_frozen"),
        migrations.AddField(
            model_name="foodprojection", name="group", field=models.CharField(blank=True, max_length=12)
        ),
        migrations.AddField(
            model_name="foodprojection", name="diet", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.AddConstraint(
            model_name="foodprojection",
            constraint=publishing.constraints.Frozen(end="", name="foodprojection_frozen", start=""),
        ),
        migrations.CreateModel(
            name="FoodAmountProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nutrient", models.CharField(max_length=20)),
                (
                    "unit",
                    models.CharField(
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal"), ("kj", "kJ"), ("iu", "IU")],
                        max_length=4,
                    ),
                ),
                ("per_portion", models.DecimalField(decimal_places=6, max_digits=20)),
                ("per_100g", models.DecimalField(decimal_places=6, max_digits=20)),
                ("per_100kcal", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                (
                    "food",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amounts",
                        to="nutrients.foodprojection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["nutrient", "unit", "-per_portion"], name="foodamount_per_portion"),
                    models.Index(fields=["nutrient", "unit", "-per_100g"], name="foodamount_per_100g"),
                    models.Index(fields=["nutrient", "unit", "-per_100kcal"], name="foodamount_per_100kcal"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("food", "nutrient"), name="foodamountprojection_unique"),
                    publishing.constraints.Frozen(end="", name="foodamountprojection_frozen", start=""),
                ],
            },
        ),
    ]
