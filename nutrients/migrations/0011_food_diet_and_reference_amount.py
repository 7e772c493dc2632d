from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0010_portions_and_names_in_releases")]

    operations = [
        migrations.AddField(
            model_name="food",
            name="diet",
            field=models.CharField(
                blank=True,
                choices=[
                    ("vegan", "Vegan: nothing of it comes from an animal"),
                    ("vegetarian", "Vegetarian: may hold milk, egg or honey, but nothing of a dead animal"),
                    ("animal", "Neither: holds meat, fish or something made of them"),
                ],
                help_text="Leave it empty where it isn't known: cheese may be made with rennet, and makers add vitamins of either origin.",
                max_length=10,
                verbose_name="who may eat it",
            ),
        ),
        migrations.AddField(
            model_name="food",
            name="reference_grams",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="The amount customarily eaten at one occasion, by 21 CFR 101.12, only where somebody looked it up. “Good source” and “high” are judged by it; without it by the first portion, and the page says so.",
                max_digits=8,
                null=True,
                verbose_name="reference amount in grams",
            ),
        ),
        migrations.AddField(
            model_name="food",
            name="reference_source",
            field=models.TextField(
                blank=True,
                help_text="Where it stands: Table 2, fruit [[ref:key]].",
                verbose_name="source of the reference amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="food",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference_grams__isnull", True), ("reference_grams__gt", 0), _connector="OR"),
                name="food_reference_weighs_something",
                violation_error_message="A reference amount weighs more than 0 g.",
            ),
        ),
    ]
