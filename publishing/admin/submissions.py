"""What was submitted for review, to find and to read; deciding has a page of its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, reverse

from publishing import kinds
from publishing.admin import review
from publishing.admin.base import GuideList
from publishing.admin.records import ReadOnlyAdmin
from publishing.admin.states import state_sign
from publishing.models import Step, Submission
from publishing.standing import standings_of


class WaitingFilter(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((step.value, f"Waits for {step.label}") for step in Step), ("approved", "Approved, not yet out")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = Submission.objects.pending().current()
        value = self.value()
        if value in Step.values:
            return queryset.filter(pk__in=rows.at_step(str(value)).values("pk"))
        if value == "approved":
            return queryset.filter(pk__in=rows.approved().values("pk"))
        return queryset


class SubmissionList(GuideList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        standings = standings_of(row.item_id for row in rows)
        for row in rows:
            standing = standings.get(row.item_id)
            row.standing_in_list = standing if standing and standing.submission.pk == row.pk else None
        self.result_list = rows


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    desk: ClassVar[tuple[str, int]] = ("Work", 3)
    list_display = ["title", "kind_in_words", "where", "submitted_by", "submitted_at"]
    list_filter = [WaitingFilter]
    search_fields = ["title", "note"]
    search_help_text = "Title or note."
    list_select_related = ["item", "submitted_by"]
    ordering = ["-submitted_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("document")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[GuideList]:
        return SubmissionList

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:submission_id>/review/", wrap(review.review), name="publishing_submission_review"),
            path("<int:submission_id>/preview/", wrap(review.preview), name="publishing_submission_preview"),
        ]
        return own + super().get_urls()

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        submission = self.get_object(request, object_id)
        if submission is None or not self.has_view_permission(request, submission):
            return super().change_view(request, object_id, *args, **kwargs)
        return HttpResponseRedirect(reverse("admin:publishing_submission_review", args=[submission.pk]))

    @admin.display(description="kind")
    def kind_in_words(self, submission: Submission) -> str:
        return kinds.get(submission.item.kind).label

    @admin.display(description="where it stands")
    def where(self, submission: Any) -> str:
        standing = submission.standing_in_list
        return state_sign(standing.name, standing.label) if standing else "history"
