from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0008_food_picture"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="deficiencylink",
            options={"ordering": ["position", "id"], "verbose_name": "statement"},
        ),
        migrations.AlterModelOptions(
            name="foodsource",
            options={
                "ordering": ["position", "id"],
                "verbose_name": "source of amounts",
                "verbose_name_plural": "sources of amounts",
            },
        ),
        migrations.AlterModelOptions(
            name="releasefood",
            options={
                "ordering": ["description", "release", "number"],
                "verbose_name": "food in a data release",
                "verbose_name_plural": "foods in data releases",
            },
        ),
        migrations.AlterField(
            model_name="deficiencylink",
            name="certainty",
            field=models.CharField(
                blank=True,
                choices=[
                    ("strong", "Strong evidence"),
                    ("moderate", "Moderate evidence"),
                    ("limited", "Limited evidence"),
                    ("conflicting", "Conflicting evidence"),
                    ("consensus", "Expert consensus"),
                ],
                help_text="How sure the cited sources make us, as readers see it.",
                max_length=15,
            ),
        ),
    ]
