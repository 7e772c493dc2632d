from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0002_symptom_body_area_and_other_causes"),
    ]

    operations = [
        migrations.AddField(
            model_name="deficiencylink",
            name="sort_rating",
            field=models.CharField(
                blank=True,
                choices=[
                    ("a", "A: consistent, good-quality evidence about patients"),
                    ("b", "B: inconsistent or limited-quality evidence about patients"),
                    ("c", "C: consensus, usual practice, opinion or disease markers"),
                ],
                help_text="For editors only. It caps the certainty: strong needs A, moderate needs A or B.",
                max_length=1,
                verbose_name="SORT rating",
            ),
        ),
    ]
