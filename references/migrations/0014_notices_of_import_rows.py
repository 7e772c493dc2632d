from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("references", "0013_newer_versions_that_registries_name")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="notices",
            field=models.JSONField(default=list),
        ),
    ]
