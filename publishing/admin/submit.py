"""The submit page: which drafts are handed over for review together, and which eyes they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode

from publishing import clock, kinds
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url, chosen_items
from publishing.admin.set_rows import Row, rows_of
from publishing.candidates import NoDraft
from publishing.models import Item
from publishing.review_news import review_url
from publishing.standing import standings_of
from publishing.submissions import submit, why_not_submitted
from publishing.workflow import Refused


class SubmitForm(forms.Form):
    fact_check = forms.BooleanField(
        label="Ask for a fact-check",
        required=False,
        initial=True,
        help_text="Somebody else holds every sentence against its source before it is approved.",
    )
    medical_review = forms.BooleanField(
        label="Ask for a medical review",
        required=False,
        help_text="By a medical reviewer. If readers can look up a credential of theirs, the page names them once it is out.",
    )
    note = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For those who review it: what is new, and where to look.",
    )


def submit_set(request: HttpRequest) -> HttpResponse:
    items = chosen_items(request)
    for item in items:
        if not admin.site._registry[kinds.get(item.kind).draft_model].has_change_permission(request):
            raise PermissionDenied("Your account may not change drafts of this kind, so it can't submit them either.")
    if not items and not _may_change_any(request):
        raise PermissionDenied("Your account may not change drafts, so it can't submit any.")
    try:
        return _answer(request, items)
    except NoDraft as error:
        raise Http404(str(error)) from error


def _may_change_any(request: HttpRequest) -> bool:
    return any(admin.site._registry[kind.draft_model].has_change_permission(request) for kind in kinds.every())


def _answer(request: HttpRequest, items: list[Item]) -> HttpResponse:
    form = SubmitForm(request.POST if "_submit" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        try:
            submissions = submit(items, by=editor_of(request), seen=_seen(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            names = ", ".join(f"“{submission.title}”" for submission in submissions)
            messages.success(request, f"Submitted {names}. It is frozen as it is now; an edit makes it void.")
            return HttpResponseRedirect(review_url(submissions[0]))
    t = clock.of(request)
    rows = rows_of(items, at=t)
    needed = {item.kind for item in items} & set(settings.MEDICAL_REVIEW_OF)
    context = {
        **admin.site.each_context(request),
        "title": "Submit for review",
        "form": form,
        "rows": rows,
        "why_not": _why_not(rows, at=t),
        "needs_medical_review": sorted(kinds.get(kind).label for kind in needed),
        "together": urlencode({"with": [str(item.id) for item in items]}, doseq=True) if len(items) > 1 else "",
        "back_url": change_url(items[0]) if items else "",
    }
    return TemplateResponse(request, "admin/publishing/submit_set.html", context)


def _why_not(rows: Sequence[Row], *, at: datetime) -> str:
    """Why nothing can be handed over as it is ticked; empty when it may. Submitting itself asks again."""
    chosen = [row.candidate for row in rows if row.is_chosen]
    standings = standings_of(one.item for one in chosen)
    found = [why_not_submitted(one, standings.get(one.item.id), at=at) for one in chosen]
    return " ".join(filter(None, found)) if chosen else "Nothing is ticked."


def _seen(request: HttpRequest) -> dict[UUID, str]:
    """The hash of each draft as the page showed it."""
    found = {}
    for value in request.POST.getlist("seen"):
        item_id, _, sha256 = value.partition(":")
        try:
            found[UUID(item_id)] = sha256
        except ValueError:
            continue  # Whatever else was sent names no draft.
    return found
