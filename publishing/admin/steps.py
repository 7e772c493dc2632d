"""Steps of one item in the admin: preview, withdraw, and taking a schedule or a planned end back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from publishing import clock, kinds, workflow
from publishing.admin.checked import note_problems
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url, named_items, read_moment
from publishing.admin.uses import forget_checks_of_users, uses_of
from publishing.browser_policy import preview_policy
from publishing.candidates import NoDraft, candidates_of, records_of
from publishing.emergency import withdraw_for_harm
from publishing.models import Item
from publishing.pages import page
from publishing.problems import refusals
from publishing.reasons import is_said
from publishing.views import render_page
from publishing.workflow import Refused

NUMBER = re.compile("[0-9]{1,6}")
SAY_WHY = "Say why. The reason is kept on record."


@preview_policy
def preview(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The draft's page exactly as publishing it now would make it: alone, or with the drafts that `with` names."""
    item = get_object_or_404(Item, id=item_id)
    _require_view(request, item)
    t = clock.of(request)
    others = [other for other in named_items(request.GET.getlist("with")) if other.id != item.id]
    for other in others:
        _require_view(request, other)
    try:
        drafts = candidates_of([item, *others])
    except NoDraft as error:
        raise Http404(str(error)) from error
    found = page(item, t, overrides=[draft.as_live(t) for draft in drafts])
    together = [str(draft.draft) for draft in drafts] if others else []
    response = render_page(request, found, together=together)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _require_view(request: HttpRequest, item: Item) -> None:
    model_admin = admin.site._registry[kinds.get(item.kind).draft_model]
    if not model_admin.has_view_permission(request):
        raise PermissionDenied("Your account may not see drafts of this kind.")


def uses(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Live pages that name the item, and drafts that hold it."""
    item = get_object_or_404(Item, id=item_id)
    _require_view(request, item)
    first = request.GET.get("from", "")
    found = uses_of(item, at=clock.of(request), first=int(first) if NUMBER.fullmatch(first) else 0)
    return _answer(request, "admin/publishing/uses.html", item, title="Where it is used", uses=found)


def problems(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What stands between the saved draft and its readers: the part of its form that takes longest to find out."""
    item = get_object_or_404(Item, id=item_id)
    _require_view(request, item)
    draft = kinds.get(item.kind).draft_of(item)
    found = sorted(draft.publish_problems(), key=lambda problem: not problem.refuses)
    note_problems(draft, found)
    refusing = len(refusals(found))
    return _answer(
        request,
        "admin/publishing/draft_problems.html",
        item,
        title="Problems of the draft",
        draft_problems=found,
        refusing=refusing,
        advising=len(found) - refusing,
        publishes_on_save=kinds.get(item.kind).publishes_on_save,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": SAY_WHY},
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not is_said(reason):
            raise forms.ValidationError(SAY_WHY, code="required")
        return reason


class WithdrawForm(ReasonForm):
    for_harm = forms.BooleanField(
        required=False,
        label="Emergency: it could harm readers",
        help_text="Opens a task due today, and tells everybody who wrote, reviewed or published it.",
    )
    hide_history = forms.BooleanField(
        required=False,
        label="Hide its history too",
        help_text="For harm or law: its former versions, and what changed between them, are no longer shown to readers either. "
        "This can't be taken back here.",
    )


def withdraw(request: HttpRequest, item_id: UUID) -> HttpResponse:
    if not request.user.has_perm("publishing.withdraw"):
        raise PermissionDenied("Your account may not withdraw. Ask someone who may, or an administrator.")
    item = get_object_or_404(Item, id=item_id)
    form = WithdrawForm(request.POST or None, initial={"for_harm": "harm" in request.GET})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        step = withdraw_for_harm if data["for_harm"] else workflow.withdraw
        try:
            step(item, by=editor_of(request), reason=data["reason"], hide_history=data["hide_history"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            forget_checks_of_users(item)
            messages.success(request, "Withdrawn. Its address now says that the page was taken down.")
            return HttpResponseRedirect(change_url(item))
    found = uses_of(item, at=clock.of(request))
    return _answer(request, "admin/publishing/withdraw.html", item, title="Withdraw", form=form, uses=found)


class EndForm(ReasonForm):
    at = forms.CharField(label="Ends at", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    field_order = ("at", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = f"Time in the zone {timezone.get_default_timezone_name()}."

    def clean_at(self) -> datetime | None:
        return read_moment(self.cleaned_data["at"])


def plan_end(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Lets the page go away by itself at a moment ahead."""
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not plan when a page ends. Ask someone who may.")
    item = get_object_or_404(Item, id=item_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = form.cleaned_data["at"]
        try:
            workflow.plan_end(item, at=at, by=editor_of(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("at", str(refusal))
        else:
            messages.success(request, f"It ends by itself on {timezone.localtime(at):%d %b %Y, %H:%M}.")
            return HttpResponseRedirect(change_url(item))
    found = uses_of(item, at=clock.of(request))
    return _answer(request, "admin/publishing/plan_end.html", item, title="Plan an end", form=form, uses=found)


def cancel(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Takes back what is scheduled for the item, or its planned end."""
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not cancel schedules. Ask someone who may.")
    item = get_object_or_404(Item, id=item_id)
    scheduled = records_of([item])[item.id].scheduled(after=clock.of(request))
    if request.method == "POST":
        try:
            if scheduled is not None:
                workflow.cancel(scheduled, by=editor_of(request))
            else:
                workflow.remove_end(item, by=editor_of(request))
            messages.success(request, "Taken back. What is live stays live.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(change_url(item))
    return _answer(
        request, "admin/publishing/cancel.html", item, title="Take back what is planned", scheduled=scheduled
    )


def _answer(request: HttpRequest, template: str, item: Item, **context: Any) -> HttpResponse:
    draft = kinds.get(item.kind).draft_of(item)
    meta = draft._meta
    own = {
        "draft": draft,
        "subtitle": draft,
        "back_url": change_url(item),
        "list_url": reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
        "list_name": meta.verbose_name_plural,
    }
    return TemplateResponse(request, template, {**admin.site.each_context(request), **own, **context})
