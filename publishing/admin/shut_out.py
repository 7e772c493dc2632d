"""Whoever lost their account or their log-in while they wrote: nothing is saved, and the words are shown to be copied."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from publishing.admin.recovery import is_form, is_step, not_saved, prose_in, refused_but_kept
from publishing.models import User


def keep_words(request: HttpRequest) -> HttpResponse | None:
    """The answer to a save or a step of somebody who was logged in and isn't, or may not be here; None for all else."""
    is_of_draft = is_form(request.path)
    if request.method != "POST" or not (is_of_draft or is_step(request.path)):
        return None
    writer = _was_logged_in(request)
    if writer is None and not is_of_draft and (typed := prose_in(request.POST)):
        # A draft's form keeps its text by itself, and offers it after the next log-in.
        own = {"title": "Not sent: you were logged out", "typed": typed, "next": request.path}
        site = {"site_header": admin.site.site_header, "site_title": admin.site.site_title}
        return render(request, "admin/publishing/logged_out.html", {**site, **own}, status=403)
    if writer is None or (writer.is_active and writer.is_staff):
        return None
    if is_of_draft:
        return refused_but_kept(request, writer, why="was switched off")
    return not_saved(request, writer, why="was switched off", is_kept=False)


def _was_logged_in(request: HttpRequest) -> User | None:
    """Whose session this is: of an account that is switched off, Django says that nobody is logged in."""
    key = str(request.session.get(SESSION_KEY, ""))
    user = User.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    if user is None:
        return None
    kept = request.session.get(HASH_SESSION_KEY, "")
    return user if constant_time_compare(kept, user.get_session_auth_hash()) else None
