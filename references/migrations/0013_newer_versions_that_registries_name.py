import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("references", "0012_superseded_by"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="nature",
            field=models.CharField(
                choices=[
                    ("retraction", "Retracted"),
                    ("concern", "Expression of concern"),
                    ("correction", "Corrected"),
                    ("reinstatement", "Reinstated"),
                    ("newer-version", "Newer version"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="put_aside_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notice",
            name="put_aside_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
