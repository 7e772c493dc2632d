"""Pages about pages, for readers: a page's history, what one edition changed, and the page as it stood on a past date.

None of them is for search engines, and all lead to the page as it is now.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing import clock
from publishing.history import Hidden, Owner, end_of, events_of, owner_of, present_path, public_editions, step_of
from publishing.pages import NotLive, page
from publishing.paths import Found, Moved
from publishing.snapshot import one_snapshot
from publishing.views import detail, render_page

SUFFIX = re.compile(r"(?:history/(?:\d+/)?|as-of/[^/]*/)\Z")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def page_urls(route: str, name: str, view: Any = detail) -> list[URLPattern]:
    """A page's own address and those of its past, which stand under every page alike."""
    return [
        path(route, view, name=name),
        path(f"{route}history/", history, name=f"{name}_history"),
        path(f"{route}history/<int:number>/", history_step, name=f"{name}_history_step"),
        path(f"{route}as-of/<str:day>/", as_of, name=f"{name}_as_of"),
    ]


@require_safe
@one_snapshot()
def history(request: HttpRequest, **_captured: Any) -> HttpResponse:
    """Every change of substance, review and absence of a page, newest first."""
    t = clock.of(request)
    owner = _owner(request)
    if not isinstance(owner, Owner):
        return owner
    editions = public_editions(owner.item, at=t)
    context = {
        "title": editions[-1].title,
        "path": editions[-1].path,
        "is_live": isinstance(owner.outcome, Found),
        "events": events_of(owner.item, at=t),
        "today": timezone.localdate(t),
        "t": t,
    }
    return _unlisted(render(request, "publishing/history.html", context))


@require_safe
@one_snapshot()
def history_step(request: HttpRequest, *, number: int, **_captured: Any) -> HttpResponse:
    """What one edition changed, word by word."""
    t = clock.of(request)
    owner = _owner(request)
    if not isinstance(owner, Owner):
        return owner
    step = step_of(owner.item, number, at=t)
    if step is None:
        raise Http404("No change of this number is on record for this page. Its history lists them all.")
    context = {"step": step, "path": step.edition.path, "t": t}
    return _unlisted(render(request, "publishing/history_step.html", context))


@require_safe
@one_snapshot()
def as_of(request: HttpRequest, *, day: str, **_captured: Any) -> HttpResponse:
    """The page as readers got it at the end of a past day."""
    t = clock.of(request)
    owner = _owner(request)
    if not isinstance(owner, Owner):
        return owner
    asked = _day(day)
    today = timezone.localdate(t)
    if asked == today and isinstance(owner.outcome, Found):
        return HttpResponseRedirect(owner.outcome.edition.path)
    if asked >= today:
        raise Http404(f"{day} is not over yet. Choose a day that is past.")
    moment = end_of(asked)
    first = public_editions(owner.item, at=t)[0]
    assert first.live_from is not None
    if moment < first.live_from:
        raise Http404(f"This page was first published on {timezone.localtime(first.live_from):%Y-%m-%d}, after {day}.")
    try:
        past = page(owner.item, moment)
    except NotLive:
        return render(request, "410.html", {"title": first.title, "day": asked}, status=410)
    now = owner.outcome.edition.path if isinstance(owner.outcome, Found) else ""
    stood = {"day": asked, "now": now}
    return _unlisted(render_page(request, past, t=moment, past=stood, robots="noindex, follow"))


def _owner(request: HttpRequest) -> Owner | HttpResponse:
    """Whose past is asked for, or the answer that sends the reader elsewhere."""
    own_path = SUFFIX.sub("", request.path)
    try:
        owner = owner_of(own_path, at=clock.of(request))
    except Hidden:
        return render(request, "410.html", {"is_hidden": True}, status=410)
    if owner is None:
        raise Http404("There is no page at this address, and there was none.")
    if isinstance(owner.outcome, Moved):
        to = present_path(owner.outcome, asked=own_path)
        return HttpResponseRedirect(to + request.path.removeprefix(own_path))
    return owner


def _day(text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Http404(f"“{text}” is no day. Write it as in 2026-05-01.")


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
