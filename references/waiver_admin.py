"""Waivers in the admin: given from a problem of a draft, listed with their state, taken back; never edited."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from publishing.admin.base import GuideList
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.admin.records import ReadOnlyAdmin
from publishing.models import Item
from publishing.problems import describe
from references.cited_kind import MAY_WAIVE
from references.waiver_models import ClaimWaiver
from references.waivers import NotWaived, stands_in_draft, take_back, waivable, waive

IN_FORCE, VOID, TAKEN_BACK = "in force", "void: the sentence changed", "taken back"


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label="Why readers may be told this without a source",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues, on record for ever: it repeats what the sentence before it cites.",
        error_messages={"required": "Say why. Without a reason there is no waiver."},
    )


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("given", "Not taken back"), ("ended", "Taken back")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(ended_at__isnull=self.value() == "given") if self.value() else queryset


class WaiverList(GuideList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        waivers: list[Any] = list(self.result_list)
        for waiver in waivers:
            waiver.state_in_list = state_of(waiver)
        self.result_list = waivers


def state_of(waiver: ClaimWaiver) -> str:
    if waiver.ended_at is not None:
        return TAKEN_BACK
    return IN_FORCE if stands_in_draft(waiver) else VOID


@admin.register(ClaimWaiver)
class ClaimWaiverAdmin(ReadOnlyAdmin):
    desk = ("Library", 4)
    list_display = ["sentence_in_short", "of", "reason", "by", "given_at", "state"]
    list_filter = [StateFilter]
    list_select_related = ["item", "by"]
    search_fields = ["sentence", "reason", "item__key"]
    search_help_text = "Words of the sentence or of the reason."
    fields = ["sentence", "claims", "of", "reason", "by", "given_at", "state", "ended_at", "ended_by"]
    readonly_fields = ["of", "state"]
    change_form_template = "admin/references/waiver.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[GuideList]:
        return WaiverList

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("give/<uuid:item_id>/<slug:fingerprint>/", wrap(give), name="references_claimwaiver_give"),
            path("<int:waiver_id>/take-back/", wrap(end), name="references_claimwaiver_end"),
        ]
        return own + super().get_urls()

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"may_end": request.user.has_perm(MAY_WAIVE)}
        return super().change_view(request, object_id, *args, **kwargs)

    @admin.display(description="sentence", ordering="sentence")
    def sentence_in_short(self, waiver: ClaimWaiver) -> str:
        return str(waiver)

    @admin.display(description="of", ordering="item__kind")
    def of(self, waiver: ClaimWaiver) -> str:
        return format_html('<a href="{}">{}</a>', change_url(waiver.item), describe(waiver.item))

    @admin.display(description="state")
    def state(self, waiver: Any) -> str:
        return getattr(waiver, "state_in_list", None) or state_of(waiver)


def give(request: HttpRequest, item_id: UUID, fingerprint: str) -> HttpResponse:
    """Shows the sentence as the saved draft has it, and asks for the reason."""
    _require(request)
    item = get_object_or_404(Item, id=item_id)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            waive(item, fingerprint, reason=form.cleaned_data["reason"], by=editor_of(request))
        except NotWaived as refusal:
            form.add_error(None, str(refusal))
        except IntegrityError:
            form.add_error(None, "Somebody waived this sentence a moment ago. Nothing was changed.")
        else:
            messages.success(request, "The sentence may pass. The waiver ends when its words change.")
            return HttpResponseRedirect(change_url(item))
    found = waivable(item).get(fingerprint)
    context = {
        **admin.site.each_context(request),
        "title": "Let a claim pass without a source",
        "subtitle": describe(item),
        "draft": describe(item),
        "back_url": change_url(item),
        "list_url": reverse("admin:references_claimwaiver_changelist"),
        "list_name": ClaimWaiver._meta.verbose_name_plural,
        "form": form,
        "place": found[0] if found else "",
        "finding": found[1] if found else None,
    }
    return TemplateResponse(request, "admin/references/waive.html", context)


def end(request: HttpRequest, waiver_id: int) -> HttpResponse:
    _require(request)
    waiver = get_object_or_404(ClaimWaiver, pk=waiver_id)
    if request.method == "POST":
        try:
            take_back(waiver, by=editor_of(request))
        except NotWaived as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Taken back. The sentence needs a source again.")
    return HttpResponseRedirect(reverse("admin:references_claimwaiver_change", args=[waiver_id]))


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY_WAIVE):
        raise PermissionDenied("Your account may not let claims pass without a source. Ask someone who may.")
