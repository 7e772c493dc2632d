import django.db.models.deletion
from django.db import migrations, models

import publishing.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0006_foods"),
        ("publishing", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoodProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("portion", models.CharField(max_length=100)),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
            ],
            options={
                "constraints": [publishing.constraints.Frozen(end="", name="foodprojection_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="NutrientProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sr_number", models.CharField(blank=True, max_length=6)),
                ("fdc_id", models.PositiveIntegerField(null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal"), ("kj", "kJ"), ("iu", "IU")],
                        max_length=4,
                    ),
                ),
                ("daily_value", models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
            ],
            options={
                "constraints": [publishing.constraints.Frozen(end="", name="nutrientprojection_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="FoodSourceProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publishing.edition",
                    ),
                ),
                (
                    "release_food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speaks_for",
                        to="nutrients.releasefood",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"), name="foodsourceprojection_position_unique"
                    ),
                    publishing.constraints.Frozen(end="", name="foodsourceprojection_frozen", start=""),
                ],
            },
        ),
    ]
