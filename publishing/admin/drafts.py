"""The admin of a draft: saving without loss, its state and problems in sight, and the way to its readers."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.http import urlencode
from js_asset import Media

from publishing import clock, drafting, kinds, workflow
from publishing.admin.as_read import show_as_read
from publishing.admin.audit_log import record_url
from publishing.admin.base import GuideList
from publishing.admin.checked import (
    ProblemsFilter,
    check,
    checks_of,
    last_check,
    problems_mark,
    rows_awaited,
    with_last_check,
)
from publishing.admin.conflicts import clashes_of
from publishing.admin.form_rows import rows_of_form
from publishing.admin.forms import DraftForm, editor_of, keep_order
from publishing.admin.inlines import DraftFormSet, let_follow
from publishing.admin.places import ids_of_places
from publishing.admin.recovery import RecoveringAdmin
from publishing.admin.states import StateFilter, state_mark
from publishing.admin.uses import live_pages, uses_of
from publishing.browser_policy import editor_policy
from publishing.candidates import Record, candidate, records_of
from publishing.lock import lock_publishing
from publishing.models import Draft, Edition, StaleDraft
from publishing.problems import NotPublishable
from publishing.review_news import review_url
from publishing.standing import standings_of
from publishing.state import State, is_never_published, state_of
from publishing.submissions import note_saved
from publishing.workflow import Refused


class DraftList(GuideList):
    """A page of the list, with the states and the last checks of all its rows read at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        drafts: list[Any] = list(self.result_list)
        records = records_of(draft.item for draft in drafts)
        checks = checks_of(draft.item for draft in drafts)
        standings = standings_of(draft.item for draft in drafts)
        for draft in drafts:
            record, standing = records[draft.item_id], standings.get(draft.item_id)
            draft.state_in_list = state_of(draft, at=clock.of(request), record=record, standing=standing)
            draft.check_in_list = checks.get(draft.item_id)
        self.result_list = drafts


