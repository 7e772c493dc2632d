"""Nutrients, symptoms and foods in the admin, and what data releases hold, which is only to be read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from nutrients.choose_foods_admin import ChoosingAdmin
from nutrients.models import (
    Amount,
    CareCard,
    DataRelease,
    DeficiencyLink,
    Food,
    FoodSource,
    Intake,
    Interaction,
    Nutrient,
    Portion,
    ReleaseFood,
    RiskGroup,
    Symptom,
)
from nutrients.release_search import matching
from nutrients.release_update_admin import UpdatingAdmin
from publishing.admin import DraftAdmin
from publishing.admin.records import ReadOnlyAdmin


class DeficiencyLinkInline(admin.StackedInline):
    model = DeficiencyLink
    verbose_name_plural = "signs of too little or too much"
    extra = 0
    autocomplete_fields = ["symptom"]
    fields = [
        ("symptom", "direction"),
        "wording",
        ("certainty", "population"),
        "certainty_reason",
        "sort_rating",
        "position",
    ]


class IntakeInline(admin.StackedInline):
    model = Intake
    verbose_name_plural = "intakes by life stage"
    extra = 0
    classes = ["collapse"]
    fields = [
        ("group", "age_from", "age_to", "age_unit"),
        ("measure", "amount", "unit", "is_not_established"),
        ("authority", "form_note"),
        "source",
        "position",
    ]


class RiskGroupInline(admin.StackedInline):
    model = RiskGroup
    extra = 0
    fields = ["who", "text", "position"]


class InteractionInline(admin.StackedInline):
    model = Interaction
    extra = 0
    fields = ["with_what", "text", "position"]


@admin.register(Nutrient)
class NutrientAdmin(DraftAdmin):
    desk = ("Guide", 2)
    list_display = ["name", "group", "unit", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, "group"]
    search_fields = ["name", "other_names", "slug"]
    search_help_text = "Name, other name or address."
    fieldsets = [
        (None, {"fields": ["name", "other_names", "group", "summary"]}),
        ("For comparison tables", {"fields": ["function", "food_sources"]}),
        (
            "How much",
            {
                "fields": [("unit", "counted_as"), "daily_value", "daily_value_source"],
                "description": "Every amount of a nutrient is in one unit. Intakes by life stage stand further down.",
            },
        ),
        ("In food tables", {"fields": [("sr_number", "fdc_id")]}),
        (
            "When there is nothing to record",
            {"fields": [("risk_groups_checked_on", "interactions_checked_on")]},
        ),
        ("Page", {"fields": ["body", "slug"]}),
    ]
    inlines = [IntakeInline, RiskGroupInline, DeficiencyLinkInline, InteractionInline]


class CareCardInline(admin.StackedInline):
    model = CareCard
    extra = 0
    fields = ["urgency", "heading", "body", "position"]


@admin.register(Symptom)
class SymptomAdmin(DraftAdmin):
    desk = ("Guide", 3)
    list_display = ["name", "body_area", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, "body_area"]
    search_fields = ["name", "other_names", "slug"]
    search_help_text = "Name, other name or address."
    fieldsets = [
        (None, {"fields": ["name", "other_names", "body_area", "summary"]}),
        ("Page", {"fields": ["body", "other_causes", "slug"]}),
    ]
    inlines = [CareCardInline]


class PortionInline(admin.TabularInline):
    model = Portion
    extra = 0
    fields = ["label", "grams", "note", "position"]


class FoodSourceInline(admin.TabularInline):
    model = FoodSource
    verbose_name_plural = "sources of amounts, the first that has one counts"
    extra = 0
    autocomplete_fields = ["release_food"]
    fields = ["release_food", "position"]


@admin.register(Food)
class FoodAdmin(ChoosingAdmin, DraftAdmin):
    desk = ("Guide", 4)
    list_display = ["name", "group", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, "group", "diet"]
    search_fields = ["name", "other_names", "slug"]
    search_help_text = "Name, other name or address."
    fieldsets = [
        (None, {"fields": ["name", "other_names", ("group", "diet"), "summary"]}),
        ("Reference amount", {"fields": ["reference_grams", "reference_source"]}),
        ("Picture", {"fields": ["image", "alt", "is_decorative"]}),
        ("Page", {"fields": ["body", "slug"]}),
    ]
    autocomplete_fields = ["image"]
    inlines = [PortionInline, FoodSourceInline]


@admin.register(DataRelease)
class DataReleaseAdmin(UpdatingAdmin, ReadOnlyAdmin):
    desk = ("Data", 1)
    list_display = ["title", "publisher", "released_on", "licence", "key"]
    search_fields = ["title", "key"]
    search_help_text = "Title or key."


class AmountInline(admin.TabularInline):
    model = Amount
    verbose_name_plural = "amounts per 100 g. What is not listed was not measured"
    fields = ["nutrient", "amount", "is_assumed", "derivation", "data_points"]
    ordering = ["nutrient__number"]
    can_delete = False
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("nutrient", "food__release")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ReleaseFood)
class ReleaseFoodAdmin(ReadOnlyAdmin):
    desk = ("Data", 2)
    list_display = ["description", "number", "release", "category", "data_type"]
    list_filter = ["release", "data_type"]
    list_select_related = ["release"]
    search_fields = ["description", "number", "common_names"]
    search_help_text = "Words of its description, in any order, or its number in the release."
    # Counting a whole release takes longer than reading one page of it.
    show_full_result_count = False
    inlines = [AmountInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("release")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """The likeliest first, as in the search of foods to choose."""
        return (matching(queryset, search_term) if search_term.strip() else queryset), False
