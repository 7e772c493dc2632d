"""Feeds for readers who follow the guide: what was corrected, newest first, as it was told in public."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from articles.corrections import corrections_at
from publishing import clock
from publishing.snapshot import one_snapshot

# As many as a reader of feeds shows; the page lists more.
MOST_ENTRIES = 50


class DatedFeed(Atom1Feed):
    """Says of an empty feed that it is of the moment at which it was asked for."""

    def latest_post_date(self) -> datetime:
        newest: datetime = super().latest_post_date() if self.items else self.feed["t"]
        return newest


@require_safe
@one_snapshot()
def corrections(request: HttpRequest) -> HttpResponse:
    """Each correction with its public note and the way to the words that it changed."""
    t = clock.of(request)
    feed = DatedFeed(
        title="Nutrition guide: corrections",
        link=f"{settings.SITE_URL}/corrections/",
        description="What was wrong in this guide and has been put right.",
        feed_url=f"{settings.SITE_URL}{request.path}",
        language="en",
        author_name=settings.PUBLISHER_NAME or "Nutrition guide",
        t=t,
    )
    for correction in corrections_at(t)[:MOST_ENTRIES]:
        address = f"{settings.SITE_URL}{correction.history_path}"
        feed.add_item(
            title=f"Corrected: {correction.title}",
            link=address,
            unique_id=address,
            description=correction.note,
            pubdate=correction.at,
            updateddate=correction.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