class DraftAdmin(RecoveringAdmin):
    """Base of every kind's admin."""

    class Media:
        js = ["publishing/rows.js", "publishing/lazy_part.js", "publishing/conflicts.js", "publishing/jump.js"]

    form = DraftForm
    change_form_template = "admin/publishing/draft_change_form.html"
    delete_confirmation_template = "admin/publishing/draft_delete.html"
    list_display: Any = ["__str__", "state", "problems", "changed"]
    list_filter: ClassVar[Any] = [StateFilter, ProblemsFilter]
    list_select_related: ClassVar[Any] = ["item", "changed_by"]
    ordering: ClassVar[Any] = ["-changed_at"]
    actions: Any = ["publish_selected", "check_selected"]

    @admin.display(description="state")
    def state(self, draft: Any) -> str:
        return state_mark(draft.state_in_list)

    @admin.display(description="problems")
    def problems(self, draft: Any) -> str:
        return problems_mark(draft, draft.check_in_list)

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, draft: Any) -> str:
        when = date_format(timezone.localtime(draft.changed_at), "DATETIME_FORMAT")
        return f"{when} by {draft.changed_by}" if draft.changed_by else when

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[GuideList]:
        return DraftList

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("publishing.publish")

    @admin.action(description="Publish the selected items as one set …", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase:
        return HttpResponseRedirect(publish_url(*queryset.values_list("item_id", flat=True)))

    @admin.action(description="Check the selected items for problems")
    def check_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        drafts = list(queryset.select_related("item")[: self.list_per_page])
        messages.info(request, f"Checked {len(drafts)}: {check(drafts)} with problems.")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Asked without a draft the answer is no, so that no form offers to delete what it merely chooses."""
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        record = _record(obj)
        return is_never_published(obj.item_id) if record is None else not record.last_number

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        # Asked first: whether it may be deleted depends on what it is.
        draft = self.get_object(request, unquote(object_id))
        if draft is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        kwargs["extra_context"] = {
            "uses": uses_of(draft.item, at=clock.of(request)) if request.method == "GET" else None
        }
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
            )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        drafting.discard(obj.item, by=editor_of(request))

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = [inline(self.model, self.admin_site) for inline in self.get_inlines(request, obj)]
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        for inline in inlines:
            let_follow(inline, may_write=may_write)
            if inline.formset is BaseInlineFormSet:
                inline.formset = DraftFormSet
        return inlines

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        return with_last_check(found.select_related("item")) if _is_for_form(request) else found

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        draft = super().get_object(request, object_id, from_field)
        if draft is not None and request.method == "POST":
            if not self._is_published_by_hand():
                # Imports, merges and publishing take the two locks in this order: the other way round both would wait.
                lock_publishing()
            # A save reads the draft under a lock, so that no one can save between its check and its write.
            draft = self.model._default_manager.select_for_update().get(pk=draft.pk)
        elif draft is not None and _is_for_form(request):
            draft.form_record = records_of([draft.item])[draft.item_id]
            draft.form_rows = rows_of_form(draft, self.get_inline_instances(request, draft), request)
            if not self.has_change_permission(request, draft):
                show_as_read(draft, draft.form_rows, at=clock.of(request))
        return draft

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.admin_refusal = getattr(request, "_refusal", "")
        return form

    @method_decorator(editor_policy)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (NotPublishable, Refused, StaleDraft) as error:
            refusal = str(error)
        except IntegrityError as error:
            refusal = (
                "Someone else saved the same address or identifier a moment ago, so this was not saved. "
                f"Change yours, or use theirs. ({error})"
            )
        # Everything was rolled back. Once more, so that the form comes back with the reason and the typed text.
        request._refusal = refusal  # type: ignore[attr-defined]
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, *args: Any) -> None:
        obj.changed_by = request.user
        super().save_model(request, obj, *args)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, *args: Any) -> None:
        super().save_related(request, form, formsets, *args)
        for row in [form, *(row for formset in formsets for row in formset.forms if row.instance.pk)]:
            keep_order(row)
        draft = form.instance
        found = candidate(draft.item)
        note_saved(found, by=editor_of(request))
        if found.kind.publishes_on_save:
            workflow.publish([draft.item], by=editor_of(request), change=Edition.Change.MINOR)
        elif found.is_unchanged(at=clock.now()):
            workflow.mark_published(draft)
        if "_continue" not in request.POST:
            # The form that follows checks anyway.
            check([draft])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = kwargs.get("obj")
        allowed = self.has_change_permission(request, draft) if draft else self.has_add_permission(request)
        form = context["adminform"].form
        context["conflict"] = getattr(form, "conflict", None)
        if context["conflict"]:
            context["clashes"] = clashes_of(form, [inline.formset for inline in context["inline_admin_formsets"]])
        context["can_save"] = allowed
        context["can_submit"] = self._is_published_by_hand()
        context["can_publish"] = self._is_published_by_hand() and request.user.has_perm("publishing.publish")
        if draft is not None and draft.pk:
            context.update(self.panel(request, draft))
        standing = context.get("standing")
        # One step leads on; for who may take both it is the one that the site's policy lets through.
        goes_out = not settings.FOUR_EYES or (standing is not None and standing.is_approved)
        context["publish_leads"] = context["can_publish"] and goes_out
        if draft is not None and draft.pk:
            context["places"] = json.dumps(ids_of_places(form, context["inline_admin_formsets"]))
        response = super().render_change_form(request, context, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            # The block editor's import map is an inline script and needs the nonce.
            media = Media.from_media(response.context_data["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
            # Scripts of the block editor stumble over fields that are only shown.
            read = Media(js=[script for script in self.media._js if not str(script).startswith("content_editor/")])  # type: ignore[attr-defined]
            response.context_data["media"] = media if allowed else read
        return response

    def _is_published_by_hand(self) -> bool:
        return not kinds.get(self.model.kind).publishes_on_save

    def panel(self, request: HttpRequest, draft: Draft) -> dict[str, Any]:
        """What the panel above the form shows: state, problems, and the next steps that this editor may take."""
        standing = standings_of([draft.item]).get(draft.item_id)
        state: State = state_of(draft, at=clock.of(request), record=_record(draft), standing=standing)
        is_planned = bool(state.scheduled or (state.live and state.live.live_until))
        return {
            "draft_state": state,
            "standing": standing,
            "review_url": review_url(standing.submission) if standing else "",
            "submissions_url": f"{reverse('admin:publishing_submission_changelist')}?item__id__exact={draft.item_id}",
            "four_eyes": settings.FOUR_EYES,
            "last_check": last_check(draft),
            "rows_awaited": rows_awaited(draft),
            "problems_url": reverse("admin:publishing_item_problems", args=[draft.item_id]),
            "publishes_on_save": not self._is_published_by_hand(),
            "can_withdraw": bool(state.live or state.scheduled) and request.user.has_perm("publishing.withdraw"),
            "can_cancel": is_planned and request.user.has_perm("publishing.publish"),
            "can_end": bool(state.live or state.scheduled) and request.user.has_perm("publishing.publish"),
            "can_review": bool(state.live)
            and kinds.get(self.model.kind).awaits_review
            and request.user.has_perm("publishing.medical_review"),
            "reviewed_url": reverse("admin:publishing_item_reviewed", args=[draft.item_id]),
            "live_pages": live_pages(draft.item, at=clock.of(request)),
            "uses_url": reverse("admin:publishing_item_uses", args=[draft.item_id]),
            "publish_url": publish_url(draft.item_id),
            "preview_url": reverse("admin:publishing_item_preview", args=[draft.item_id]),
            "compare_url": reverse("admin:publishing_item_compare", args=[draft.item_id]),
            "share_url": f"{reverse('admin:publishing_item_share')}?item={draft.item_id}",
            "withdraw_url": reverse("admin:publishing_item_withdraw", args=[draft.item_id]),
            "end_url": reverse("admin:publishing_item_end", args=[draft.item_id]),
            "cancel_url": reverse("admin:publishing_item_cancel", args=[draft.item_id]),
            "record_url": record_url(draft.item_id) if request.user.has_perm("publishing.view_auditentry") else "",
            "editions_url": reverse("admin:publishing_edition_changelist") + f"?item__id__exact={draft.item_id}",
        }

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._next_step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._next_step(request, obj) or super().response_change(request, obj)

    def _next_step(self, request: HttpRequest, draft: Draft) -> HttpResponse | None:
        if "_publish" in request.POST:
            return HttpResponseRedirect(publish_url(draft.item_id))
        if "_submit" in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:publishing_item_submit')}?item={draft.item_id}")
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:publishing_item_preview", args=[draft.item_id]))
        return None


def _is_for_form(request: HttpRequest) -> bool:
    """Whether a draft is read to be shown in its form, and with it what the form shows of other tables."""
    return request.method == "GET" and str(getattr(request.resolver_match, "url_name", "")).endswith("_change")


def _record(draft: Any) -> Record | None:
    """The draft's editions, where they were read with its form."""
    return getattr(draft, "form_record", None)


def publish_url(*item_ids: Any) -> str:
    return f"{reverse('admin:publishing_item_publish')}?{urlencode({'item': item_ids}, doseq=True)}"
