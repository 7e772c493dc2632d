import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import publishing.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0004_nutrient_intakes_risks_and_interactions"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="Names it in files and documents: sr-legacy-2018-04.", max_length=40, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(max_length=200)),
                ("licence", models.CharField(max_length=200)),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=300, validators=[django.core.validators.URLValidator(["https", "http"])]
                    ),
                ),
                ("released_on", models.DateField()),
                ("checksum", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-released_on", "key"],
                "constraints": [publishing.constraints.Frozen(end="", name="datarelease_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseFood",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, verbose_name="source number")),
                ("fdc_id", models.PositiveIntegerField(null=True, verbose_name="FoodData Central id")),
                ("description", models.CharField(max_length=300)),
                ("data_type", models.CharField(blank=True, max_length=40)),
                ("category", models.CharField(blank=True, max_length=100)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="foods", to="nutrients.datarelease"
                    ),
                ),
            ],
            options={
                "ordering": ["description", "release", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseNutrient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, db_index=True, max_length=6)),
                ("fdc_id", models.PositiveIntegerField(db_index=True, null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal"), ("kj", "kJ"), ("iu", "IU")],
                        max_length=4,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nutrients",
                        to="nutrients.datarelease",
                    ),
                ),
            ],
            options={
                "ordering": ["release", "number"],
            },
        ),
        migrations.CreateModel(
            name="Amount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=6, max_digits=14, verbose_name="per 100 g")),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed zero")),
                ("derivation", models.CharField(blank=True, max_length=10)),
                ("data_points", models.PositiveIntegerField(null=True)),
                (
                    "food",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="nutrients.releasefood",
                    ),
                ),
                (
                    "nutrient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="nutrients.releasenutrient",
                    ),
                ),
            ],
            options={
                "ordering": ["food", "nutrient"],
            },
        ),
        migrations.AddConstraint(
            model_name="releasefood",
            constraint=models.UniqueConstraint(fields=("release", "number"), name="releasefood_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="releasefood",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", ""), _negated=True), name="releasefood_has_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasefood",
            constraint=publishing.constraints.Frozen(end="", name="releasefood_frozen", start=""),
        ),
        migrations.AddConstraint(
            model_name="releasenutrient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("release", "number"),
                name="releasenutrient_number_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasenutrient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fdc_id__isnull", False)),
                fields=("release", "fdc_id"),
                name="releasenutrient_fdc_id_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasenutrient",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("number", ""), _negated=True), ("fdc_id__isnull", False), _connector="OR"),
                name="releasenutrient_has_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasenutrient",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["mcg", "mg", "g", "kcal", "kj", "iu"])),
                name="releasenutrient_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasenutrient",
            constraint=publishing.constraints.Frozen(end="", name="releasenutrient_frozen", start=""),
        ),
        migrations.AddConstraint(
            model_name="amount",
            constraint=models.UniqueConstraint(fields=("food", "nutrient"), name="amount_unique"),
        ),
        migrations.AddConstraint(
            model_name="amount",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="amount_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="amount",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_assumed", False), ("amount", 0), _connector="OR"), name="amount_assumed_is_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="amount",
            constraint=publishing.constraints.Frozen(end="", name="amount_frozen", start=""),
        ),
    ]
