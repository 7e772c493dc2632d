from django.db import migrations


def tell(apps, schema_editor):
    """Citations in statements say whom these are about, as freezing writes it from now on. Safe to run twice."""
    Link = apps.get_model("publishing", "Link")
    for statement in Link.objects.filter(kind="nutrient", role="deficiency").iterator():
        population = statement.excerpt.get("population")
        number = statement.anchor.removeprefix("statement-")
        if population and number.isdigit():
            for cited in Link.objects.filter(edition=statement.edition_id, role="cites"):
                if cited.excerpt.get("place") == f"Statement {number}" and not cited.excerpt.get("population"):
                    cited.excerpt["population"] = population
                    cited.save(update_fields=["excerpt"])


class Migration(migrations.Migration):
    dependencies = [("nutrients", "0014_adult_limit_of_nutrients"), ("publishing", "0019_task_reminded_at")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
