"""The questions and answers of the whole guide on one page, so that every fragment has its place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.kinds import ShownFAQ
from publishing import clock
from publishing.models import Edition
from publishing.moment import Live, Moment
from references.citations import Passages


@require_safe
def faq_list(request: HttpRequest) -> HttpResponse:
    moment = Moment(clock.of(request))
    editions = Edition.objects.live(at=moment.t).filter(kind="faq").order_by("sort_title", "id")
    passages = Passages(moment)
    faqs = [ShownFAQ(Live.of(edition), passages) for edition in editions]
    return render(request, "articles/faq_list.html", {"faqs": faqs, "bibliography": passages.settle(), "t": moment.t})
