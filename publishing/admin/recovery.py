"""The recovery slot over HTTP: the browser keeps a form's text here while it is typed, and may throw it away."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_POST

from publishing import recovery
from publishing.admin.base import GuideAdmin
from publishing.admin.forms import editor_of
from publishing.models import User

# The field that says which form the text is of; a browser's own fields never begin like this.
OF_FORM = "_form"
SAVED = "saved_form"
STEPS = ("publishing_item_", "publishing_submission_", "publishing_task_", "publishing_edition_")
NOTICE = (
    "This is what you had typed by {when}. Nothing of it is saved yet: look it over, then save it. "
    "To throw it away, open the form again and choose so there."
)


@require_POST
def slot(request: HttpRequest) -> HttpResponse:
    """Keeps the sent form's text; with `_forget`, empties the slot."""
    path = request.POST.get(OF_FORM, "")
    if not is_form(path):
        raise BadRequest(f"“{path[:100]}” is no form of this admin, so nothing was kept.")
    editor = editor_of(request)
    if "_forget" in request.POST:
        recovery.forget(path=path, editor=editor)
        return HttpResponse(status=204)
    data = request.POST.copy()
    del data[OF_FORM]
    recovery.keep(data, path=path, editor=editor)
    return HttpResponse(status=204)


def is_form(path: str) -> bool:
    """Whether it is the address of a form whose text is kept: that of a draft, never that of an account."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    is_kept = isinstance(getattr(found.func, "model_admin", None), RecoveringAdmin)
    return is_kept and (found.url_name or "").endswith(("_add", "_change"))


def is_step(path: str) -> bool:
    """Whether it is the address of a step, with a reason or a note to write; an account's pages hold secrets and are none."""
    try:
        return (resolve(path).url_name or "").startswith(STEPS)
    except Resolver404:
        return False


class RecoveringAdmin(GuideAdmin):
    """An admin whose forms keep what is typed, offer it on return, and forget it once it is saved."""

    class Media:
        js = ["publishing/recovery.js"]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        is_asked_back = request.method == "GET" and "recover" in request.GET and _bring_back(request)
        try:
            response = super().changeform_view(request, *args, **kwargs)
        except PermissionDenied:
            if request.method != "POST":
                raise
            return refused_but_kept(request, editor_of(request), why="may not change this")
        if not is_asked_back and getattr(request, "_is_saved", False) and isinstance(response, HttpResponseRedirect):
            _forget(request, response)
        return response

    def save_related(self, request: HttpRequest, *args: Any) -> None:
        super().save_related(request, *args)
        request._is_saved = True  # type: ignore[attr-defined]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["most_bytes"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        context["most_fields"] = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        if request.method == "GET":
            context["recovery_copy"] = recovery.kept(path=request.path, editor=editor_of(request))
        return super().render_change_form(request, context, *args, **kwargs)


def refused_but_kept(request: HttpRequest, writer: User, *, why: str) -> HttpResponse:
    """The answer to a save by somebody who may not save: the words are kept, and shown to be copied."""
    recovery.keep(request.POST, path=request.path, editor=writer)
    return not_saved(request, writer, why=why, is_kept=writer.keeps_typing)


def not_saved(request: HttpRequest, writer: User, *, why: str, is_kept: bool) -> HttpResponse:
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "title": "Not saved",
        "typed": prose_in(request.POST),
        "name": writer.get_username(),
        "why": why,
        "is_kept": is_kept,
    }
    return render(request, "admin/publishing/shut_out.html", context, status=403)


def prose_in(sent: QueryDict) -> list[str]:
    """What was written by hand in a form, to be shown to whoever sent it."""
    return [text for name in sent for text in sent.getlist(name) if _is_prose(name, text)]


def _is_prose(name: str, text: str) -> bool:
    """Bookkeeping of the form and the names of its buttons are nothing to copy."""
    return name not in ("csrfmiddlewaretoken", "seen") and not name.startswith("_") and len(text.split()) > 1


def _bring_back(request: HttpRequest) -> bool:
    """Lets a request for the form show the kept text as if a save of it had just been refused; False without any."""
    copy = recovery.kept(path=request.path, editor=editor_of(request))
    if copy is None:
        return False
    # Django would read the form from the request's body as soon as it is asked for files, if it were a POST by then.
    _ = request.FILES
    request.method = "POST"
    request.POST = recovery.as_typed(copy)  # type: ignore[assignment]
    when = timezone.localtime(copy.kept_at)
    request._refusal = NOTICE.format(when=f"{when:%d %b %Y at %H:%M}")  # type: ignore[attr-defined]
    return True


def _forget(request: HttpRequest, response: HttpResponse) -> None:
    """Empties the slot of the saved form, and lets the browser do the same with what it kept."""
    recovery.forget(path=request.path, editor=editor_of(request))
    # The script reads it, so it can't be hidden from scripts; it holds nothing but the form's address.
    response.set_cookie(
        SAVED, quote(request.path, safe=""), max_age=60, path="/admin/", samesite="Strict", secure=request.is_secure()
    )
