import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0020_superseded_tasks"),
        ("references", "0011_quoted_grades"),
    ]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                help_text="The record of what took its place: the update of a review, the next edition of a guideline. "
                "Readers are told, and whoever answers for a text that cites this one is asked to look.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="older_versions",
                to="references.reference",
                verbose_name="newer version",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.CheckConstraint(
                condition=~models.Q(superseded_by=models.F("id")),
                name="reference_superseded_by_another",
                violation_error_message="A source can't be the newer version of itself. Choose another record.",
            ),
        ),
    ]
