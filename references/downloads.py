"""Downloads of what is live: a source, the sources of a page, the whole library; as BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.http.response import StreamingHttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from publishing import clock, kinds
from publishing.models import Edition
from publishing.pages import Page, page_of
from publishing.paths import Found, Moved, resolve
from publishing.snapshot import one_snapshot
from publishing.views import answer
from references.csl import Source
from references.formats.writing import EXPORTS, Export
from references.kinds import ReferenceDocument

AT_ONCE = 200


def source_urls(route: str, name: str) -> list[URLPattern]:
    """Addresses of a page's sources, beside its own: /references/briani-2013.bib."""
    return [
        path(f"{route}.{ending}", sources_of_page, {"ending": ending}, name=f"{name}_{ending}") for ending in EXPORTS
    ]


@require_safe
@one_snapshot()
def sources_of_page(request: HttpRequest, *, slug: str, ending: str) -> HttpResponse:
    """The source, or what an article's list of references holds. Where the page has moved or is gone, so have these."""
    found = live_page(request, ending)
    if isinstance(found, HttpResponse):
        return found
    document = found.live.document
    if isinstance(document, ReferenceDocument):
        return download([document.source], EXPORTS[ending], name=slug, about=found.live.card.path)
    listed = found.context.get("bibliography", ())
    sources = [one.reference.document.source for one in listed]
    return download(sources, EXPORTS[ending], name=f"{slug}-sources", about=found.live.card.path)


def live_page(request: HttpRequest, ending: str, *, below: str = "/") -> Page | HttpResponse:
    """The page that a download at `<its path without the slash><below, without it>.<ending>` is about, or what to answer."""
    own_path = request.path.removesuffix(f"{below.rstrip('/')}.{ending}") + "/"
    outcome = resolve(own_path, at=clock.of(request))
    if isinstance(outcome, Moved):
        return HttpResponsePermanentRedirect(f"{outcome.to.removesuffix('/')}{below.rstrip('/')}.{ending}")
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    if not request.path.startswith(kinds.get(outcome.edition.kind).prefix):
        raise Http404("There are no sources at this address.")
    return page_of(outcome.edition, clock.of(request))


@require_safe
def library(request: HttpRequest, *, ending: str) -> HttpResponseBase:
    """Every source that is live, sent as it is read, so many at a time."""
    export = EXPORTS[ending]
    pieces = (piece.encode() for piece in export.pieces(_library(at=clock.of(request))))
    response = StreamingHttpResponse(pieces, content_type=f"{export.content_type}; charset=utf-8")
    return _labelled(response, name="references", ending=ending, about="/references/")


def _library(*, at: datetime) -> Iterator[Source]:
    kind, last = kinds.get("reference"), 0
    editions = Edition.objects.live(at=at).filter(kind=kind.name).order_by("pk")
    while rows := list(editions.filter(pk__gt=last).values_list("pk", "document")[:AT_ONCE]):
        yield from (kind.read(text).source for _, text in rows)
        last = rows[-1][0]


def download(sources: Iterable[Source], export: Export, *, name: str, about: str) -> HttpResponse:
    response = HttpResponse(export.text(sources), content_type=f"{export.content_type}; charset=utf-8")
    _labelled(response, name=name, ending=export.suffix, about=about)
    return response


def _labelled(response: HttpResponseBase, *, name: str, ending: str, about: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Link"] = f'<{settings.SITE_URL}{about}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    # Any site may read what is public and knows nothing of who asks.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
