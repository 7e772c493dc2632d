"""Lists of articles' own: the newest articles, all questions on one page, and what stands below two policy pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.corrections import corrections_at
from articles.kinds import shown_faqs
from publishing import clock
from publishing.listing import offered
from publishing.models import Edition
from publishing.moment import Live, Moment
from publishing.pages import page_of
from publishing.paths import Found, resolve
from publishing.snapshot import one_snapshot
from publishing.views import answer, in_pages, page_of_list, render_page

ARTICLES_PER_PAGE = 20


@require_safe
@in_pages
@one_snapshot()
def article_list(request: HttpRequest) -> HttpResponse:
    """New and revised ones first: a title that asks a question has no place in an alphabet."""
    t = clock.of(request)
    found = page_of_list(request, offered(Edition.objects.renewed("article", at=t), at=t), per_page=ARTICLES_PER_PAGE)
    context = {"list": found, "is_empty": not found.object_list, "path": request.path, "t": t}
    return render(request, "articles/article_list.html", context)


@require_safe
@one_snapshot()
def faq_list(request: HttpRequest) -> HttpResponse:
    """All on one page, open, so that every fragment has its place and the browser's own search finds every word."""
    moment = Moment(clock.of(request))
    editions = Edition.objects.live(at=moment.t).filter(kind="faq").order_by("sort_title", "id")
    found = [Live.of(edition) for edition in editions]
    context = {**shown_faqs(found, moment), "is_empty": not found, "t": moment.t}
    return render(request, "articles/faq_list.html", context)


@require_safe
@one_snapshot()
def corrections(request: HttpRequest) -> HttpResponse:
    """The policy, and below it every correction that was published, newest first."""
    t = clock.of(request)
    outcome = resolve(request.path, at=t)
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    page = page_of(outcome.edition, t)
    page.context["corrections"] = corrections_at(t)
    return render_page(request, page)


@require_safe
@one_snapshot()
def about(request: HttpRequest) -> HttpResponse:
    """Who publishes the guide, and below it everybody who writes and reviews."""
    t = clock.of(request)
    outcome = resolve(request.path, at=t)
    if not isinstance(outcome, Found):
        return answer(request, outcome)
    page = page_of(outcome.edition, t)
    page.context["people"] = Edition.objects.listed("person", at=t)
    return render_page(request, page)
