"""The inbox: what an editor was told, read and unread, and when they wish to get mail about it. Nobody reads another's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from publishing import clock, inbox, mail, recovery
from publishing.admin.base import GuideAdmin
from publishing.admin.forms import editor_of
from publishing.admin.publish_set import change_url
from publishing.models import Message, User


def header_of(request: HttpRequest) -> dict[str, Any]:
    """How much is unread, for the head of every page: one query. Sends what is due on the way."""
    if not isinstance(request.user, User):
        return {}
    unread = Message.objects.unread_by(OuterRef("pk")).order_by().values("recipient")
    first_due = Message.objects.filter(mail_due_at__isnull=False).order_by("mail_due_at").values("mail_due_at")[:1]
    counted = unread.annotate(count=Count("pk")).values("count")
    count, due_at = User.objects.filter(pk=request.user.pk).values_list(Subquery(counted), Subquery(first_due)).get()
    now = clock.of(request)
    if isinstance(due_at, datetime) and due_at <= now:
        mail.send_due(now=now)
    return {"unread": count or 0}


class ReadFilter(admin.SimpleListFilter):
    title = "read"
    parameter_name = "read"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Unread"), ("yes", "Read")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() is None else queryset.filter(read_at__isnull=self.value() == "no")


class MailForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["mail"]
        widgets = {"mail": forms.RadioSelect}


@admin.register(Message)
class MessageAdmin(GuideAdmin):
    desk = ("Work", 1)
    list_display = ["what", "told"]
    list_display_links = None
    list_filter = [ReadFilter]
    search_fields = ["subject", "text"]
    search_help_text = "Words of the message."
    list_select_related = ["sent_by"]
    ordering = ["-sent_at", "-id"]
    actions = ["read_selected", "unread_selected"]
    change_list_template = "admin/publishing/inbox.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Everybody has an inbox; that of others is no part of what they are shown."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(recipient=request.user)

    def get_urls(self) -> list[Any]:
        own = path("mail/", self.admin_site.admin_view(choose_mail), name="publishing_message_mail")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        editor = editor_of(request)
        own = {"mail_form": MailForm(instance=editor), "has_address": bool(editor.email)}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        message = self.get_object(request, object_id)
        if message is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        inbox.mark_read([message], by=editor_of(request))
        context = {
            **self.admin_site.each_context(request),
            "title": message.subject,
            "message": message,
            "mail_state": mail_in_words(message),
            "item_url": message.address or (change_url(message.item) if message.item else ""),
            "list_url": reverse("admin:publishing_message_changelist"),
            "list_name": "inbox",
        }
        return TemplateResponse(request, "admin/publishing/message.html", context)

    @admin.display(description="message", ordering="subject")
    def what(self, message: Message) -> str:
        name = "read" if message.read_at else "unread"
        url = reverse("admin:publishing_message_change", args=[message.pk])
        return format_html(
            '<a href="{}" class="message-{}"><span class="message-state">{}</span> {}</a>',
            url,
            name,
            name.capitalize(),
            message.subject,
        )

    @admin.display(description="told", ordering="sent_at")
    def told(self, message: Message) -> str:
        return format_html(
            '{} <span class="help">{}. {}</span>',
            date_format(timezone.localtime(message.sent_at), "DATETIME_FORMAT"),
            f"by {message.sent_by}" if message.sent_by else "by the site",
            mail_in_words(message),
        )

    @admin.action(description="Mark the selected messages as read")
    def read_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        messages.success(request, f"Marked {inbox.mark_read(queryset, by=editor_of(request))} as read.")

    @admin.action(description="Mark the selected messages as unread")
    def unread_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        messages.success(request, f"Marked {inbox.mark_unread(queryset, by=editor_of(request))} as unread.")


def mail_in_words(message: Message) -> str:
    """What became of the mail about it."""
    if message.mailed_at:
        is_printed = settings.EMAIL_BACKEND.endswith("console.EmailBackend")
        return "Its mail was only written to the server's log: EMAIL_URL is not set" if is_printed else "Mailed"
    due = timezone.localtime(message.mail_due_at).strftime("%d %b, %H:%M") if message.mail_due_at else ""
    if message.mail_error:
        return f"The mail failed ({message.mail_error}){f'; tried again at {due}' if due else ''}"
    return f"Goes by mail at {due}" if due else "Not mailed"


@require_POST
def choose_mail(request: HttpRequest) -> HttpResponse:
    editor = editor_of(request)
    if (keeps := request.POST.get("keeps")) in ("yes", "no"):
        recovery.choose(editor, keeps=keeps == "yes")
        kept = (
            "Forms keep what you type again."
            if keeps == "yes"
            else "Forms keep nothing that you type and leave unsaved."
        )
        messages.success(request, kept)
        return HttpResponseRedirect(reverse("admin:publishing_message_changelist"))
    form = MailForm(request.POST, instance=User.objects.get(pk=editor.pk))
    if form.is_valid():
        inbox.choose_mail(editor, form.cleaned_data["mail"])
        messages.success(request, f"From now on you get {User.Mail(editor.mail).label}.")
    else:
        messages.error(request, "Choose one of the three ways to get mail; nothing was changed.")
    return HttpResponseRedirect(reverse("admin:publishing_message_changelist"))
