from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0018_replaced_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
    ]
