from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0007_previews_and_recovery"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="auditentry",
            options={"verbose_name": "entry", "verbose_name_plural": "who did what"},
        ),
    ]
