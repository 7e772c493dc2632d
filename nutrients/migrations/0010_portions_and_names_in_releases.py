import django.db.models.deletion
from django.db import migrations, models

import publishing.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0009_words_of_editors"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="releasefood", name="releasefood_frozen"),
        migrations.AddField(
            model_name="releasefood",
            name="common_names",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name="releasefood",
            constraint=publishing.constraints.Frozen(end="", name="releasefood_frozen", start=""),
        ),
        migrations.AlterField(
            model_name="amount",
            name="amount",
            field=models.DecimalField(decimal_places=8, max_digits=18, verbose_name="per 100 g"),
        ),
        migrations.CreateModel(
            name="ReleasePortion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=150)),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="weight in grams")),
                (
                    "food",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="nutrients.releasefood",
                    ),
                ),
            ],
            options={
                "ordering": ["food", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("food", "position"), name="releaseportion_position_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="releaseportion_weighs_something"
                    ),
                    publishing.constraints.Frozen(end="", name="releaseportion_frozen", start=""),
                ],
            },
        ),
    ]
