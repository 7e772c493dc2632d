# Every migration before it as one: a new database takes this step instead of theirs, an older one goes on with them.
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import publishing.constraints
import publishing.models.drafts


class Migration(migrations.Migration):
    replaces = [
        ("nutrients", "0001_initial"),
        ("nutrients", "0002_symptom_body_area_and_other_causes"),
        ("nutrients", "0003_sort_rating_of_statements"),
        ("nutrients", "0004_nutrient_intakes_risks_and_interactions"),
        ("nutrients", "0005_data_releases"),
        ("nutrients", "0006_foods"),
        ("nutrients", "0007_projections_of_nutrients_and_foods"),
        ("nutrients", "0008_food_picture"),
        ("nutrients", "0009_words_of_editors"),
        ("nutrients", "0010_portions_and_names_in_releases"),
    ]

    initial = True

    dependencies = [
        ("publishing", "0001_squashed_0019_task_reminded_at"),
        ("publishing", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="Names it in files and documents: sr-legacy-2018-04.", max_length=40, unique=True
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("publisher", models.CharField(max_length=200)),
                ("licence", models.CharField(max_length=200)),
                (
                    "address",
                    models.CharField(
                        blank=True, max_length=300, validators=[django.core.validators.URLValidator(["https", "http"])]
                    ),
                ),
                ("released_on", models.DateField()),
                ("checksum", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-released_on", "key"],
                "constraints": [publishing.constraints.Frozen(end="", name="datarelease_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="Food",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="What the picture tells, for readers who can't see it: A bowl of cooked lentils with a lemon.",
                        max_length=300,
                        verbose_name="text alternative",
                    ),
                ),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="Tick if the picture tells nothing that the text doesn't. It then needs no text alternative.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="As readers know it, raw or cooked: Spinach, boiled.", max_length=200),
                ),
                (
                    "other_names",
                    models.TextField(
                        blank=True, help_text="One a line. Each finds the page in lists, and its address leads here."
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("vegetables", "Vegetables"),
                            ("fruit", "Fruit"),
                            ("legumes", "Beans, peas and lentils"),
                            ("nuts", "Nuts and seeds"),
                            ("grains", "Grains, bread and cereals"),
                            ("dairy", "Milk and milk products"),
                            ("eggs", "Eggs"),
                            ("fish", "Fish and seafood"),
                            ("meat", "Meat and poultry"),
                            ("fats", "Oils and fats"),
                            ("drinks", "Drinks"),
                            ("other", "Other foods"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, help_text="One or two sentences that stand for the whole page."),
                ),
                ("body", models.TextField(blank=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.image",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="food_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FoodProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("portion", models.CharField(max_length=100)),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
            ],
            options={
                "constraints": [publishing.constraints.Frozen(end="", name="foodprojection_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="Nutrient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                ("name", models.CharField(help_text="As readers know it: Vitamin B12.", max_length=200)),
                (
                    "other_names",
                    models.TextField(
                        blank=True, help_text="One a line. Each finds the page in lists, and its address leads here."
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[("vitamin", "Vitamin"), ("mineral", "Mineral"), ("other", "Other nutrient")],
                        max_length=10,
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, help_text="One or two sentences that stand for the whole page."),
                ),
                (
                    "function",
                    models.TextField(
                        blank=True,
                        help_text="What it does in the body, short enough for a table cell.",
                        verbose_name="key function",
                    ),
                ),
                (
                    "food_sources",
                    models.TextField(
                        blank=True, help_text="Foods that are good sources, short enough for a table cell."
                    ),
                ),
                ("body", models.TextField(blank=True)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal")],
                        help_text="The one unit of every amount on its page: the daily value, the intakes, the foods.",
                        max_length=4,
                    ),
                ),
                (
                    "counted_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rae", "retinol activity equivalents (RAE)"),
                            ("dfe", "dietary folate equivalents (DFE)"),
                            ("ne", "niacin equivalents (NE)"),
                            ("alpha-tocopherol", "alpha-tocopherol"),
                        ],
                        help_text="Only where forms of different strength are added up, for example folate as DFE.",
                        max_length=20,
                    ),
                ),
                (
                    "daily_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The Daily Value for adults on US food labels, in the unit above: 2.4. Foods are compared by it.",
                        max_digits=12,
                        null=True,
                    ),
                ),
                (
                    "daily_value_source",
                    models.TextField(
                        blank=True,
                        help_text="Where the value stands: US food labelling rule [[ref:key]].",
                        verbose_name="source of the daily value",
                    ),
                ),
                (
                    "sr_number",
                    models.CharField(
                        blank=True,
                        help_text="Finds its amounts in foods: 418 is vitamin B12.",
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{3}(\\.\\d{1,2})?$", "Three digits, as USDA's tables give them, such as 418."
                            )
                        ],
                        verbose_name="USDA nutrient number",
                    ),
                ),
                (
                    "fdc_id",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="The newer id of the same nutrient: 1178.",
                        null=True,
                        verbose_name="FoodData Central nutrient id",
                    ),
                ),
                (
                    "risk_groups_checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When the sources were last searched. Without any group below, the page says “none recorded, checked on”.",
                        null=True,
                        verbose_name="groups at risk checked on",
                    ),
                ),
                (
                    "interactions_checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When the sources were last searched. Without any below, the page says “none recorded, checked on”.",
                        null=True,
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="nutrient_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("daily_value__isnull", True), ("daily_value__gt", 0), _connector="OR"),
                        name="nutrient_daily_value_positive",
                        violation_error_message="A daily value is more than 0. Leave it empty where none is set.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("daily_value__isnull", True), models.Q(("unit", ""), _negated=True), _connector="OR"
                        ),
                        name="nutrient_daily_value_has_a_unit",
                        violation_error_message="Choose the unit of the daily value.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "with_what",
                    models.CharField(
                        help_text="A medicine, another nutrient or a food: metformin.",
                        max_length=200,
                        verbose_name="with",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="What happens, with its source: It lowers the uptake [[ref:key]]."
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "nutrient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interactions",
                        to="nutrients.nutrient",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("infants", "Infants"),
                            ("children", "Children"),
                            ("men", "Men and boys"),
                            ("women", "Women and girls"),
                            ("pregnancy", "During pregnancy"),
                            ("lactation", "While breastfeeding"),
                        ],
                        max_length=10,
                        verbose_name="life stage",
                    ),
                ),
                ("age_from", models.PositiveSmallIntegerField(default=0, help_text="The first age of the stage: 14.")),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="The last age that belongs to it: 18. Empty means: and over.", null=True
                    ),
                ),
                (
                    "age_unit",
                    models.CharField(choices=[("months", "months"), ("years", "years")], default="years", max_length=6),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("rda", "Recommended (RDA)"),
                            ("ai", "Adequate intake (AI)"),
                            ("ear", "Average requirement (EAR)"),
                            ("ul", "Upper limit (UL)"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="A day: 2.4.",
                        max_digits=12,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0, message="An amount can't be less than nothing.")
                        ],
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal")],
                        help_text="The nutrient's own unit.",
                        max_length=4,
                    ),
                ),
                (
                    "is_not_established",
                    models.BooleanField(
                        default=False,
                        help_text="The authority looked and set no value. Then leave the amount empty.",
                        verbose_name="not established",
                    ),
                ),
                (
                    "authority",
                    models.CharField(blank=True, help_text="Who says so: National Academies (US).", max_length=200),
                ),
                ("source", models.TextField(blank=True, help_text="Where it says so: Table 3 [[ref:key]].")),
                (
                    "form_note",
                    models.CharField(
                        blank=True,
                        help_text="If it counts some forms only: from supplements and fortified food only.",
                        max_length=200,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "nutrient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="intakes", to="nutrients.nutrient"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", False), ("is_not_established", False)),
                            models.Q(("amount__isnull", True), ("is_not_established", True)),
                            _connector="OR",
                        ),
                        name="intake_amount_or_not_established",
                        violation_error_message="Give an amount, or tick “not established”: exactly one of the two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gte", 0), models.Q(("unit", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="intake_amount_has_a_unit",
                        violation_error_message="An amount is 0 or more and needs its unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_to__isnull", True), ("age_to__gte", models.F("age_from")), _connector="OR"
                        ),
                        name="intake_ages_in_order",
                        violation_error_message="The last age comes before the first. Swap them.",
                    ),
                    models.UniqueConstraint(
                        fields=("nutrient", "group", "age_from", "age_unit", "measure", "authority"),
                        name="intake_unique",
                        violation_error_message="This authority already has a value of this measure for this life stage.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NutrientProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sr_number", models.CharField(blank=True, max_length=6)),
                ("fdc_id", models.PositiveIntegerField(null=True)),
                (
                    "unit",
                    models.CharField(
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal"), ("kj", "kJ"), ("iu", "IU")],
                        max_length=4,
                    ),
                ),
                ("daily_value", models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
            ],
            options={
                "constraints": [publishing.constraints.Frozen(end="", name="nutrientprojection_frozen", start="")],
            },
        ),
        migrations.CreateModel(
            name="Portion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "label",
                    models.CharField(help_text="What people would put on a plate: 1 cup, chopped.", max_length=100),
                ),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="weight in grams")),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Anything to know of it: drained, without salt.", max_length=200
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="portions", to="nutrients.food"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)),
                        name="portion_weighs_something",
                        violation_error_message="A portion weighs more than 0 g.",
                    ),
                    models.UniqueConstraint(
                        fields=("food", "label"),
                        name="portion_label_unique",
                        violation_error_message="This food already has a portion of this name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseFood",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, verbose_name="source number")),
                ("fdc_id", models.PositiveIntegerField(null=True, verbose_name="FoodData Central id")),
                ("description", models.CharField(max_length=300)),
                ("data_type", models.CharField(blank=True, max_length=40)),
                ("category", models.CharField(blank=True, max_length=100)),
                ("common_names", models.CharField(blank=True, max_length=300)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="foods", to="nutrients.datarelease"
                    ),
                ),
            ],
            options={
                "verbose_name": "food in a data release",
                "verbose_name_plural": "foods in data releases",
                "ordering": ["description", "release", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "number"), name="releasefood_number_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="releasefood_has_a_number"
                    ),
                    publishing.constraints.Frozen(end="", name="releasefood_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoodSourceProjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="publishing.edition",
                    ),
                ),
                (
                    "release_food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speaks_for",
                        to="nutrients.releasefood",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"), name="foodsourceprojection_position_unique"
                    ),
                    publishing.constraints.Frozen(end="", name="foodsourceprojection_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="FoodSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "food",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="nutrients.food"
                    ),
                ),
                (
                    "release_food",
                    models.ForeignKey(
                        help_text="Search by its description or number. Raw, cooked and salted foods have rows of their own.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="nutrients.releasefood",
                        verbose_name="food in a data release",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of amounts",
                "verbose_name_plural": "sources of amounts",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("food", "release_food"),
                        name="foodsource_unique",
                        violation_error_message="This food already has this source.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseNutrient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, db_index=True, max_length=6)),
                ("fdc_id", models.PositiveIntegerField(db_index=True, null=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal"), ("kj", "kJ"), ("iu", "IU")],
                        max_length=4,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nutrients",
                        to="nutrients.datarelease",
                    ),
                ),
            ],
            options={
                "ordering": ["release", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("release", "number"),
                        name="releasenutrient_number_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fdc_id__isnull", False)),
                        fields=("release", "fdc_id"),
                        name="releasenutrient_fdc_id_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), ("fdc_id__isnull", False), _connector="OR"
                        ),
                        name="releasenutrient_has_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["mcg", "mg", "g", "kcal", "kj", "iu"])),
                        name="releasenutrient_unit_known",
                    ),
                    publishing.constraints.Frozen(end="", name="releasenutrient_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=8, max_digits=18, verbose_name="per 100 g")),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed zero")),
                ("derivation", models.CharField(blank=True, max_length=10)),
                ("data_points", models.PositiveIntegerField(null=True)),
                (
                    "food",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="nutrients.releasefood",
                    ),
                ),
                (
                    "nutrient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="nutrients.releasenutrient",
                    ),
                ),
            ],
            options={
                "ordering": ["food", "nutrient"],
                "constraints": [
                    models.UniqueConstraint(fields=("food", "nutrient"), name="amount_unique"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="amount_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(("is_assumed", False), ("amount", 0), _connector="OR"),
                        name="amount_assumed_is_zero",
                    ),
                    publishing.constraints.Frozen(end="", name="amount_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleasePortion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=150)),
                ("grams", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="weight in grams")),
                (
                    "food",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="nutrients.releasefood",
                    ),
                ),
            ],
            options={
                "ordering": ["food", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("food", "position"), name="releaseportion_position_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("grams__gt", 0)), name="releaseportion_weighs_something"
                    ),
                    publishing.constraints.Frozen(end="", name="releaseportion_frozen", start=""),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "who",
                    models.CharField(help_text="People who are more likely to lack it: older adults.", max_length=200),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="Why, with its source: They take up less of it [[ref:key]]."
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "nutrient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="risk_groups", to="nutrients.nutrient"
                    ),
                ),
            ],
            options={
                "verbose_name": "group at risk",
                "verbose_name_plural": "groups at risk",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Symptom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="Last part of the public address, for example vitamin-b12. Left empty, it is made from the title. After a change the old address leads to the new one.",
                        max_length=100,
                        validators=[publishing.models.drafts.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("published_version", models.PositiveIntegerField(editable=False, null=True)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "name",
                    models.CharField(help_text="As readers say it: Numbness or tingling in the legs.", max_length=200),
                ),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="One a line. Each finds the page in lists, and its address leads here. Medical terms belong here: paresthesia.",
                    ),
                ),
                (
                    "body_area",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("whole-body", "Whole body"),
                            ("head", "Head and face"),
                            ("eyes", "Eyes"),
                            ("mouth", "Mouth and tongue"),
                            ("skin", "Skin, hair and nails"),
                            ("chest", "Chest and breathing"),
                            ("abdomen", "Stomach and bowels"),
                            ("arms", "Arms and hands"),
                            ("legs", "Legs and feet"),
                            ("muscles", "Muscles, bones and joints"),
                            ("nerves", "Nerves and senses"),
                            ("mind", "Mood, memory and sleep"),
                        ],
                        help_text="Where people feel or see it. Lists can be grouped by it.",
                        max_length=12,
                    ),
                ),
                (
                    "summary",
                    models.TextField(blank=True, help_text="One or two sentences that stand for the whole page."),
                ),
                (
                    "other_causes",
                    models.TextField(
                        blank=True,
                        help_text="What else it can come from, best as a list, each from a source. Stands before the nutrients.",
                        verbose_name="other causes than nutrition",
                    ),
                ),
                ("body", models.TextField(blank=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="publishing.item",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="symptom_slug_unique",
                        violation_error_message="Another draft of this kind already has this address. Choose a different one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeficiencyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("deficiency", "Too little"), ("excess", "Too much")],
                        default="deficiency",
                        max_length=10,
                    ),
                ),
                (
                    "population",
                    models.CharField(
                        blank=True,
                        help_text="Whom the sources studied, if not adults in general: pregnant women.",
                        max_length=200,
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strong", "Strong evidence"),
                            ("moderate", "Moderate evidence"),
                            ("limited", "Limited evidence"),
                            ("conflicting", "Conflicting evidence"),
                            ("consensus", "Expert consensus"),
                        ],
                        help_text="How sure the cited sources make us, as readers see it.",
                        max_length=15,
                    ),
                ),
                (
                    "certainty_reason",
                    models.TextField(blank=True, help_text="Why this word: what the cited sources are."),
                ),
                (
                    "sort_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("a", "A: consistent, good-quality evidence about patients"),
                            ("b", "B: inconsistent or limited-quality evidence about patients"),
                            ("c", "C: consensus, usual practice, opinion or disease markers"),
                        ],
                        help_text="For editors only. It caps the certainty: strong needs A, moderate needs A or B.",
                        max_length=1,
                        verbose_name="SORT rating",
                    ),
                ),
                (
                    "wording",
                    models.TextField(blank=True, help_text="The statement as readers see it, with its citation."),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "nutrient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deficiency_links",
                        to="nutrients.nutrient",
                    ),
                ),
                (
                    "symptom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deficiency_links",
                        to="nutrients.symptom",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("nutrient", "symptom", "direction", "population"),
                        name="deficiencylink_unique",
                        violation_error_message="This nutrient already has a statement on this symptom, direction and population.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction", ""), _negated=True), name="deficiencylink_has_a_direction"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency: get help now"),
                            ("urgent", "Urgent: see someone today"),
                            ("routine", "Routine: book an appointment"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        help_text="Says what to do: Call an emergency number now if your legs suddenly go weak.",
                        max_length=200,
                    ),
                ),
                ("body", models.TextField(help_text="The signs, best as a list, each from a source.")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "symptom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="care_cards", to="nutrients.symptom"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
    ]
