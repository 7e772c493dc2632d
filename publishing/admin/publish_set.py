"""The publish page: which drafts go out together, what stands in their way, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode

from publishing import clock, kinds, workflow
from publishing.admin.checked import check
from publishing.admin.forms import editor_of
from publishing.admin.schedules import tell_what_follows
from publishing.admin.set_rows import draft_url, rows_of, why_not
from publishing.candidates import NoDraft, candidates_of
from publishing.local_time import moment_of
from publishing.models import Edition, Item
from publishing.problems import NotPublishable, refusals
from publishing.rebasing import Outcome, publish_and_carry, publish_instead
from publishing.three_way import Side
from publishing.workflow import Refused, Unexplained

CANCEL, CARRY = "cancel", "carry"
PLANS = [
    ("", "Leave it: then nothing can be published before it"),
    (CARRY, "Carry it forward: this goes out now, and is brought into the scheduled text"),
    (CANCEL, "Cancel it: only this goes out"),
]


class PublishForm(forms.Form):
    change = forms.ChoiceField(
        choices=Edition.Change.choices,
        initial=Edition.Change.MAJOR,
        label="Kind of change",
        help_text="A correction mends what was wrong, and is listed under Corrections. A minor change, such as a spelling, "
        "leaves the date of the last update as it is.",
    )
    note = forms.CharField(
        required=False,
        label="Note",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What changed and why, in plain words: readers find it in the page's history. A first edition and a minor "
        "change need none.",
    )
    # Not a DateTimeField: that refuses an hour that happens twice before we can tell its two readings apart.
    at = forms.CharField(
        required=False, label="Publish at", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    until = forms.CharField(
        required=False, label="Live until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    plan = forms.ChoiceField(required=False, choices=PLANS, label="What is scheduled already", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = timezone.get_default_timezone_name()
        self.fields["at"].help_text = f"Leave empty to publish now. Time in the zone {zone}."
        self.fields["until"].help_text = "Leave empty unless the page is to go away by itself at that moment."

    def clean_at(self) -> datetime | None:
        return read_moment(self.cleaned_data["at"])

    def clean_until(self) -> datetime | None:
        return read_moment(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        at, until = cleaned.get("at"), cleaned.get("until")
        if until and until <= (at or clock.now()):
            begin = f"at {timezone.localtime(at):%d %b %Y, %H:%M}" if at else "now"
            self.add_error("until", f"It would end before it begins ({begin}). Choose a later moment, or none.")
        if at and cleaned.get("plan") == CARRY:
            self.add_error(
                "plan", "Only what is published now can be brought into a later edition. Empty “Publish at”."
            )
        return cleaned


def read_moment(text: str) -> datetime | None:
    """The moment of what a date and time field sent; none where it was left empty."""
    if not text:
        return None
    try:
        return moment_of(datetime.fromisoformat(text).replace(tzinfo=None))
    except (ValueError, OverflowError) as error:
        raise forms.ValidationError(f"“{text}” is no date and time. Expected 2026-03-01T09:30.") from error


def publish_set(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("publishing.publish"):
        raise PermissionDenied("Your account may not publish. Ask someone who may, or an administrator.")
    items = chosen_items(request)
    try:
        return _answer(request, items)
    except NoDraft as error:
        raise Http404(str(error)) from error


def _answer(request: HttpRequest, items: list[Item]) -> HttpResponse:
    form = PublishForm(request.POST or None, initial={"note": request.GET.get("note", "")[:1000]})
    if request.method == "POST" and "_publish" in request.POST and form.is_valid():
        try:
            return _publish(request, items, form)
        except Unexplained as refusal:
            form.add_error("note", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except NotPublishable:
            # The page below names every problem beside its item.
            form.add_error(None, "Nothing was published. Mend the problems below, then try again.")
    rows = rows_of(items, at=clock.of(request), choices=choices_in(request, items))
    context = {
        **admin.site.each_context(request),
        "title": "Publish",
        "form": form,
        "rows": rows,
        "together": urlencode({"with": [str(item.id) for item in items]}, doseq=True) if len(items) > 1 else "",
        "problem_count": sum(len(refusals(row.problems)) for row in rows),
        "why_not": why_not(rows),
        "may_submit": [
            kind.name for kind in kinds.every() if admin.site._registry[kind.draft_model].has_change_permission(request)
        ],
        "clashes": [row for row in rows if row.clash],
    }
    return TemplateResponse(request, "admin/publishing/publish_set.html", context)


def choices_in(request: HttpRequest, items: Sequence[Item]) -> dict[UUID, dict[str, Side]]:
    """Which side stands at each place that both changed, by item and place."""
    found: dict[UUID, dict[str, Side]] = {item.id: {} for item in items}
    for item in items:
        prefix = f"side-{item.id}-"
        for name, value in request.POST.items():
            if name.startswith(prefix) and value in ("mine", "theirs"):
                found[item.id][name.removeprefix(prefix)] = "mine" if value == "mine" else "theirs"
    return found


def chosen_items(request: HttpRequest) -> list[Item]:
    return named_items((request.POST if request.method == "POST" else request.GET).getlist("item"))


def named_items(values: Sequence[str]) -> list[Item]:
    """The items of these ids, in their order. Raises Http404 for what names none."""
    try:
        ids = [UUID(value) for value in dict.fromkeys(values)]
    except ValueError as error:
        raise Http404("One of the items in this address is not an item's id.") from error
    items = {item.id: item for item in Item.objects.filter(id__in=ids)}
    if len(items) != len(ids):
        raise Http404("One of the items in this address was deleted.")
    return [items[item_id] for item_id in ids]


def _publish(request: HttpRequest, items: list[Item], form: PublishForm) -> HttpResponse:
    if not items:
        raise Refused("Nothing is ticked. Tick what should be published.")
    data, editor = form.cleaned_data, editor_of(request)
    own: dict[str, Any] = {"by": editor, "change": data["change"], "note": data["note"]}
    outcome: Outcome | None = None
    with transaction.atomic():
        if data["plan"] == CARRY:
            outcome = publish_and_carry(items, choices=choices_in(request, items), **own)
            editions = outcome.published
        else:
            step = publish_instead if data["plan"] == CANCEL else workflow.publish
            editions = step(items, at=data["at"], **own)
        if data["until"]:
            for item in items:
                workflow.plan_end(item, at=data["until"], by=editor)
    if outcome:
        tell_what_follows(request, outcome)
    if not editions and data["at"]:
        messages.info(
            request, f"Nothing new was scheduled: exactly this is planned for then already.{_unused(data['note'])}"
        )
    elif not editions:
        messages.info(request, f"Nothing was published: readers already see exactly this.{_unused(data['note'])}")
    elif data["at"]:
        messages.success(request, f"Scheduled {_count(editions)} for {timezone.localtime(data['at']):%d %b %Y, %H:%M}.")
    else:
        # All of it is live, so that none of it lacks another any more.
        check(candidate.draft for candidate in candidates_of(items))
        messages.success(request, f"Published {_count(editions)}. Readers see it now.")
    return HttpResponseRedirect(change_url(items[0]))


def _unused(note: str) -> str:
    return f" Your note was not used: “{note}”" if note else ""


def _count(editions: Sequence[Edition]) -> str:
    names = ", ".join(f"“{edition.title}”" for edition in editions[:5])
    return f"{names} and {len(editions) - 5} more" if len(editions) > 5 else names


def change_url(item: Item) -> str:
    return draft_url(kinds.get(item.kind).draft_of(item))
