"""Sharing a preview: drafts frozen for somebody without an account, and the links that are open, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from publishing import clock, kinds
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url, chosen_items
from publishing.admin.set_rows import named_by
from publishing.candidates import NoDraft, candidates_of
from publishing.models import Item, PreviewLink
from publishing.previews import named, revoke, share
from publishing.workflow import Refused

DAYS = [("1", "one day"), ("7", "one week"), ("30", "30 days"), ("90", "90 days")]


class ShareForm(forms.Form):
    days = forms.ChoiceField(label="The link works for", choices=DAYS, initial="7")


def share_preview(request: HttpRequest) -> HttpResponse:
    items = chosen_items(request)
    if not items:
        raise Http404("No draft was named in this address, so there is nothing to share.")
    for item in items:
        if not _may_share(request, item):
            raise PermissionDenied("Your account may not change drafts of this kind, so it can't share them either.")
    if request.method == "POST" and "_revoke" in request.POST:
        return _revoked(request, items)
    form = ShareForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "items": items}
    if request.method == "POST" and form.is_valid():
        lasts = timedelta(days=int(form.cleaned_data["days"]))
        try:
            link, token = share(items, by=editor_of(request), lasts=lasts)
        except NoDraft as error:
            raise Http404(str(error)) from error
        address = reverse("publishing:shared_preview", args=[token])
        context |= {"made": link, "address": f"{settings.SITE_URL}{address}"}
    first = items[0]
    others = named_by(candidates_of(items), at=clock.of(request))
    context |= {
        "title": "Share a preview",
        "draft": kinds.get(first.kind).draft_of(first),
        "drafts": [kinds.get(item.kind).draft_of(item) for item in items],
        "named": [one for one in others if _may_share(request, one.item)],
        "back_url": change_url(first),
        "links": [(link, named(link)) for link in open_links(items, request)],
    }
    return TemplateResponse(request, "admin/publishing/share.html", {**admin.site.each_context(request), **context})


def _may_share(request: HttpRequest, item: Item) -> bool:
    return bool(admin.site._registry[kinds.get(item.kind).draft_model].has_change_permission(request))


def open_links(items: Sequence[Item], request: HttpRequest) -> list[PreviewLink]:
    """Open links that show any of the items, newest first."""
    links = PreviewLink.objects.open(at=clock.of(request)).filter(documents__item__in=items).distinct()
    return list(links.select_related("created_by").prefetch_related("documents__item").order_by("-created_at"))


def _revoked(request: HttpRequest, items: Sequence[Item]) -> HttpResponse:
    number = request.POST["_revoke"]
    links = {str(link.pk): link for link in open_links(items, request)}
    if number not in links:
        messages.error(request, "That link had expired or was taken back already.")
    else:
        try:
            revoke(links[number], by=editor_of(request))
            messages.success(request, "Taken back. Its address leads nowhere now.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(share_url(items))


def share_url(items: Sequence[Item]) -> str:
    return reverse("admin:publishing_item_share") + "?" + "&".join(f"item={item.id}" for item in items)
