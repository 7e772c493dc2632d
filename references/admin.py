"""The library in the admin: saving a record makes it public at once, with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from publishing.admin import DraftAdmin, DraftForm
from references.models import Reference


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
    list_display = ["title", "slug", "type", "issued", "doi", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, "type", "tier", "study_type"]
    search_fields = ["title", "slug", "authors", "doi", "pmid", "pmcid", "isbn", "item__keys__key"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "type", "authors", "issued"]}),
        (
            "Where it appeared",
            {
                "fields": [
                    "container_title",
                    ("volume", "issue", "page"),
                    ("publisher", "publisher_place", "edition"),
                    "language",
                ]
            },
        ),
        ("Identifiers", {"fields": ["doi", ("pmid", "pmcid"), "isbn", "url", "accessed_on"]}),
        ("What kind of source", {"fields": ["tier", "study_type"]}),
        ("Former keys", {"fields": ["former_keys"]}),
    ]
    readonly_fields = ["former_keys"]
    actions = []

    @admin.display(description="former keys")
    def former_keys(self, reference: Reference) -> str:
        if reference.pk is None:
            return "none"
        keys = reference.item.keys.exclude(key=reference.slug).values_list("key", flat=True)
        return ", ".join(keys) or "none"

    def get_actions(self, request: HttpRequest) -> Any:
        return {}
