from django.db import migrations, models

import publishing.constraints

FROZEN = publishing.constraints.Frozen(end="", name="medicalreview_frozen", start="")


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0022_amended_notes"),
    ]

    operations = [
        # On SQLite its trigger names the columns that never change.
        migrations.RemoveConstraint(model_name="medicalreview", name="medicalreview_frozen"),
        migrations.AddField(
            model_name="medicalreview",
            name="holds_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(model_name="medicalreview", constraint=FROZEN),
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("re-review", "review again"),
                    ("review-due", "review falls due"),
                    ("unlisting", "leaves the lists"),
                    ("withdrawal", "look into a withdrawal"),
                    ("retraction", "a source was retracted"),
                    ("superseded", "a source was superseded"),
                    ("broken-link", "a link is broken"),
                ],
                max_length=20,
            ),
        ),
    ]
