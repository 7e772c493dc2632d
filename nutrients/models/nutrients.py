"""Drafts of nutrients: what they do, how much of them by life stage, who is at risk, what they interact with."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from nutrients.units import EDITORS_UNITS, Unit
from publishing.models import Draft
from references.richtext import CitedTextField, RichTextField

OTHER_NAMES_HELP = "One a line. Each finds the page in lists, and its address leads here."
MORE_THAN_NOTHING = MinValueValidator(0, message="An amount can't be less than nothing.")


class Nutrient(Draft):
    class Group(models.TextChoices):
        VITAMIN = "vitamin", "Vitamin"
        MINERAL = "mineral", "Mineral"
        OTHER = "other", "Other nutrient"

    class CountedAs(models.TextChoices):
        RAE = "rae", "retinol activity equivalents (RAE)"
        DFE = "dfe", "dietary folate equivalents (DFE)"
        NE = "ne", "niacin equivalents (NE)"
        ALPHA_TOCOPHEROL = "alpha-tocopherol", "alpha-tocopherol"

    kind = "nutrient"
    title_field = "name"

    name = models.CharField(max_length=200, help_text="As readers know it: Vitamin B12.")
    other_names = models.TextField(blank=True, help_text=OTHER_NAMES_HELP)
    group = models.CharField(max_length=10, choices=Group, blank=True)
    summary = CitedTextField(blank=True, help_text="One or two sentences that stand for the whole page.")
    function = CitedTextField(
        "key function", blank=True, help_text="What it does in the body, short enough for a table cell."
    )
    food_sources = CitedTextField(blank=True, help_text="Foods that are good sources, short enough for a table cell.")
    body = RichTextField(blank=True)

    unit = models.CharField(
        max_length=4,
        choices=EDITORS_UNITS,
        blank=True,
        help_text="The one unit of every amount on its page: the daily value, the intakes, the foods.",
    )
    counted_as = models.CharField(
        max_length=20,
        choices=CountedAs,
        blank=True,
        help_text="Only where forms of different strength are added up, for example folate as DFE.",
    )
    daily_value = models.DecimalField(
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="The Daily Value for adults on US food labels, in the unit above: 2.4. Foods are compared by it.",
    )
    daily_value_source = CitedTextField(
        "source of the daily value", blank=True, help_text="Where the value stands: US food labelling rule [[ref:key]]."
    )
    sr_number = models.CharField(
        "USDA nutrient number",
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{3}(\.\d{1,2})?$", "Three digits, as USDA's tables give them, such as 418.")],
        help_text="Finds its amounts in foods: 418 is vitamin B12.",
    )
    fdc_id = models.PositiveIntegerField(
        "FoodData Central nutrient id", null=True, blank=True, help_text="The newer id of the same nutrient: 1178."
    )
    risk_groups_checked_on = models.DateField(
        "groups at risk checked on",
        null=True,
        blank=True,
        help_text="When the sources were last searched. Without any group below, the page says “none recorded, checked on”.",
    )
    interactions_checked_on = models.DateField(
        null=True,
        blank=True,
        help_text="When the sources were last searched. Without any below, the page says “none recorded, checked on”.",
    )

    class Meta(Draft.Meta):
        ordering = ["name"]
        constraints = [
            *Draft.Meta.constraints,
            models.CheckConstraint(
                condition=Q(daily_value__isnull=True) | Q(daily_value__gt=0),
                name="nutrient_daily_value_positive",
                violation_error_message="A daily value is more than 0. Leave it empty where none is set.",
            ),
            models.CheckConstraint(
                condition=Q(daily_value__isnull=True) | ~Q(unit=""),
                name="nutrient_daily_value_has_a_unit",
                violation_error_message="Choose the unit of the daily value.",
            ),
        ]


class Intake(models.Model):
    """How much one authority recommends, or allows at most, at one stage of life. “Not established” is a value."""

    class Group(models.TextChoices):
        INFANTS = "infants", "Infants"
        CHILDREN = "children", "Children"
        MEN = "men", "Men and boys"
        WOMEN = "women", "Women and girls"
        PREGNANCY = "pregnancy", "During pregnancy"
        LACTATION = "lactation", "While breastfeeding"

    class AgeUnit(models.TextChoices):
        MONTHS = "months", "months"
        YEARS = "years", "years"

    class Measure(models.TextChoices):
        RDA = "rda", "Recommended (RDA)"
        AI = "ai", "Adequate intake (AI)"
        EAR = "ear", "Average requirement (EAR)"
        UL = "ul", "Upper limit (UL)"

    nutrient = models.ForeignKey(Nutrient, models.CASCADE, related_name="intakes")
    group = models.CharField("life stage", max_length=10, choices=Group)
    age_from = models.PositiveSmallIntegerField(default=0, help_text="The first age of the stage: 14.")
    age_to = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The last age that belongs to it: 18. Empty means: and over."
    )
    age_unit = models.CharField(max_length=6, choices=AgeUnit, default=AgeUnit.YEARS)
    measure = models.CharField(max_length=4, choices=Measure)
    amount = models.DecimalField(
        max_digits=12, decimal_places=4, null=True, blank=True, validators=[MORE_THAN_NOTHING], help_text="A day: 2.4."
    )
    unit = models.CharField(max_length=4, choices=EDITORS_UNITS, blank=True, help_text="The nutrient's own unit.")
    is_not_established = models.BooleanField(
        "not established",
        default=False,
        help_text="The authority looked and set no value. Then leave the amount empty.",
    )
    authority = models.CharField(max_length=200, blank=True, help_text="Who says so: National Academies (US).")
    source = CitedTextField(blank=True, help_text="Where it says so: Table 3 [[ref:key]].")
    form_note = models.CharField(
        max_length=200, blank=True, help_text="If it counts some forms only: from supplements and fortified food only."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False, is_not_established=False)
                | Q(amount__isnull=True, is_not_established=True),
                name="intake_amount_or_not_established",
                violation_error_message="Give an amount, or tick “not established”: exactly one of the two.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | (Q(amount__gte=0) & ~Q(unit="")),
                name="intake_amount_has_a_unit",
                violation_error_message="An amount is 0 or more and needs its unit.",
            ),
            models.CheckConstraint(
                condition=Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                name="intake_ages_in_order",
                violation_error_message="The last age comes before the first. Swap them.",
            ),
            models.UniqueConstraint(
                fields=["nutrient", "group", "age_from", "age_unit", "measure", "authority"],
                name="intake_unique",
                violation_error_message="This authority already has a value of this measure for this life stage.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.get_group_display()}, from {self.age_from} {self.age_unit}"

    def clean(self) -> None:
        super().clean()
        unit = self.nutrient.unit
        if self.unit and unit and self.unit != unit:
            raise ValidationError(
                {
                    "unit": f"{self.nutrient} is counted in {Unit(unit).label}; this intake is in "
                    f"{Unit(self.unit).label}. Convert the amount, and choose {Unit(unit).label}."
                },
                code="mixed-units",
            )


class RiskGroup(models.Model):
    nutrient = models.ForeignKey(Nutrient, models.CASCADE, related_name="risk_groups")
    who = models.CharField(max_length=200, help_text="People who are more likely to lack it: older adults.")
    text = CitedTextField(blank=True, help_text="Why, with its source: They take up less of it [[ref:key]].")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "group at risk"
        verbose_name_plural = "groups at risk"

    def __str__(self) -> str:
        return self.who


class Interaction(models.Model):
    nutrient = models.ForeignKey(Nutrient, models.CASCADE, related_name="interactions")
    with_what = models.CharField("with", max_length=200, help_text="A medicine, another nutrient or a food: metformin.")
    text = CitedTextField(blank=True, help_text="What happens, with its source: It lowers the uptake [[ref:key]].")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.with_what
