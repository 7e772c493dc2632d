"""Pages over the whole graph that are no item's own: the evidence map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nutrients.evidence import all_said, evidence_map
from publishing import clock
from publishing.moment import Moment
from publishing.snapshot import one_snapshot


@require_safe
@one_snapshot()
def evidence(request: HttpRequest) -> HttpResponse:
    """Every statement of the guide in one picture, each mark the way to its words and sources."""
    moment = Moment(clock.of(request))
    context = {"map": evidence_map(all_said(moment)), "path": request.path, "t": moment.t}
    return render(request, "nutrients/evidence_map.html", context)
