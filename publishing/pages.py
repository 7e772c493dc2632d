"""Pages: one function for what readers see now, what editors preview, and what was public on a past date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from publishing import kinds
from publishing.kinds import Content
from publishing.listing import leaves_lists_at
from publishing.models import Edition, Item, MedicalReview
from publishing.moment import Live, Moment

Compose = Callable[[Live, Moment], Content]


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The three dates that page, structured data, sitemap and feed share."""

    published: datetime
    updated: datetime
    reviewed: datetime | None


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """The latest medical review, and whether the page changed in substance since."""

    at: datetime
    scope: str
    reviewer: Live | None
    is_outdated: bool
    overdue_since: datetime | None
    """When a new review was due, if that is past. Never a moment ahead: that would be a promise."""
    is_risky: bool = False
    """Whether an error on the page could do most harm: then being overdue is said above it."""
    is_unlisted: bool = False
    """Whether it has been overdue for so long that lists and search engines are no longer offered it."""


@dataclass(frozen=True, kw_only=True)
class Page:
    live: Live
    dates: Dates
    review: Reviewed | None
    template: str
    context: dict[str, Any]


# A review of pages on which an error could do most harm holds no longer than this.
MONTHS_AT_RISK = 12


class NotLive(LookupError):
    """The item has nothing live at the moment."""


def page(item: Item, t: datetime, *, overrides: Iterable[Live] = ()) -> Page:
    """The item's page as readers get it at `t`, with the overrides standing in for what they replace."""
    moment = Moment(t, overrides)
    live = moment.get(item.id)
    if live is None:
        raise NotLive(f"{item} has nothing live at {t.isoformat()}.")
    return _compose(live, moment)


def page_of(edition: Edition, t: datetime, *, content: Compose | None = None) -> Page:
    """The page of an edition that is known to be live at `t`: saves asking for it again.

    `content` stands in for the kind's own way to compose it, for another view of the same page.
    """
    live = Live.of(edition)
    moment = Moment(t)
    moment.know(live)
    return _compose(live, moment, content)


def _compose(live: Live, moment: Moment, compose: Compose | None = None) -> Page:
    kind = kinds.get(live.kind)
    record = MedicalReview.objects.latest_of(live.item_id, at=moment.t)
    if live.edition is not None:
        also = [record.reviewer_id] if record else []
        also += [live.item_id] if kind.has_overlay else []
        moment.read_along(live.edition, including=kind.includes, also=also)
    content = (compose or kind.page)(live, moment)
    updated = max([live.substantive_from, *(included.substantive_from for included in content.includes)])
    review = _review(record, live, moment, content) if record else None
    dates = Dates(published=live.first_live_from, updated=updated, reviewed=review.at if review else None)
    return Page(live=live, dates=dates, review=review, template=kind.template, context=content.context)


def _review(record: MedicalReview, live: Live, moment: Moment, content: Content) -> Reviewed:
    months = kinds.get(live.kind).months_between_reviews(live.document)
    due = review_due(record.reviewed_at, months=months)
    leaves_at = leaves_lists_at(record)
    return Reviewed(
        at=record.reviewed_at,
        scope=record.scope,
        reviewer=moment.get(record.reviewer_id),
        is_outdated=_is_outdated(record, live, content),
        overdue_since=due if due <= moment.t else None,
        is_risky=months <= MONTHS_AT_RISK,
        is_unlisted=leaves_at is not None and leaves_at <= moment.t,
    )


def _is_outdated(record: MedicalReview, live: Live, content: Content) -> bool:
    """A page may go out days after it was reviewed: of its own words the edition tells, of included ones the day."""
    if live.substantive_from > record.edition.substantive_from:
        return True
    return any(included.substantive_from > record.reviewed_at for included in content.includes)


def holds_until(live: Live, *, reviewed_at: datetime) -> datetime | None:
    """Until when a review of the page holds, where an error could do most harm; None elsewhere."""
    months = kinds.get(live.kind).months_between_reviews(live.document)
    return review_due(reviewed_at, months=months) if months <= MONTHS_AT_RISK else None


def review_due(reviewed_at: datetime, *, months: int) -> datetime:
    """The same day of the month so many months later; the last of a month that is shorter."""
    year, month = divmod(reviewed_at.year * 12 + reviewed_at.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return reviewed_at.replace(year=year, month=month + 1, day=min(reviewed_at.day, last))
