"""What lists, the sitemap and search engines are offered: all that is live, but for pages whose medical review lapsed long ago.

Such a page stays at its address, with a banner; links lead there, and its facts stay on the pages that include them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet

from publishing.models import Edition, Link, MedicalReview

Row = TypeVar("Row", Edition, Link)


def leaves_lists_at(review: MedicalReview) -> datetime | None:
    """When the page goes out of lists unless it is reviewed again; never where an error could do less harm."""
    if review.holds_until is None or not settings.UNLIST_OVERDUE_AFTER:
        return None
    return review.holds_until + timedelta(days=settings.UNLIST_OVERDUE_AFTER)


def offered(rows: QuerySet[Row], *, at: datetime) -> QuerySet[Row]:
    """Editions or links, without those of pages that are out of lists at the moment."""
    if not settings.UNLIST_OVERDUE_AFTER:
        return rows
    lapsed_by = at - timedelta(days=settings.UNLIST_OVERDUE_AFTER)
    return rows.exclude(item__in=MedicalReview.objects.lapsed(at=at, held_until=lapsed_by).values("item"))
