"""The public note of an edition in the admin: what readers are told, what it said before, and the page that amends it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from publishing import clock
from publishing.admin.forms import editor_of
from publishing.amending import amend_note, why_not_amended
from publishing.models import Edition, NoteAmendment
from publishing.notes import note_of
from publishing.workflow import Refused


class NoteForm(forms.Form):
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label="Note",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what changed and why. A note can be said better, but not be taken away."},
        help_text="What changed and why, in plain words. Readers see it at once, with the day on which it was amended.",
    )


def amend(request: HttpRequest, edition_id: int) -> HttpResponse:
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not amend what readers are told. Ask someone who may publish.")
    edition = get_object_or_404(Edition.objects.cards().select_related("item"), pk=edition_id)
    url = reverse("admin:publishing_edition_change", args=[edition.pk])
    told = note_of(edition, at=clock.of(request))
    form = NoteForm(request.POST or None, initial={"seen": told.note, "note": told.note})
    if request.method == "POST" and form.is_valid():
        try:
            # A browser sends every line end as two signs.
            seen = form.cleaned_data["seen"].replace("\r\n", "\n")
            note = form.cleaned_data["note"].replace("\r\n", "\n")
            amend_note(edition, note=note, seen=seen, by=editor_of(request))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Amended. Readers see it now; what it said before stays on record.")
            return HttpResponseRedirect(url)
    context = {
        **admin.site.each_context(request),
        "title": "Amend the note",
        "subtitle": edition,
        "edition": edition,
        "form": form,
        "why_not": why_not_amended(edition),
        "told": note_of(edition, at=clock.now()),
        "former": former_notes(edition),
        "draft": edition,
        "back_url": url,
        "list_url": reverse("admin:publishing_edition_changelist"),
        "list_name": "editions",
    }
    return TemplateResponse(request, "admin/publishing/amend_note.html", context)


def former_notes(edition: Edition) -> list[dict[str, Any]]:
    """Each amendment, newest first: when, by whom, from what to what."""
    found, before = [], edition.note
    for made in NoteAmendment.objects.filter(edition=edition).select_related("amended_by").order_by("id"):
        found.append({"at": made.amended_at, "by": made.amended_by, "before": before, "after": made.note})
        before = made.note
    return found[::-1]
