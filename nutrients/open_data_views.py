"""Addresses of open data: the table of a food or a nutrient beside its page, as CSV and JSON, of what is live."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from nutrients.open_data import OpenTable, as_csv, as_json, food_table, nutrient_table
from publishing import clock
from publishing.moment import Live, Moment
from publishing.paths import Found, Moved, resolve
from publishing.snapshot import one_snapshot
from publishing.views import answer

TABLES: dict[str, Callable[..., OpenTable]] = {"food": food_table, "nutrient": nutrient_table}
TYPES = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}


@require_safe
@one_snapshot()
def open_data(request: HttpRequest, *, slug: str, kind: str, ending: str) -> HttpResponse:
    """Where the page has moved or is gone, so has its table."""
    t = clock.of(request)
    outcome = resolve(f"{request.path.removesuffix(f'.{ending}')}/", at=t)
    if isinstance(outcome, Moved):
        return HttpResponsePermanentRedirect(f"{outcome.to.removesuffix('/')}.{ending}")
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    if outcome.edition.kind != kind:
        raise Http404("There is no table at this address.")
    table = TABLES[kind](Live.of(outcome.edition), Moment(t), site=settings.SITE_URL)
    response = HttpResponse(as_csv(table) if ending == "csv" else as_json(table), content_type=TYPES[ending])
    response["Content-Disposition"] = f'{"attachment" if ending == "csv" else "inline"}; filename="{slug}.{ending}"'
    response["Link"] = f'<{table.about}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    # Any site may read what is public and knows nothing of who asks.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
