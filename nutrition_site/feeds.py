"""Feeds for readers who follow the guide: what is new, reviewed and corrected, newest first, as it was told in public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from articles.corrections import corrections_at
from publishing import clock
from publishing.history import reviews_told
from publishing.listing import offered
from publishing.models import Edition
from publishing.snapshot import one_snapshot

# As many as a reader of feeds shows; the page lists more.
MOST_ENTRIES = 50


class DatedFeed(Atom1Feed):
    """Says of an empty feed that it is of the moment at which it was asked for."""

    def latest_post_date(self) -> datetime:
        newest: datetime = super().latest_post_date() if self.items else self.feed["t"]
        return newest


@dataclass(frozen=True, kw_only=True)
class Entry:
    title: str
    path: str
    """Where it is told; it is also what a reader of feeds knows the entry by, unless `key` tells it apart."""
    words: str
    published: datetime
    updated: datetime
    key: str = ""


@require_safe
@one_snapshot()
def articles(request: HttpRequest) -> HttpResponse:
    """New articles, and those that changed in substance, as the list of articles has them."""
    t = clock.of(request)
    editions = offered(Edition.objects.renewed("article", at=t), at=t)[:MOST_ENTRIES]
    entries = [
        Entry(
            title=edition.title,
            path=edition.path,
            words=edition.summary,
            published=edition.first_live_from,
            updated=edition.substantive_from,
        )
        for edition in editions
    ]
    about = "New articles of this guide, and those that changed in substance."
    return feed(request, "articles", path="/articles/", about=about, entries=entries)


@require_safe
@one_snapshot()
def reviews(request: HttpRequest) -> HttpResponse:
    """Each medical review of a page that is public, by whom and of what, with the way to the page's history."""
    entries = [
        Entry(
            title=f"Medically reviewed: {told.page.card.title}",
            path=f"{told.page.card.path}history/",
            words=f"By {told.reviewer}. {capfirst(told.scope)}" if told.reviewer else capfirst(told.scope),
            published=told.at,
            updated=told.at,
            key=f"review-{told.id}",
        )
        for told in reviews_told(at=clock.of(request), most=MOST_ENTRIES)
    ]
    about = "Which pages of this guide were medically reviewed, by whom and of what."
    return feed(request, "medical reviews", path="/", about=about, entries=entries)


@require_safe
@one_snapshot()
def corrections(request: HttpRequest) -> HttpResponse:
    """Each correction with its public note and the way to the words that it changed."""
    entries = [
        Entry(
            title=f"Corrected: {correction.title}",
            path=correction.history_path,
            words=correction.note,
            published=correction.at,
            updated=correction.amended_at or correction.at,
        )
        for correction in corrections_at(clock.of(request))[:MOST_ENTRIES]
    ]
    about = "What was wrong in this guide and has been put right."
    return feed(request, "corrections", path="/corrections/", about=about, entries=entries)


def feed(request: HttpRequest, name: str, *, path: str, about: str, entries: Iterable[Entry]) -> HttpResponse:
    """`path` is the page that tells the same."""
    made = DatedFeed(
        title=f"Nutrition guide: {name}",
        link=f"{settings.SITE_URL}{path}",
        description=about,
        feed_url=f"{settings.SITE_URL}{request.path}",
        feed_guid=f"{settings.SITE_URL}{path if path != '/' else request.path}",
        language="en",
        author_name=settings.PUBLISHER_NAME or "Nutrition guide",
        t=clock.of(request),
    )
    for entry in entries:
        address = f"{settings.SITE_URL}{entry.path}"
        made.add_item(
            title=entry.title,
            link=address,
            unique_id=f"{address}#{entry.key}" if entry.key else address,
            description=entry.words,
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
