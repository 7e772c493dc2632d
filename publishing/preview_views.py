"""A shared preview: one page of a frozen set, for whoever has the address; kept out of caches and search engines."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publishing import clock
from publishing.pages import page
from publishing.previews import opened, shown_by
from publishing.snapshot import one_snapshot
from publishing.views import render_page

NUMBER = re.compile("[1-9][0-9]{0,2}")
NOTHING = "There is no page at this address."


@require_safe
@one_snapshot()
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """`?page=` chooses among the drafts of a set; the first is shown without it."""
    t = clock.of(request)
    link = opened(token, at=t)
    if link is None:
        raise Http404(NOTHING)
    drafts = shown_by(link, at=t)
    chosen = _chosen(request, len(drafts))
    found = page(drafts[chosen][0], t, overrides=[live for _, live in drafts])
    others = [(number, live.card.title) for number, (_, live) in enumerate(drafts, start=1)]
    preview = {"until": link.expires_at, "drafts": others if len(others) > 1 else [], "shown": chosen + 1}
    return _kept_private(render_page(request, found, preview=preview, robots="noindex"))


def _chosen(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("page", "1")
    if not NUMBER.fullmatch(asked) or int(asked) > count:
        raise Http404(NOTHING)
    return int(asked) - 1


def _kept_private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    # The address is the key: no page that is opened from here may learn it.
    response["Referrer-Policy"] = "no-referrer"
    return response
