"""What the database itself refuses, whoever writes: raw SQL against the migrated tables of whichever database runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from publishing.constraints import Frozen, Kept, NoOverlap
from publishing.models import Edition, Item, MedicalReview
from publishing.models.drafts import new_item
from tests.factories import make_person, make_user
from tests.publishing.rows import (
    AHEAD,
    HOUR,
    MICROSECOND,
    PAST,
    Offset,
    a_person,
    declared,
    insert,
    insert_edition,
    insert_review,
    moment,
    refused,
    update,
)

pytestmark = pytest.mark.django_db

# --- All of them are there ----------------------------------------------------------------------------------------


def names_in_the_database() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
        "UNION SELECT conname FROM pg_constraint WHERE contype = 'x'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


def names_declared() -> set[str]:
    frozen = {constraint.name for _, constraint in declared(Frozen)}
    apart = {constraint.name for _, constraint in declared(NoOverlap)}
    if connection.vendor == "postgresql":
        kept = {constraint.name for _, constraint in declared(Kept)}
        # One against deleting rows, one against emptying the whole table.
        return frozen | apart | kept | {f"{name}_all" for name in kept}
    return frozen | {f"{name}_{event}" for name in apart for event in ("insert", "update")}


def test_every_declared_guard_stands_in_the_migrated_database() -> None:
    assert names_declared() >= {"edition_frozen", "auditentry_frozen", "medicalreview_frozen"}

    assert names_in_the_database() == names_declared()


# --- No overlap ---------------------------------------------------------------------------------------------------

# Each pair would be live together for at least one microsecond.
OVERLAPS = {
    "the same interval": ((0, 2), (0, 2)),
    "begins inside": ((0, 2), (1, 3)),
    "ends inside": ((1, 3), (0, 2)),
    "lies inside": ((0, 3), (1, 2)),
    "lies around": ((1, 2), (0, 3)),
    "both open": ((0, None), (1, None)),
    "open, and ends after it began": ((1, None), (0, 2)),
    "begins inside and is open": ((0, 2), (1, None)),
}
ADJACENT = {
    "right after": ((0, 1), (1, 2)),
    "right before": ((1, 2), (0, 1)),
    "open right after": ((0, 1), (1, None)),
    "before an open one": ((1, None), (0, 1)),
    "apart": ((0, 1), (5, 6)),
    "both cancelled": ((None, None), (None, None)),
    "one cancelled": ((0, None), (None, None)),
}
Interval = tuple[int | None, int | None]


def interval(hours: Interval, *, start: datetime) -> dict[str, datetime | None]:
    begin, end = (None if hour is None else start + hour * HOUR for hour in hours)
    return {"live_from": begin, "live_until": end}


@pytest.mark.parametrize(("first", "second"), OVERLAPS.values(), ids=OVERLAPS)
def test_insert_of_an_overlapping_edition_is_refused(first: Interval, second: Interval) -> None:
    item, start = a_person(), datetime.now(UTC)
    insert_edition(item, number=1, **interval(first, start=start))

    with refused("edition_no_overlap"):
        insert_edition(item, number=2, **interval(second, start=start))


def test_one_microsecond_of_overlap_is_refused() -> None:
    item, start = a_person(), datetime.now(UTC)
    insert_edition(item, number=1, live_from=start, live_until=start + HOUR)

    with refused("edition_no_overlap"):
        insert_edition(item, number=2, live_from=start + HOUR - MICROSECOND, live_until=None)


@pytest.mark.parametrize("microsecond", [0, 1, 500_000, 999_999])
def test_whole_and_broken_seconds_compare_as_time(microsecond: int) -> None:
    item = a_person()
    boundary = (datetime.now(UTC) + HOUR).replace(microsecond=microsecond)
    insert_edition(item, number=1, live_from=boundary - HOUR, live_until=boundary)

    insert_edition(item, number=2, live_from=boundary, live_until=boundary + MICROSECOND)

    with refused("edition_no_overlap"):
        insert_edition(item, number=3, live_from=boundary - MICROSECOND, live_until=None)


@pytest.mark.parametrize(("first", "second"), ADJACENT.values(), ids=ADJACENT)
def test_adjacent_and_cancelled_intervals_are_allowed(first: Interval, second: Interval) -> None:
    item, start = a_person(), datetime.now(UTC)
    insert_edition(item, number=1, **interval(first, start=start))

    insert_edition(item, number=2, **interval(second, start=start))

    assert Edition.objects.filter(item=item).count() == 2


def test_two_items_may_be_live_together() -> None:
    start = datetime.now(UTC)
    ravi, ada = new_item("person", "ravi"), new_item("person", "ada")

    for item in (ravi, ada):
        insert_edition(item, number=1, live_from=start, live_until=None)

    assert Edition.objects.live(at=start).count() == 2


@pytest.mark.parametrize("until", [3 * HOUR, None], ids=["into the next one", "for ever"])
def test_update_into_an_overlap_is_refused(until: Offset) -> None:
    item = a_person()
    first = insert_edition(item, number=1, live_from=moment(PAST), live_until=moment(AHEAD))
    insert_edition(item, number=2, live_from=moment(2 * HOUR), live_until=None)

    with refused("edition_no_overlap"):
        update(Edition, first, live_until=moment(until))


def test_a_form_names_the_edition_that_is_in_the_way() -> None:
    person = make_person(name="Ravi Rao", live=True)
    copy = person.item.editions.get()
    copy.pk, copy.number = None, 2

    with pytest.raises(ValidationError) as error:
        copy.validate_constraints()

    assert error.value.messages == [
        "Ravi Rao (edition 2) would be live at the same time as Ravi Rao (edition 1); end one before the other begins."
    ]


# --- Checks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [timedelta(0), -MICROSECOND], ids=["as it begins", "before it begins"])
def test_an_edition_that_ends_before_it_was_live_is_refused(end: timedelta) -> None:
    start = datetime.now(UTC)

    # PostgreSQL's range type refuses an end before the begin ahead of the check.
    with refused("edition_ends_after_it_begins", "range lower bound"):
        insert_edition(a_person(), number=1, live_from=start, live_until=start + end)


def test_a_cancelled_edition_with_an_end_is_refused() -> None:
    with refused("edition_cancelled_has_no_end"):
        insert_edition(a_person(), number=1, live_from=None, live_until=moment(AHEAD))


def test_cancelling_without_clearing_the_end_is_refused() -> None:
    row = insert_edition(a_person(), number=1, live_from=moment(AHEAD), live_until=moment(2 * HOUR))

    with refused("edition_cancelled_has_no_end"):
        update(Edition, row, live_from=None)


def test_a_second_edition_of_the_same_number_is_refused() -> None:
    item = a_person()
    insert_edition(item, number=1, live_from=None, live_until=None)

    with refused("edition_number_unique", "publishing_edition.item_id, publishing_edition.number"):
        insert_edition(item, number=1, live_from=None, live_until=None)


def test_a_negative_number_is_refused() -> None:
    with refused("publishing_edition_number_check", "CHECK constraint failed: number"):
        insert_edition(a_person(), number=-1, live_from=None, live_until=None)


def test_hidden_history_needs_a_reason_and_a_moment() -> None:
    item = a_person()
    for change in ({"history_hidden_at": datetime.now(UTC)}, {"history_hidden_reason": "Harm."}):
        with refused("item_hidden_history_has_a_reason"):
            Item.objects.filter(pk=item.pk).update(**change)


def test_an_item_is_never_merged_into_itself() -> None:
    item = a_person()

    with refused("item_not_merged_into_itself"):
        Item.objects.filter(pk=item.pk).update(merged_into=item)


def test_a_review_of_oneself_or_of_nothing_is_refused() -> None:
    item = a_person()
    with refused("medicalreview_not_of_oneself"):
        insert_review(item, reviewer=item)

    edition = insert_edition(item, number=1, live_from=None, live_until=None)
    with refused("medicalreview_has_a_scope"):
        insert(MedicalReview, item=item.pk, edition=edition, reviewer=new_item("person", "mo").pk,
               reviewed_at=datetime.now(UTC), scope="", recorded_by=make_user().pk)  # fmt: skip
