"""Reviewed, nothing changed: puts a medical review of what readers see on record, and moves nothing but the date of the review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from publishing import clock, kinds
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.candidates import records_of
from publishing.models import Edition, Item, MedicalReview, User
from publishing.moment import Moment
from publishing.reviewers import WHOLE_PAGE, why_may_not_review
from publishing.reviews import record_review
from publishing.workflow import Refused


class ReviewedForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    scope = forms.CharField(
        label="What you reviewed",
        max_length=300,
        initial=WHOLE_PAGE,
        error_messages={"required": "Say what you reviewed, for example: the whole page."},
        help_text="Stands on the page with your name, for example: the whole page, or the care cards.",
    )


def reviewed(request: HttpRequest, item_id: UUID) -> HttpResponse:
    if not request.user.has_perm("publishing.medical_review"):
        raise PermissionDenied("Your account may not review medically. Ask a medical reviewer.")
    item = get_object_or_404(Item, id=item_id)
    t, editor = clock.of(request), editor_of(request)
    live = records_of([item])[item.id].live(at=t)
    why_not = _why_not(editor, item, live, Moment(t))
    form = ReviewedForm(request.POST or None, initial={"edition": live.number if live else None})
    if request.method == "POST" and not why_not and form.is_valid() and editor.person is not None:
        data = form.cleaned_data
        try:
            record_review(
                item, reviewer=editor.person.item, scope=data["scope"], by=editor, edition_seen=data["edition"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Recorded. Readers see the review now; nothing else on the page changed.")
            return HttpResponseRedirect(change_url(item))
    return TemplateResponse(request, "admin/publishing/reviewed.html", _context(request, item, live, form, why_not))


def _why_not(by: User, item: Item, live: Edition | None, moment: Moment) -> str:
    """Why this account can put no review of the page on record; empty when it can."""
    if live is None:
        return "Readers see nothing of this, and a review is of what readers see. Publish it first."
    return why_may_not_review(by, item, live, moment)


def _context(
    request: HttpRequest, item: Item, live: Edition | None, form: ReviewedForm, why_not: str
) -> dict[str, Any]:
    draft = kinds.get(item.kind).draft_of(item)
    last = MedicalReview.objects.latest_of(item.id, at=clock.of(request))
    return {
        **admin.site.each_context(request),
        "title": "Record a review",
        "subtitle": draft,
        "draft": draft,
        "back_url": change_url(item),
        "form": form,
        "live": live,
        "last": last,
        "is_newer": bool(live and last and last.edition_id != live.pk),
        "why_not": why_not,
        "item": item,
    }
