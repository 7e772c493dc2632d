from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="symptom",
            name="body_area",
            field=models.CharField(
                blank=True,
                choices=[
                    ("whole-body", "Whole body"),
                    ("head", "Head and face"),
                    ("eyes", "Eyes"),
                    ("mouth", "Mouth and tongue"),
                    ("skin", "Skin, hair and nails"),
                    ("chest", "Chest and breathing"),
                    ("abdomen", "Stomach and bowels"),
                    ("arms", "Arms and hands"),
                    ("legs", "Legs and feet"),
                    ("muscles", "Muscles, bones and joints"),
                    ("nerves", "Nerves and senses"),
                    ("mind", "Mood, memory and sleep"),
                ],
                help_text="Where people feel or see it. Lists can be grouped by it.",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="symptom",
            name="other_causes",
            field=models.TextField(
                blank=True,
                help_text="What else it can come from, best as a list, each from a source. Stands before the nutrients.",
                verbose_name="other causes than nutrition",
            ),
        ),
    ]
