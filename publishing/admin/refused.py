"""Refusals in the admin's own look: what an account may not do, and a form that holds too much. They change nothing."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from publishing.admin.recovery import is_step, prose_in
from publishing.models import User

MEGABYTE = 1024 * 1024
NOT_SAID = "Your account may not open this page or take this step."


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """What the account may not do and whom to ask; None for whoever is not at work in the admin."""
    if not _is_at_work(request):
        return None
    words = str(exception) or NOT_SAID
    groups = list(request.user.groups.order_by("name").values_list("name", flat=True))
    typed = prose_in(request.POST) if request.method == "POST" and is_step(request.path) else []
    return _page(request, 403, title="Not allowed", words=words, groups=groups, typed=typed, is_about_rights=True)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Which limit a form went past, what was sent and where the typed text is; None for any other bad request."""
    words = why_too_much(request, exception)
    if not words or not _is_at_work(request):
        return None
    return _page(request, 400, title="Not saved: too much at once", words=words, is_about_rights=False)


def why_too_much(request: HttpRequest, exception: Exception) -> str:
    """The limit and what was sent, in words; empty when no form went past one."""
    if request.method != "POST":
        return ""
    if isinstance(exception, RequestDataTooBig):
        most, sent = settings.DATA_UPLOAD_MAX_MEMORY_SIZE / MEGABYTE, _length(request) / MEGABYTE
        return f"The form holds {sent:.1f} MB of text, and {most:.1f} MB is the most that is taken at once."
    if isinstance(exception, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        return f"The form holds more fields than are taken at once, which is {most:,}."
    if isinstance(exception, TooManyFilesSent):
        return f"The form holds more files than are taken at once, which is {settings.DATA_UPLOAD_MAX_NUMBER_FILES}."
    return ""


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _is_at_work(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return (
        request.path.startswith(reverse("admin:index"))
        and isinstance(user, User)
        and admin.site.has_permission(request)
    )


def _page(request: HttpRequest, status: int, **context: object) -> HttpResponse:
    own = {**admin.site.each_context(request), **context}
    return render(request, "admin/publishing/refused.html", own, status=status)
