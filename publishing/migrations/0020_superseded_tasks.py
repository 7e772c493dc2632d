from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_squashed_0019_task_reminded_at"),
    ]

    operations = [
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("re-review", "review again"),
                    ("review-due", "review falls due"),
                    ("withdrawal", "look into a withdrawal"),
                    ("retraction", "a source was retracted"),
                    ("superseded", "a source was superseded"),
                    ("broken-link", "a link is broken"),
                ],
                max_length=20,
            ),
        ),
    ]
