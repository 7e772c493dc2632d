import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0007_projections_of_nutrients_and_foods"),
        ("publishing", "0002_image_library"),
    ]

    operations = [
        migrations.AddField(
            model_name="food",
            name="alt",
            field=models.CharField(
                blank=True,
                help_text="What the picture tells, for readers who can't see it: A bowl of cooked lentils with a lemon.",
                max_length=300,
                verbose_name="text alternative",
            ),
        ),
        migrations.AddField(
            model_name="food",
            name="image",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publishing.image",
            ),
        ),
        migrations.AddField(
            model_name="food",
            name="is_decorative",
            field=models.BooleanField(
                default=False,
                help_text="Tick if the picture tells nothing that the text doesn't. It then needs no text alternative.",
                verbose_name="decorative",
            ),
        ),
    ]
