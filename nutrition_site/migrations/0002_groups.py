from django.db import migrations

from nutrition_site.groups import grant, take_back

TEXTS = ["articles.article", "articles.faq"]
FACTS = ["nutrients.nutrient", "nutrients.symptom", "nutrients.food"]
OTHERS = ["articles.policy", "publishing.person", "publishing.image"]
LIBRARY = ["references.reference"]
RECORDS = ["publishing.edition", "publishing.submission", "nutrients.datarelease", "nutrients.releasefood"]


def rights(verbs, models):
    return [f"{verb} {model}" for verb in verbs for model in models]


READ = rights(["view"], [*TEXTS, *FACTS, *OTHERS, *LIBRARY, *RECORDS])
GROUPS = {
    "Authors": [*READ, *rights(["add", "change"], [*TEXTS, "publishing.image"])],
    "Editors": [
        *READ,
        *rights(["add", "change"], [*TEXTS, *FACTS, *OTHERS, *LIBRARY]),
        *rights(["delete"], [*TEXTS, *FACTS, *OTHERS]),
        "fact_check",
    ],
    "Librarians": [*READ, *rights(["add", "change"], LIBRARY)],
    "Medical reviewers": [*READ, "medical_review", "withdraw"],
    "Publishers": [*READ, "approve", "publish", "withdraw"],
    "Administrators": [
        *rights(["view", "add", "change"], ["publishing.user"]),
        *rights(["view"], ["auth.group", "publishing.auditentry", "publishing.person"]),
    ],
}


def forwards(apps, schema_editor):
    grant(apps, GROUPS)


def backwards(apps, schema_editor):
    take_back(apps, GROUPS)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_help_of_blocks"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("nutrients", "0013_amounts_of_live_foods"),
        ("nutrition_site", "0001_initial"),
        ("publishing", "0013_submissions"),
        ("references", "0005_funding_and_landmark_of_sources"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
