"""The library in the admin: saving a record makes it public at once, with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path

from publishing.admin import DraftAdmin, DraftForm
from references.finding import named_by
from references.models import Reference
from references.source_picker import sources
from references.waiver_admin import ClaimWaiverAdmin as ClaimWaiverAdmin


class ReferenceForm(DraftForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.fields.get("slug")
        if slug is not None:
            slug.label = "Citation key"
            slug.help_text = (
                "Cite it as [[ref:key]]. Small letters, digits and hyphens: briani-2013. "
                "Left empty, it is made from the title. After a change the old key still works."
            )


@admin.register(Reference)
class ReferenceAdmin(DraftAdmin):
    desk = ("Library", 1)
    form = ReferenceForm
    list_display = ["title", "key", "source", "doi", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, "type", "tier", "study_type"]
    search_fields = ["title", "slug", "authors", "doi", "pmid", "pmcid", "isbn", "item__keys__key"]
    search_help_text = "Title, author, citation key, or a DOI, PubMed ID, ISBN or web address in any spelling."
    fieldsets = [
        (None, {"fields": ["title", "slug", "type", "authors", ("issued", "season")]}),
        (
            "Where it appeared",
            {
                "fields": [
                    ("container_title", "container_title_short"),
                    ("volume", "issue", "page"),
                    ("publisher", "publisher_place", "edition"),
                ]
            },
        ),
        ("Books, reports and series", {"fields": ["editors", ("series", "number", "genre")]}),
        ("Conference", {"fields": [("event_title", "event_place")], "classes": ["collapse"]}),
        ("Translation", {"fields": ["language", "original_title", "translators"], "classes": ["collapse"]}),
        (
            "Identifiers",
            {"fields": ["doi", ("pmid", "pmcid"), "isbn", "url", "accessed_on", ("archive_url", "archived_on")]},
        ),
        ("What kind of source", {"fields": ["tier", "study_type", "funding", "is_landmark"]}),
        ("Former keys", {"fields": ["former_keys"]}),
    ]
    readonly_fields = ["former_keys"]
    actions = []

    def get_urls(self) -> list[Any]:
        own = [path("sources/", self.admin_site.admin_view(sources), name="references_reference_sources")]
        return own + super().get_urls()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> Any:
        """An identifier finds its one record however it is written; anything else is looked for in the words."""
        if search_term and (named := queryset.filter(named_by(search_term))).exists():
            return named, False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="citation key", ordering="slug")
    def key(self, reference: Reference) -> str:
        return reference.slug

    @admin.display(description="source", ordering="issued")
    def source(self, reference: Reference) -> str:
        return ", ".join(filter(None, [reference.get_type_display(), reference.issued[:4]]))

    @admin.display(description="former keys")
    def former_keys(self, reference: Reference) -> str:
        if reference.pk is None:
            return "none"
        keys = reference.item.keys.exclude(key=reference.slug).values_list("key", flat=True)
        return ", ".join(keys) or "none"

    def get_actions(self, request: HttpRequest) -> Any:
        return {}
