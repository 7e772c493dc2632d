from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0015_whom_cited_statements_are_about")]

    operations = [
        migrations.AlterField(
            model_name="food",
            name="diet",
            field=models.CharField(
                blank=True,
                choices=[
                    ("vegan", "Vegan: nothing of it comes from an animal"),
                    ("vegetarian", "Vegetarian: may hold milk, egg or honey, but nothing of a dead animal"),
                    ("animal", "Neither vegan nor vegetarian: holds meat, fish or something made of them"),
                ],
                help_text="Leave it empty where it isn't known: cheese may be made with rennet, and makers add vitamins of either origin.",
                max_length=10,
                verbose_name="who may eat it",
            ),
        ),
    ]
