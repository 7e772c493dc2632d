"""Two versions of one item side by side in words, and the way back to a former one. Only restoring writes, to the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from publishing import clock, drafting, kinds
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.candidates import Candidate, NoDraft, candidate
from publishing.comparison import compare
from publishing.documents import Document, UnreadableDocument
from publishing.models import Edition, Item, ReplacedDraft, Submission
from publishing.problems import refusals
from publishing.workflow import Refused

DRAFT = "draft"
SUBMISSION, REPLACED = "submission-", "replaced-"


@dataclass(frozen=True, kw_only=True)
class Version:
    """One side of a comparison. `name` stands in the address: draft, the number of an edition, submission-2 or replaced-3."""

    name: str
    label: str
    document: Document
    text: str


def compare_versions(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = get_object_or_404(Item, id=item_id)
    kind = kinds.get(item.kind)
    if not admin.site._registry[kind.draft_model].has_view_permission(request):
        raise PermissionDenied("Your account may not see drafts of this kind.")
    try:
        found = candidate(item)
    except NoDraft as error:
        raise Http404(str(error)) from error
    editions = list(Edition.objects.cards().filter(item=item).order_by("-number"))
    choices = [
        (DRAFT, "The draft as it is now"),
        *submission_choices(item),
        *replaced_choices(item),
        *((str(edition.number), label_of(edition)) for edition in editions),
    ]
    form = VersionsForm(request.GET or _default(found, editions, request), choices=choices)
    context: dict[str, Any] = {"form": form, "editions": editions}
    if form.is_valid():
        try:
            sides = [_version(form.cleaned_data[side], found, dict(choices)) for side in ("before", "after")]
        except UnreadableDocument as error:
            form.add_error(None, str(error))
        else:
            context |= _compared(found, sides) | {"restorable": _restorable(request, found, sides)}
    own = {"draft": found.draft, "title": "Compare versions", "subtitle": found.draft, "back_url": change_url(item)}
    return TemplateResponse(
        request, "admin/publishing/compare.html", {**admin.site.each_context(request), **own, **context}
    )


class VersionsForm(forms.Form):
    before = forms.ChoiceField(label="Compare")
    after = forms.ChoiceField(label="with")

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = "There is no version “%(value)s” of this. Choose one of the list."


def label_of(edition: Edition) -> str:
    if edition.live_from is None:
        return f"Edition {edition.number}, cancelled before readers saw it"
    begun = timezone.localtime(edition.live_from)
    return f"Edition {edition.number}, {edition.get_change_display()} of {begun:%d %b %Y, %H:%M}"


def submission_choices(item: Item) -> list[tuple[str, str]]:
    rows = Submission.objects.filter(item=item).order_by("-number").select_related("submitted_by").defer("document")
    return [
        (
            f"{SUBMISSION}{row.number}",
            f"Submission {row.number}, by {row.submitted_by} on {timezone.localtime(row.submitted_at):%d %b %Y, %H:%M}",
        )
        for row in rows
    ]


def replaced_choices(item: Item) -> list[tuple[str, str]]:
    rows = ReplacedDraft.objects.filter(item=item).order_by("-replaced_at").select_related("replaced_by")
    return [
        (
            f"{REPLACED}{row.pk}",
            f"The draft before {timezone.localtime(row.replaced_at):%d %b %Y, %H:%M}, when {row.replaced_by} replaced it",
        )
        for row in rows.defer("document")
    ]


def _default(found: Candidate, editions: Sequence[Edition], request: HttpRequest) -> dict[str, str]:
    """What readers see against the draft."""
    live = found.record.live(at=clock.of(request)) or (editions[0] if editions else None)
    return {"before": str(live.number) if live else DRAFT, "after": DRAFT}


def _version(name: str, found: Candidate, labels: dict[str, str]) -> Version:
    if name == DRAFT:
        return Version(name=name, label=labels[name], document=found.document, text=found.text)
    if name.startswith(REPLACED):
        text = ReplacedDraft.objects.values_list("document", flat=True).get(pk=int(name.removeprefix(REPLACED)))
        return Version(name=name, label=labels[name], document=found.kind.read(text), text=text)
    rows: Any = Submission.objects if name.startswith(SUBMISSION) else Edition.objects
    number = int(name.removeprefix(SUBMISSION))
    text = rows.values_list("document", flat=True).get(item=found.item, number=number)
    return Version(name=name, label=labels[name], document=found.kind.read(text), text=text)


def _compared(found: Candidate, sides: Sequence[Version]) -> dict[str, Any]:
    before, after = sides
    names = drafting.names_in(found.kind, [before.text, after.text])
    return {"before": before, "after": after, "differences": compare(before.document, after.document, names)}


def _restorable(request: HttpRequest, found: Candidate, sides: Sequence[Version]) -> list[dict[str, str]]:
    """The former editions on show that this editor may bring back."""
    if not admin.site._registry[found.kind.draft_model].has_change_permission(request, found.draft):
        return []
    return [
        {
            "number": side.name,
            "label": side.label,
            "url": reverse("admin:publishing_item_restore", args=[found.item.id]),
        }
        for side in {side.name: side for side in sides}.values()
        if (side.name.isdigit() or side.name.startswith(REPLACED)) and side.text != found.text
    ]


def restore(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Brings a former edition back into the draft; what the draft said until then is kept, and can be brought back too."""
    item = get_object_or_404(Item, id=item_id)
    draft = kinds.get(item.kind).draft_of(item)
    if not admin.site._registry[type(draft)].has_change_permission(request, draft):
        raise PermissionDenied("Your account may not change drafts of this kind.")
    name = request.POST.get("number", "")
    is_replaced, number = name.startswith(REPLACED), name.removeprefix(REPLACED)
    if request.method != "POST" or not number.isascii() or not number.isdigit() or len(number) > 9:
        return HttpResponseRedirect(reverse("admin:publishing_item_compare", args=[item_id]))
    former: ReplacedDraft | Edition
    if is_replaced:
        former = get_object_or_404(ReplacedDraft, item=item, pk=int(number))
    else:
        former = get_object_or_404(Edition, item=item, number=int(number))
    if request.POST.get("version") != str(draft.version):
        messages.error(
            request, "Someone saved the draft in the meantime, so nothing was restored. Compare again first."
        )
        query = urlencode({"before": name, "after": DRAFT})
        return HttpResponseRedirect(f"{reverse('admin:publishing_item_compare', args=[item_id])}?{query}")
    try:
        step: Any = drafting.bring_back if is_replaced else drafting.restore
        restored = step(former, by=editor_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:publishing_item_compare", args=[item_id]))
    what = "it said before" if is_replaced else f"edition {number} said"
    messages.success(
        request,
        f"The draft says again what {what}. Readers see no change yet. "
        "What it said until now is kept under Compare versions.",
    )
    for problem in refusals(restored.publish_problems()):
        messages.warning(request, f"Before it can go out: {problem.message}")
    return HttpResponseRedirect(change_url(item))
