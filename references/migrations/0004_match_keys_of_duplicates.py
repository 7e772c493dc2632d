import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import references.likeness
import references.match_keys


def fill(apps, schema_editor):
    """The columns make themselves at every save."""
    for record in apps.get_model("references", "Reference")._default_manager.iterator():
        record.save(update_fields=["author_key", "title_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0010_records_are_kept"),
        ("references", "0003_what_formats_need"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DistinctSources",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="reference",
            name="author_key",
            field=references.match_keys.MatchKeyField(
                default="", editable=False, make=references.likeness.author_key, max_length=120
            ),
        ),
        migrations.AddField(
            model_name="reference",
            name="title_key",
            field=references.match_keys.MatchKeyField(
                default="", editable=False, make=references.likeness.title_key, max_length=120
            ),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["author_key"], name="reference_author_key"),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["title_key"], name="reference_title_key"),
        ),
        migrations.AddField(
            model_name="distinctsources",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="references.reference"
            ),
        ),
        migrations.AddField(
            model_name="distinctsources",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="distinctsources",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="references.reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="distinctsources",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="distinctsources_unique"),
        ),
        migrations.AddConstraint(
            model_name="distinctsources",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="distinctsources_in_order"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
