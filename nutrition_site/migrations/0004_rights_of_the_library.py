from django.db import migrations

from nutrition_site.groups import grant, take_back

# Whoever reads a draft sees why one of its claims may pass, and how old its sources may be.
READ = ["view references.claimwaiver", "view references.agelimit"]
GROUPS = {
    "Authors": READ,
    "Editors": [*READ, "add references.claimwaiver"],
    "Librarians": [*READ, "change references.agelimit"],
    "Medical reviewers": READ,
    "Publishers": READ,
}


def forwards(apps, schema_editor):
    grant(apps, GROUPS)


def backwards(apps, schema_editor):
    take_back(apps, GROUPS)


class Migration(migrations.Migration):
    dependencies = [
        ("nutrition_site", "0003_the_sites_own_hand"),
        ("references", "0010_age_limits_of_sources"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
