"""The library in the admin: saving a record makes it public at once, with its history."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path

from publishing.admin import DraftAdmin, DraftForm
from publishing.admin.forms import editor_of
from publishing.models import Overlay
from references.duplicates_form import ask_about_duplicates, duplicates_of, remember_answers
from references.finding import named_by
from references.import_admin import ImportingAdmin
from references.link_admin import LinkCheckAdmin as LinkCheckAdmin
from references.match_keys import work_of
from references.models import NORMALISERS, Reference
from references.page_picker import pages
from references.proposed_versions import proposed
from references.report_admin import AgeLimitAdmin as AgeLimitAdmin
from references.report_admin import SourcesFilter, reports
from references.retracted_admin import NoticeAdmin as NoticeAdmin
from references.source_health import health_of
from references.source_picker import sources
from references.source_steps import LOOKED_UP, filled_in, keep_what_was_found, step_urls
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

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django has it, its stubs do not
        # Only now is it known whether what was typed are identifiers.
        if not self.errors:
            ask_about_duplicates(self)


@admin.register(Reference)
class ReferenceAdmin(ImportingAdmin, DraftAdmin):
    desk = ("Library", 1)
    form = ReferenceForm
    change_form_template = "admin/references/source_change_form.html"
    list_display = ["title", "key", "source", "doi", "state", "problems", "changed"]
    list_filter = [*DraftAdmin.list_filter, SourcesFilter, "type", "tier", "study_type"]
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
        (
            "What kind of source",
            {"fields": ["tier", "study_type", ("grade_system", "quoted_grade"), "funding", "is_landmark"]},
        ),
        ("Newer version", {"fields": ["superseded_by"]}),
        ("Former keys", {"fields": ["former_keys"]}),
    ]
    autocomplete_fields = ["superseded_by"]
    readonly_fields = ["former_keys"]
    change_list_template = "admin/references/reference_list.html"
    actions = []

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("sources/", wrap(sources), name="references_reference_sources"),
            path("pages/", wrap(pages), name="references_reference_pages"),
            path("reports/", wrap(reports), name="references_reference_reports"),
            *step_urls(wrap),
        ]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What was merged is found under the record that it was merged into; whoever has it open keeps their words."""
        found = super().get_queryset(request)
        is_open = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return found if is_open else found.filter(item__merged_into=None)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_changeform_initial_data(request), **filled_in(request)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, *args: Any) -> None:
        super().save_related(request, form, formsets, *args)
        remember_answers(form, by=editor_of(request))
        if LOOKED_UP in request.session:
            keep_what_was_found(request, form.instance)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if LOOKED_UP in request.GET:
            context["pasted"] = request.session.get(LOOKED_UP, {}).get("pasted", "")
        else:
            # The citation dialog hands on what was pasted there.
            context["pasted"] = next(filter(None, map(request.GET.get, NORMALISERS)), "")
        context["lookups"] = settings.LOOKUPS
        return super().render_change_form(request, context, *args, **kwargs)

    def panel(self, request: HttpRequest, draft: Any) -> dict[str, Any]:
        overlay = Overlay.objects.filter(item=draft.item_id).values_list("facts", flat=True).first()
        source = work_of(draft)
        # A refused form's draft may hold what is no identifier, so then the stored record is what is compared.
        stored = Reference.objects.get(pk=draft.pk) if request.method == "POST" else draft
        own = {
            "health": health_of(source, overlay or {}),
            "alike": duplicates_of(work_of(stored), stored),
            "proposed": list(proposed(stored)),
        }
        return {**super().panel(request, draft), **own}

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
