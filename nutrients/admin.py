"""Nutrients with their statements, and symptoms with their care cards, in the admin."""

from __future__ import annotations

from django.contrib import admin

from nutrients.models import CareCard, DeficiencyLink, Nutrient, Symptom
from publishing.admin import DraftAdmin


class DeficiencyLinkInline(admin.StackedInline):
    model = DeficiencyLink
    verbose_name = "statement"
    verbose_name_plural = "statements: signs of too little or too much"
    extra = 0
    autocomplete_fields = ["symptom"]
    fields = [
        ("symptom", "direction"),
        "wording",
        ("certainty", "population"),
        "certainty_reason",
        "position",
    ]


@admin.register(Nutrient)
class NutrientAdmin(DraftAdmin):
    list_display = ["name", "group", "state", "changed_at", "changed_by"]
    list_filter = [*DraftAdmin.list_filter, "group"]
    search_fields = ["name", "other_names", "slug"]
    fieldsets = [
        (None, {"fields": ["name", "other_names", "group", "summary"]}),
        ("For comparison tables", {"fields": ["function", "food_sources"]}),
        ("Page", {"fields": ["body", "slug"]}),
    ]
    inlines = [DeficiencyLinkInline]


class CareCardInline(admin.StackedInline):
    model = CareCard
    extra = 0
    fields = ["urgency", "heading", "body", "position"]


@admin.register(Symptom)
class SymptomAdmin(DraftAdmin):
    list_display = ["name", "state", "changed_at", "changed_by"]
    search_fields = ["name", "other_names", "slug"]
    fieldsets = [
        (None, {"fields": ["name", "other_names", "summary"]}),
        ("Page", {"fields": ["body", "slug"]}),
    ]
    inlines = [CareCardInline]
