"""Steps of one source in the admin: fill in from an identifier, prove its identity, merge it with another record."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from publishing import clock
from publishing.admin.forms import editor_of
from publishing.admin.uses import forget_checks_of_users, uses_of
from publishing.workflow import Refused
from references.csl import Source
from references.duplicates import near_duplicates, tell_apart
from references.finding import named_by
from references.health_models import IdentityCheck
from references.identity import BY_HAND, check_by_hand, check_by_lookup, checkable
from references.kinds import record_fields
from references.lookup import Found, find
from references.match_keys import work_of
from references.merging import merge, pairs
from references.models import Reference
from references.proposed_versions import proposed, put_aside, take

LOOKED_UP = "looked_up"
MOST_PASTED = 2000
# A record of thousands of authors has no place in a session.
MOST_KEPT = 100_000


def step_urls(wrap: Any) -> list[Any]:
    return [
        path("look-up/", wrap(look_up), name="references_reference_look_up"),
        path("<int:reference_id>/identity/", wrap(identity), name="references_reference_identity"),
        path("<int:reference_id>/merge/", wrap(merge_page), name="references_reference_merge"),
        path("<int:reference_id>/not-same/", wrap(not_same), name="references_reference_not_same"),
        path("<int:reference_id>/newer/", wrap(newer), name="references_reference_newer"),
    ]


@require_POST
def look_up(request: HttpRequest) -> HttpResponse:
    """Fills the add form from what was pasted; what is in the library already is opened instead."""
    if not request.user.has_perm("references.add_reference"):
        raise PermissionDenied("Your account may not add references. Ask an administrator.")
    pasted = request.POST.get("pasted", "")[:MOST_PASTED].strip()
    known = Reference.objects.filter(named_by(pasted), item__merged_into=None).first() if pasted else None
    if known is not None:
        messages.info(request, f"The library has this already, as “{known.slug}”. Cite that.")
        return HttpResponseRedirect(change_url(known))
    outcome = find(pasted)
    kept: dict[str, Any] = {"pasted": pasted, "source": msgspec.to_builtins(outcome.source)}
    if isinstance(outcome, Found):
        kept["found"] = msgspec.to_builtins(outcome)
        messages.success(request, f"Filled in from {outcome.via}. Look it over, then save.")
    else:
        messages.warning(request, outcome.message)
    request.session[LOOKED_UP] = kept if len(msgspec.json.encode(kept)) <= MOST_KEPT else {"pasted": pasted}
    # A window that the citation dialog opened stays one, so that the new source goes back into the text.
    popup = {IS_POPUP_VAR: "1"} if IS_POPUP_VAR in request.POST else {}
    return HttpResponseRedirect(f"{reverse('admin:references_reference_add')}?{urlencode({LOOKED_UP: '1', **popup})}")


def filled_in(request: HttpRequest) -> dict[str, Any]:
    """What the add form begins with after a look-up."""
    kept = request.session.get(LOOKED_UP, {}) if LOOKED_UP in request.GET else {}
    if not kept.get("source"):
        return {}
    found = record_fields(msgspec.convert(kept["source"], Source))
    found["study_type"] = kept.get("found", {}).get("study_type", "")
    return {name: value for name, value in found.items() if value}


def keep_what_was_found(request: HttpRequest, reference: Reference) -> None:
    """The look-up that filled the form proves the record, as long as it still has that identifier."""
    found = request.session.pop(LOOKED_UP, {}).get("found")
    if found is None:
        return
    outcome = msgspec.convert(found, Found)
    if getattr(reference, outcome.scheme) == outcome.value:
        check_by_lookup(reference, outcome, by=editor_of(request), at=clock.stamp())


class SeenForm(forms.Form):
    scheme = forms.ChoiceField(label="Opened")
    title_seen = forms.CharField(
        label="Title that stands there",
        max_length=1000,
        help_text="As you read it there, not as the record has it.",
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    how = forms.CharField(
        label="How", max_length=500, required=False, help_text=f"Left empty: {BY_HAND}", widget=forms.TextInput()
    )

    def __init__(self, *args: Any, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheme = self.fields["scheme"]
        assert isinstance(scheme, forms.ChoiceField)
        scheme.choices = [(name, f"{label} {value}") for name, label, value in checkable(reference)]


def identity(request: HttpRequest, reference_id: int) -> HttpResponse:
    """Compare by hand, or let a registry say; every comparison stays on record."""
    reference = _record(request, reference_id)
    form = SeenForm(request.POST if "title_seen" in request.POST else None, reference=reference)
    if request.method == "POST":
        _require_change(request)
        check = _look_up_identity(request, reference) if "look_up" in request.POST else _seen(request, reference, form)
        if check is not None:
            forget_checks_of_users(reference.item)
            told = messages.success if check.state == IdentityCheck.State.VERIFIED else messages.warning
            told(request, _said(check))
            return HttpResponseRedirect(request.path)
    checks = IdentityCheck.objects.filter(item=reference.item).select_related("checked_by").order_by("-checked_at")
    return _answer(
        request,
        "admin/references/identity.html",
        reference,
        title="Identity",
        form=form,
        checks=checks,
        identifiers=checkable(reference),
        lookups=settings.LOOKUPS,
    )


def _seen(request: HttpRequest, reference: Reference, form: SeenForm) -> IdentityCheck | None:
    if not form.is_valid():
        return None
    return check_by_hand(reference, **form.cleaned_data, by=editor_of(request), at=clock.stamp())


def _look_up_identity(request: HttpRequest, reference: Reference) -> IdentityCheck | None:
    scheme, value = next(((scheme, value) for scheme, _, value in checkable(reference)), ("", ""))
    outcome = find(value)
    if isinstance(outcome, Found) and outcome.scheme == scheme:
        return check_by_lookup(reference, outcome, by=editor_of(request), at=clock.stamp())
    messages.warning(
        request, outcome.message if not isinstance(outcome, Found) else "No registry is asked for that identifier."
    )
    return None


def _said(check: IdentityCheck) -> str:
    if check.state == IdentityCheck.State.VERIFIED:
        return "Verified: the title there is the title of this record."
    return f"Mismatch: “{check.title_seen}” stands there. Nothing that cites this source can be published until it is mended."


def merge_page(request: HttpRequest, reference_id: int) -> HttpResponse:
    """Field by field, with what is led to the survivor in sight before anything is done."""
    reference = _record(request, reference_id)
    _require_change(request)
    other = _other(request)
    if other is None:
        alike = near_duplicates([work_of(reference)], besides=reference)[0]
        asked = request.GET.get("with", "")
        return _answer(
            request, "admin/references/merge_choose.html", reference, title="Merge with …", alike=alike, asked=asked
        )
    if request.method == "POST":
        taking = [pair.name for pair in pairs(reference, other) if request.POST.get(f"take-{pair.name}") == "merged"]
        reason = _typed(request, "reason")[:1000]
        try:
            forget_checks_of_users(other.item)
            merge(other, into=reference, taking=taking, by=editor_of(request), reason=reason)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Merged. The key “{other.slug}” leads here from now on, wherever it is cited.")
            return HttpResponseRedirect(change_url(reference))
    return _answer(
        request,
        "admin/references/merge.html",
        reference,
        title="Merge with …",
        other=other,
        pairs=pairs(reference, other),
        uses=uses_of(other.item, at=clock.of(request)),
        reason=request.POST.get("reason", ""),
        taken=[name.removeprefix("take-") for name, value in request.POST.items() if value == "merged"],
        turned_url=f"{reverse('admin:references_reference_merge', args=[other.pk])}?with={reference.slug}",
    )


@require_POST
def not_same(request: HttpRequest, reference_id: int) -> HttpResponse:
    reference = _record(request, reference_id)
    _require_change(request)
    other = _other(request)
    if other is not None:
        tell_apart(reference, other, by=editor_of(request), at=clock.now())
        messages.success(request, f"Remembered: “{other}” is another work.")
    return HttpResponseRedirect(change_url(reference))


@require_POST
def newer(request: HttpRequest, reference_id: int) -> HttpResponse:
    """What a registry names as the newer version of a record: taken, or put aside."""
    reference = _record(request, reference_id)
    _require_change(request)
    number = request.POST.get("notice", "")
    found = next((one for one in proposed(reference) if str(one.notice.pk) == number), None)
    if found is None:
        messages.info(request, "Somebody has answered this meanwhile.")
    elif "put_aside" in request.POST:
        put_aside(reference, found.notice.pk, by=editor_of(request), at=clock.stamp())
        messages.success(request, f"Put aside: {found.label} is no newer version of this.")
    elif found.record is not None:
        try:
            take(reference, found.record, by=editor_of(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Superseded by “{found.record}”. Readers are told from now on.")
    return HttpResponseRedirect(change_url(reference))


def _other(request: HttpRequest) -> Reference | None:
    asked = (_typed(request, "with") or request.GET.get("with", "")).strip()[:MOST_PASTED]
    if not asked:
        return None
    records = Reference.objects.filter(item__merged_into=None).select_related("item")
    return records.filter(slug=asked).first() or records.filter(named_by(asked)).first()


def _typed(request: HttpRequest, name: str) -> str:
    """Without NUL, which PostgreSQL stores and compares nowhere."""
    return request.POST.get(name, "").replace("\0", "")


def _record(request: HttpRequest, reference_id: int) -> Reference:
    if not request.user.has_perm("references.view_reference"):
        raise PermissionDenied("Your account may not see references. Ask an administrator.")
    return get_object_or_404(Reference.objects.select_related("item"), pk=reference_id, item__merged_into=None)


def _require_change(request: HttpRequest) -> None:
    if not request.user.has_perm("references.change_reference"):
        raise PermissionDenied("Your account may not change references. Ask someone who may.")


def change_url(reference: Reference) -> str:
    return reverse("admin:references_reference_change", args=[reference.pk])


def _answer(request: HttpRequest, template: str, reference: Reference, **context: Any) -> HttpResponse:
    own = {
        "draft": reference,
        "reference": reference,
        "subtitle": reference,
        "back_url": change_url(reference),
        "list_url": reverse("admin:references_reference_changelist"),
        "list_name": "references",
    }
    return TemplateResponse(request, template, {**admin.site.each_context(request), **own, **context})
