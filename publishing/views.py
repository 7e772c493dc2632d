"""What readers get: a page, the way to where it moved, or word that it is gone. Reads one moment per request."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing import a_to_z, clock, kinds
from publishing.listing import offered
from publishing.models import Edition
from publishing.pages import Page, page_of
from publishing.paths import Found, Gone, Moved, Outcome, resolve
from publishing.snapshot import one_snapshot

PER_PAGE = 200
# int() would also take 01, +1, 1_0 and the figures of other scripts: several addresses for one page.
PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")


@require_safe
@one_snapshot()
def detail(request: HttpRequest, **_captured: Any) -> HttpResponse:
    """Whatever lives at the request's path, of any kind."""
    return answer(request, resolve(request.path, at=clock.of(request)))


def answer(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    match outcome:
        case Found(edition):
            return render_page(request, page_of(edition, clock.of(request)))
        case Moved(to):
            return HttpResponsePermanentRedirect(to)
        case Gone(title):
            return render(request, "410.html", {"title": title}, status=410)
        case _:
            raise Http404("There is no page at this address.")


def render_page(request: HttpRequest, page: Page, **around: Any) -> HttpResponse:
    """The one way in which a page becomes HTML, whoever asks for it; `around` is for what stands above the page."""
    own = {"page": page, "live": page.live, "t": clock.of(request)}
    if page.review is not None and page.review.is_unlisted:
        own["robots"] = "noindex, follow"
    return render(request, page.template, {**page.context, **own, **around})


def in_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A list's first page has one address, that of the list."""

    @wraps(view)
    def answer(request: HttpRequest, **captured: Any) -> HttpResponse:
        if request.GET.get("page") != "1":
            return view(request, **captured)
        query = request.GET.copy()
        del query["page"]
        return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}".rstrip("?"))

    return answer


@require_safe
@in_pages
@one_snapshot()
def hub(request: HttpRequest, *, kind: str, template: str) -> HttpResponse:
    """Everything of one kind that is live, from A to Z, with its other names."""
    t = clock.of(request)
    cards = offered(Edition.objects.listed(kind, at=t), at=t).values_list(
        "item_id", "title", "sort_title", "path", "aliases"
    )
    everything = a_to_z.entries(cards)
    found = page_of_list(request, everything, per_page=PER_PAGE)
    shown = [entry.item_id for entry in found if not entry.is_alias]
    summaries = dict(Edition.objects.live(at=t).filter(item_id__in=shown).values_list("item_id", "summary"))
    context = {
        "kind": kinds.get(kind),
        "path": request.path,
        "list": found,
        "is_empty": not everything,
        "letters": a_to_z.first_pages(everything, per_page=PER_PAGE),
        "groups": a_to_z.by_letter(a_to_z.with_summaries(found, summaries)),
        "t": t,
    }
    return render(request, template, context)


def page_of_list(request: HttpRequest, rows: Any, *, per_page: int) -> Any:
    """The page of a long list that `?page=` asks for; any other number, or another spelling of it, leads nowhere."""
    pages = Paginator(rows, per_page)
    asked = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(asked) or int(asked) > pages.num_pages:
        raise Http404(f"This list has pages 1 to {pages.num_pages}.")
    return pages.page(asked)
