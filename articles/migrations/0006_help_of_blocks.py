import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_signs_of_chosen_symptoms"),
        ("nutrients", "0009_words_of_editors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="carecards",
            name="heading",
            field=models.CharField(
                default="When to get help",
                help_text="Stands above the cards of the symptoms chosen at the top.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="faqgroup",
            name="heading",
            field=models.CharField(
                default="Frequently asked questions",
                help_text="Stands above the questions that are chosen below the body.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="foodsources",
            name="nutrient",
            field=models.ForeignKey(
                blank=True,
                help_text="Its richest foods are listed, by their first portion.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="nutrients.nutrient",
            ),
        ),
        migrations.AlterField(
            model_name="policy",
            name="title",
            field=models.CharField(help_text="As readers see it above the page and in links to it.", max_length=200),
        ),
    ]
