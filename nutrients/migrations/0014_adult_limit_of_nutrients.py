import json
from decimal import Decimal

from django.db import migrations, models

import publishing.constraints


def project(apps, schema_editor):
    """The lowest limit of men and women from 19, as publishing writes it from now on. Safe to run twice."""
    NutrientProjection = apps.get_model("nutrients", "NutrientProjection")
    for row in NutrientProjection.objects.select_related("edition").iterator():
        limits = [
            Decimal(one["amount"])
            for one in json.loads(row.edition.document).get("intakes", [])
            if one.get("measure") == "ul"
            and one.get("amount") is not None
            and one.get("group") in ("men", "women")
            and one.get("age_unit") == "years"
            and (one.get("age_to") is None or one["age_to"] >= 19)
        ]
        if limits:
            row.adult_limit = min(limits)
            row.save(update_fields=["adult_limit"])


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0013_amounts_of_live_foods")]

    operations = [
        migrations.RemoveConstraint(model_name="nutrientprojection", name="nutrientprojection_frozen"),
        migrations.AddField(
            model_name="nutrientprojection",
            name="adult_limit",
            field=models.DecimalField(decimal_places=4, max_digits=12, null=True),
        ),
        migrations.RunPython(project, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="nutrientprojection",
            constraint=publishing.constraints.Frozen(end="", name="nutrientprojection_frozen", start=""),
        ),
    ]
