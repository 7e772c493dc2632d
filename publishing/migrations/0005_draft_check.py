import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0004_credentials_checked_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftCheck",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="publishing.item",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("problems", models.PositiveIntegerField()),
                ("checked_at", models.DateTimeField()),
            ],
        ),
    ]
