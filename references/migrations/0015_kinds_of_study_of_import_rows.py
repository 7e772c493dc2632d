from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("references", "0014_notices_of_import_rows")]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="study_type",
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
