import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import publishing.models.drafts


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0005_data_releases"),
        ("publishing", "0001_initial"),
        ("publishing", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Food",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "name",
                    models.CharField(help_text="As readers know it, raw or cooked: Spinach, boiled.", max_length=200),
                ),
                (
                    "other_names",
                    models.TextField(
                        blank=True, help_text="One a line. Each finds the page in lists, and its address leads here."
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vegetables", "Vegetables"),
                            ("fruit", "Fruit"),
                            ("legumes", "Beans, peas and lentils"),
                            ("nuts", "Nuts and seeds"),
                            ("grains", "Grains, bread and cereals"),
                            ("dairy", "Milk and milk products"),
                            ("eggs", "Eggs"),
                            ("fish", "Fish and seafood"),
                            ("meat", "Meat and poultry"),
                            ("fats", "Oils and fats"),
                            ("drinks", "Drinks"),
                            ("other", "Other foods"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, help_text="One or two sentences that stand for the whole page."),
                ),
                ("body", models.TextField(blank=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Portion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "label",
                    models.CharField(help_text="What people would put on a plate: 1 cup, chopped.", max_length=100),
                ),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="weight in grams")),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Anything to know of it: drained, without salt.", max_length=200
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="portions", to="nutrients.food"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="FoodSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="nutrients.food"
                    ),
                ),
                (
                    "release_food",
                    models.ForeignKey(
                        help_text="Search by its description or number. Raw, cooked and salted foods have rows of their own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nutrients.releasefood",
                        verbose_name="food in a data release",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="food",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                fields=("slug",),
                name="food_slug_unique",
                violation_error_message="Another draft of this kind already has this address. Choose a different one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="portion",
            constraint=models.CheckConstraint(
                condition=models.Q(("grams__gt", 0)),
                name="portion_weighs_something",
                violation_error_message="A portion weighs more than 0 g.",
            ),
        ),
        migrations.AddConstraint(
            model_name="portion",
            constraint=models.UniqueConstraint(
                fields=("food", "label"),
                name="portion_label_unique",
                violation_error_message="This food already has a portion of this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="foodsource",
            constraint=models.UniqueConstraint(
                fields=("food", "release_food"),
                name="foodsource_unique",
                violation_error_message="This food already has this source.",
            ),
        ),
    ]
