"""Articles with their blocks, FAQs and policy pages in the admin."""

from __future__ import annotations

from content_editor.admin import ContentEditor, ContentEditorInline
from django.contrib import admin

from articles.import_admin import ImportingAdmin
from articles.models import (
    FAQ,
    Article,
    ArticleAuthor,
    CareCards,
    ComparisonTable,
    FAQChoice,
    FAQGroup,
    Figure,
    FoodSources,
    KeyPoint,
    Policy,
    RichText,
)
from publishing.admin import DraftAdmin
from references.report_admin import RestsOnFilter


class ArticleAuthorInline(admin.TabularInline):
    model = ArticleAuthor
    extra = 0
    autocomplete_fields = ["person"]


class KeyPointInline(admin.StackedInline):
    model = KeyPoint
    extra = 0


class FAQChoiceInline(admin.TabularInline):
    model = FAQChoice
    extra = 0
    autocomplete_fields = ["faq"]


@admin.register(Article)
class ArticleAdmin(ImportingAdmin, DraftAdmin, ContentEditor):
    desk = ("Guide", 1)
    list_display = ["title", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, RestsOnFilter]
    search_fields = ["title", "slug"]
    search_help_text = "Title or address."
    autocomplete_fields = ["symptoms"]
    fieldsets = [
        (None, {"fields": ["title", "summary", "symptoms", "slug"]}),
    ]
    inlines = [
        ArticleAuthorInline,
        KeyPointInline,
        ContentEditorInline.create(RichText),
        ContentEditorInline.create(ComparisonTable, autocomplete_fields=["nutrients", "symptoms"]),
        ContentEditorInline.create(Figure, autocomplete_fields=["image"]),
        ContentEditorInline.create(FoodSources, autocomplete_fields=["nutrient"]),
        ContentEditorInline.create(CareCards),
        ContentEditorInline.create(FAQGroup),
        FAQChoiceInline,
    ]


@admin.register(FAQ)
class FAQAdmin(DraftAdmin):
    desk = ("Guide", 5)
    list_display = ["__str__", "state", "problems", "changed"]
    search_fields = ["question", "slug", "short_answer"]
    search_help_text = "Question, short answer or address."
    fieldsets = [(None, {"fields": ["question", "short_answer", "long_answer", "slug"]})]


@admin.register(Policy)
class PolicyAdmin(DraftAdmin):
    desk = ("Guide", 6)
    list_display = ["slug", "title", "state", "problems", "changed"]
    search_fields = ["title", "slug"]
    search_help_text = "Title or address."
    fieldsets = [(None, {"fields": ["slug", "title", "body"]})]
