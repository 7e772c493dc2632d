from django.db import migrations

import publishing.constraints

KEPT = ("auditentry", "edition", "medicalreview", "submission", "contributor", "decision")


class Migration(migrations.Migration):
    """Makes the triggers anew: they refuse to empty a whole table too."""

    dependencies = [
        ("publishing", "0015_advice_and_waivers"),
    ]

    operations = [
        operation
        for name in KEPT
        for operation in (
            migrations.RemoveConstraint(model_name=name, name=f"{name}_kept"),
            migrations.AddConstraint(model_name=name, constraint=publishing.constraints.Kept(name=f"{name}_kept")),
        )
    ]
