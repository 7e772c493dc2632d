from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0020_superseded_tasks"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="keeps_typing",
            field=models.BooleanField(default=True, editable=False),
        ),
    ]
