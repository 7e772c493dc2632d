import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("nutrients", "0003_sort_rating_of_statements"),
    ]

    operations = [
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
            ],
            options={
                "ordering": ["position", "id"],
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
            ],
            options={
                "ordering": ["position", "id"],
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
            ],
            options={
                "verbose_name": "group at risk",
                "verbose_name_plural": "groups at risk",
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="nutrient",
            name="counted_as",
            field=models.CharField(
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
        migrations.AddField(
            model_name="nutrient",
            name="daily_value",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                help_text="The Daily Value for adults on US food labels, in the unit above: 2.4. Foods are compared by it.",
                max_digits=12,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="nutrient",
            name="daily_value_source",
            field=models.TextField(
                blank=True,
                help_text="Where the value stands: US food labelling rule [[ref:key]].",
                verbose_name="source of the daily value",
            ),
        ),
        migrations.AddField(
            model_name="nutrient",
            name="fdc_id",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="The newer id of the same nutrient: 1178.",
                null=True,
                verbose_name="FoodData Central nutrient id",
            ),
        ),
        migrations.AddField(
            model_name="nutrient",
            name="interactions_checked_on",
            field=models.DateField(
                blank=True,
                help_text="When the sources were last searched. Without any below, the page says “none recorded, checked on”.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="nutrient",
            name="risk_groups_checked_on",
            field=models.DateField(
                blank=True,
                help_text="When the sources were last searched. Without any group below, the page says “none recorded, checked on”.",
                null=True,
                verbose_name="groups at risk checked on",
            ),
        ),
        migrations.AddField(
            model_name="nutrient",
            name="sr_number",
            field=models.CharField(
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
        migrations.AddField(
            model_name="nutrient",
            name="unit",
            field=models.CharField(
                blank=True,
                choices=[("mcg", "µg"), ("mg", "mg"), ("g", "g"), ("kcal", "kcal")],
                help_text="The one unit of every amount on its page: the daily value, the intakes, the foods.",
                max_length=4,
            ),
        ),
        migrations.AddConstraint(
            model_name="nutrient",
            constraint=models.CheckConstraint(
                condition=models.Q(("daily_value__isnull", True), ("daily_value__gt", 0), _connector="OR"),
                name="nutrient_daily_value_positive",
                violation_error_message="A daily value is more than 0. Leave it empty where none is set.",
            ),
        ),
        migrations.AddConstraint(
            model_name="nutrient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("daily_value__isnull", True), models.Q(("unit", ""), _negated=True), _connector="OR"
                ),
                name="nutrient_daily_value_has_a_unit",
                violation_error_message="Choose the unit of the daily value.",
            ),
        ),
        migrations.AddField(
            model_name="intake",
            name="nutrient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="intakes", to="nutrients.nutrient"
            ),
        ),
        migrations.AddField(
            model_name="interaction",
            name="nutrient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="interactions", to="nutrients.nutrient"
            ),
        ),
        migrations.AddField(
            model_name="riskgroup",
            name="nutrient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="risk_groups", to="nutrients.nutrient"
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", False), ("is_not_established", False)),
                    models.Q(("amount__isnull", True), ("is_not_established", True)),
                    _connector="OR",
                ),
                name="intake_amount_or_not_established",
                violation_error_message="Give an amount, or tick “not established”: exactly one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__isnull", True),
                    models.Q(("amount__gte", 0), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="intake_amount_has_a_unit",
                violation_error_message="An amount is 0 or more and needs its unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_to__isnull", True), ("age_to__gte", models.F("age_from")), _connector="OR"),
                name="intake_ages_in_order",
                violation_error_message="The last age comes before the first. Swap them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.UniqueConstraint(
                fields=("nutrient", "group", "age_from", "age_unit", "measure", "authority"),
                name="intake_unique",
                violation_error_message="This authority already has a value of this measure for this life stage.",
            ),
        ),
    ]
