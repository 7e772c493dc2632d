"""What became of a page in public: its editions, reviews and absences, and the page as it stood on a past date.

It reads what was live and nothing else. Minor changes stay unmentioned; a hidden history is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from publishing import kinds
from publishing.comparison import Difference, NameOf, Names, compare
from publishing.models import Edition, Item, MedicalReview, Path
from publishing.moment import Live, Moment
from publishing.notes import Told, note_of, notes_of
from publishing.paths import Found, Missing, Moved, Outcome, resolve


class Hidden(Exception):
    """The item's history was hidden, for harm or by law."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of a page's history."""

    at: datetime
    what: str
    """In words: first published, changed, corrected, medically reviewed, taken down, public again."""
    note: str = ""
    amended_at: datetime | None = None
    """When the note was last said better."""
    number: int | None = None
    """Of the edition, where there is something to compare it with."""
    reviewer: Live | None = None
    is_edition: bool = False


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose path it is, and what stands there now."""

    item: Item
    outcome: Outcome


IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WORDS = {
    Edition.Change.MAJOR: "Changed",
    Edition.Change.CORRECTION: "Corrected",
    Edition.Change.MINOR: "Changed in small things",
}


def owner_of(path: str, *, at: datetime) -> Owner | None:
    """The item whose page was ever public at the path by the moment. Raises Hidden."""
    outcome = resolve(path, at=at)
    if isinstance(outcome, Missing):
        return None
    if isinstance(outcome, Found):
        item = Item.objects.get(id=outcome.edition.item_id)
    else:
        item = Path.objects.select_related("item__merged_into").get(path=path).item
        item = item.merged_into or item
    if item.history_hidden_at is not None:
        raise Hidden(f"The history of {item} is hidden.")
    return Owner(item=item, outcome=outcome)


def present_path(outcome: Outcome, *, asked: str) -> str:
    """Where the page stands now; the asked path while it stands there or nowhere."""
    return outcome.to if isinstance(outcome, Moved) else asked


def events_of(item: Item, *, at: datetime) -> list[Event]:
    """Newest first, of all that had happened by the moment."""
    editions = public_editions(item, at=at)
    events = [*_changes(editions, at=at), *_absences(editions, at=at), *_reviews(item, at=at)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def public_editions(item: Item, *, at: datetime) -> list[Edition]:
    """The editions that had begun by the moment, oldest first, without their documents."""
    begun = Edition.objects.cards().filter(item=item, live_from__lte=at)
    return list(begun.order_by("live_from"))


def _changes(editions: Sequence[Edition], *, at: datetime) -> list[Event]:
    found = []
    notes = notes_of(editions, at=at)
    for place, edition in enumerate(editions):
        assert edition.live_from is not None
        if place == 0:
            found.append(Event(at=edition.live_from, what="First published", is_edition=True))
        elif _follows(editions[place - 1], edition):
            if edition.change != Edition.Change.MINOR:
                what = WORDS[Edition.Change(edition.change)]
                found.append(_begun(edition, what, notes[edition.pk]))
        else:
            found.append(_begun(edition, "Public again", notes[edition.pk]))
    return found


def _begun(edition: Edition, what: str, told: Told) -> Event:
    assert edition.live_from is not None
    return Event(
        at=edition.live_from,
        what=what,
        note=told.note,
        amended_at=told.amended_at,
        number=edition.number,
        is_edition=True,
    )


def _follows(before: Edition, after: Edition) -> bool:
    return before.live_until == after.live_from


def _absences(editions: Sequence[Edition], *, at: datetime) -> list[Event]:
    ended = [
        before.live_until
        for before, after in zip(editions, [*editions[1:], None], strict=True)
        if before.live_until is not None and (after is None or not _follows(before, after))
    ]
    return [Event(at=end, what="Taken down") for end in ended if end <= at]


def _reviews(item: Item, *, at: datetime) -> list[Event]:
    records = list(MedicalReview.objects.given(by=at).filter(item=item))
    moment = Moment(at)
    moment.load({record.reviewer_id for record in records})
    return [
        Event(
            at=record.reviewed_at, what="Medically reviewed", note=record.scope, reviewer=moment.get(record.reviewer_id)
        )
        for record in records
    ]


@dataclass(frozen=True, kw_only=True)
class ReviewTold:
    """A medical review as all readers may know of it."""

    id: int
    at: datetime
    page: Live
    scope: str
    reviewer: str
    """Empty when the page of the reviewer is no longer public."""


def reviews_told(*, at: datetime, most: int) -> list[ReviewTold]:
    """The newest reviews of pages that are public at the moment and hide no history, newest first."""
    given = MedicalReview.objects.given(by=at).filter(item__history_hidden_at__isnull=True)
    live = Edition.objects.live(at=at).exclude(path="").exclude(path__contains="#").values("item")
    records = list(given.filter(item__in=live).order_by("-reviewed_at", "-id")[:most])
    moment = Moment(at)
    moment.load({record.item_id for record in records} | {record.reviewer_id for record in records})
    found = []
    for record in records:
        page, reviewer = moment.get(record.item_id), moment.get(record.reviewer_id)
        assert page is not None
        name = reviewer.card.title if reviewer else ""
        found.append(ReviewTold(id=record.pk, at=record.reviewed_at, page=page, scope=record.scope, reviewer=name))
    return found


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one edition changed against the one before it."""

    edition: Edition
    before: Edition
    told: Told
    differences: Sequence[Difference]


def step_of(item: Item, number: int, *, at: datetime) -> Step | None:
    """The public edition of that number against what was public before it; None when there are no two."""
    editions = public_editions(item, at=at)
    place = next((place for place, edition in enumerate(editions) if edition.number == number), 0)
    if place == 0 or (
        editions[place].change == Edition.Change.MINOR and _follows(editions[place - 1], editions[place])
    ):
        return None
    before, edition = editions[place - 1], editions[place]
    kind = kinds.get(item.kind)
    texts = dict(Edition.objects.filter(pk__in=[before.pk, edition.pk]).values_list("pk", "document"))
    names = Names(item=titles_in(texts.values(), at=at), field=kind.field_label)
    differences = compare(kind.read(texts[before.pk]), kind.read(texts[edition.pk]), names)
    return Step(edition=edition, before=before, told=note_of(edition, at=at), differences=differences)


def titles_in(texts: Iterable[str], *, at: datetime) -> NameOf:
    """Names every item that documents hold by what it is, or last was, called in public by the moment."""
    ids = {UUID(found) for text in texts for found in IDENTITY.findall(text)}
    begun = Edition.objects.filter(item_id__in=ids, live_from__lte=at).order_by("live_from")
    titles = dict(begun.values_list("item_id", "title"))
    return lambda item_id: titles.get(item_id, "something that is not public")


def end_of(day: date) -> datetime:
    """The last microsecond of the day in the site's own zone."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) - timedelta(microseconds=1)
