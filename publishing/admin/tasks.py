"""The list of tasks, and one task with the steps that an editor may take on it. Opening tasks is for the rest of the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from publishing import clock, kinds, tasks
from publishing.admin.base import GuideAdmin
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.models import Edition, Task
from publishing.workflow import Refused

# Days ahead that a list of what falls due can be narrowed to.
AHEAD = (30, 60, 90)


def today(request: HttpRequest) -> date:
    return timezone.localdate(clock.of(request))


def counted_tasks(request: HttpRequest, of_kinds: Sequence[str]) -> dict[str, int]:
    """How many tasks are open, late, and taken on by whoever asks: one query."""
    found = Task.objects.open().filter(item__kind__in=of_kinds)
    late, mine = Q(due_on__lt=today(request)), Q(claimed_by=request.user.pk)
    return found.aggregate(open=Count("pk"), late=Count("pk", filter=late), mine=Count("pk", filter=mine))


class DueFilter(admin.SimpleListFilter):
    title = "due"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("0", "Overdue"), *((str(days), f"Within {days} days") for days in AHEAD)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"0", *map(str, AHEAD)}:
            return queryset
        return queryset.filter(
            done_at__isnull=True, due_on__lte=today(request) + timedelta(days=int(self.value() or 0))
        )


class StateFilter(admin.SimpleListFilter):
    """Shows what is open, unless another choice was made."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("free", "Open, taken on by nobody"), ("mine", "Taken on by me"), ("done", "Done"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        if self.value() == "done":
            return queryset.filter(done_at__isnull=False)
        is_open = queryset.filter(done_at__isnull=True)
        if self.value() == "mine":
            return is_open.filter(claimed_by=request.user)
        return is_open.filter(claimed_by__isnull=True) if self.value() == "free" else is_open


class NoteForm(forms.Form):
    note = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What was done",
        help_text="Kept on record, for example: read again against the new figures; nothing had to change.",
        error_messages={"required": "Say what was done about it, or why nothing had to be."},
    )


@admin.register(Task)
class TaskAdmin(GuideAdmin):
    desk = ("Work", 2)
    when_empty = (
        "Nothing waits for anybody. Tasks come by themselves: when a fact changes below a page, a source is retracted, a "
        "link dies or a review falls due. What falls due next stands on the desk."
    )
    list_display = ["what", "kind", "reason", "due", "taken_on_by"]
    list_filter = [DueFilter, StateFilter, "kind"]
    search_fields = ["reason", "item__key", "item__editions__title"]
    search_help_text = "Title, key or reason."
    list_select_related = ["item", "claimed_by", "done_by"]
    ordering = ["due_on", "id"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see drafts of any kind may see what is to be done about them."""
        return bool(kinds_in(self.admin_site, request, "view"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        last = Edition.objects.filter(item=OuterRef("item")).order_by("-number").values("title")[:1]
        shown = super().get_queryset(request).filter(item__kind__in=kinds_in(self.admin_site, request, "view"))
        return shown.annotate(last_title=Subquery(last))

    @admin.display(description="of what", ordering="item__kind")
    def what(self, task: Any) -> str:
        return f"{kinds.get(task.item.kind).label} “{task.last_title or task.item.key}”"

    @admin.display(description="due", ordering="due_on")
    def due(self, task: Any) -> str:
        if task.done_at:
            return f"done {timezone.localtime(task.done_at):%d %b %Y}"
        is_late = task.due_on < timezone.localdate(clock.now())
        words = f"{task.due_on:%d %b %Y}"
        return format_html('<span class="overdue">{}, overdue</span>', words) if is_late else words

    @admin.display(description="taken on by", ordering="claimed_by")
    def taken_on_by(self, task: Any) -> str:
        return str(task.done_by or task.claimed_by or "nobody")

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        task = self.get_object(request, object_id)
        if task is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        may_work = task.item.kind in kinds_in(self.admin_site, request, "change")
        form = NoteForm(request.POST if "_finish" in request.POST else None)
        if request.method == "POST":
            if not may_work:
                raise PermissionDenied("Your account may not change drafts of this kind, so it can't take this on.")
            if "_finish" not in request.POST or form.is_valid():
                try:
                    return self._step(request, task, form)
                except Refused as refusal:
                    form.add_error(None, str(refusal)) if form.is_bound else messages.error(request, str(refusal))
                    task.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": f"{task.get_kind_display().capitalize()}: {self.what(task)}",
            "task": task,
            "due": self.due(task),
            "form": form,
            "may_work": may_work,
            "item_url": change_url(task.item),
            "list_url": reverse("admin:publishing_task_changelist"),
            "list_name": "tasks",
        }
        return TemplateResponse(request, "admin/publishing/task.html", context)

    def _step(self, request: HttpRequest, task: Task, form: NoteForm) -> HttpResponseRedirect:
        editor, here = editor_of(request), reverse("admin:publishing_task_change", args=[task.pk])
        if "_finish" in request.POST:
            tasks.finish(task, by=editor, note=form.cleaned_data["note"])
            messages.success(request, "Done. It stays on record with your note.")
            return HttpResponseRedirect(reverse("admin:publishing_task_changelist"))
        if "_release" in request.POST:
            tasks.release(task, by=editor)
            messages.success(request, "Given back. Anybody may take it on.")
        elif "_claim" in request.POST:
            tasks.claim(task, by=editor)
            messages.success(request, "It is yours now.")
        return HttpResponseRedirect(here)


def kinds_in(site: Any, request: HttpRequest, right: str) -> list[str]:
    """Names of the kinds whose drafts the account may view or change."""
    return [
        kind.name
        for kind in kinds.every()
        if getattr(site._registry[kind.draft_model], f"has_{right}_permission")(request)
    ]
