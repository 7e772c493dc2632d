from django.db import migrations

from nutrition_site.groups import grant, take_back

# Whoever answers for what goes out sees who did what to it; for accounts administrators answer.
GROUPS = {"Publishers": ["view publishing.auditentry"]}


def forwards(apps, schema_editor):
    grant(apps, GROUPS)


def backwards(apps, schema_editor):
    take_back(apps, GROUPS)


class Migration(migrations.Migration):
    dependencies = [
        ("nutrition_site", "0004_rights_of_the_library"),
        ("publishing", "0021_who_keeps_typing"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
