"""Schedules, planned ends and withdrawals: what each step does to the intervals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publishing import clock
from publishing.models import AuditEntry, Edition, Item, Person
from publishing.workflow import cancel, plan_end, remove_end, withdraw
from tests.factories import make_person, make_user, publish
from tests.publishing.timeline import DAY, MICROSECOND, SECOND, T, actions, intervals, person_live_from, schedule

pytestmark = pytest.mark.django_db

# --- Scheduling and cancelling ------------------------------------------------------------------------------------


def test_a_schedule_ends_the_live_edition_and_begins_at_its_second() -> None:
    person = person_live_from(T)

    edition = schedule(person, at=T + DAY, said=T + SECOND)

    assert intervals(person) == [(1, T, T + DAY), (2, T + DAY, None)]
    assert (edition.recorded_at, edition.first_live_from, edition.substantive_from) == (T + SECOND, T, T + DAY)
    assert [e.number for e in Edition.objects.live(at=T + DAY - MICROSECOND)] == [1]
    assert [e.number for e in Edition.objects.live(at=T + DAY)] == [2]
    assert actions()[-1] == ("schedule", 2, "An example.")


def test_cancelling_opens_what_was_live_again() -> None:
    person = person_live_from(T)
    edition = schedule(person, at=T + DAY, said=T)

    with clock.at(T + SECOND):
        cancel(edition, by=make_user(), reason="Not yet.")

    assert intervals(person) == [(1, T, None), (2, None, None)]
    assert Person.objects.get(pk=person.pk).has_unpublished_changes is True
    assert actions()[-1] == (
        "cancel",
        2,
        "Not yet.",
    )


def test_cancelling_the_first_edition_leaves_an_item_that_was_never_public() -> None:
    person = make_person()
    edition = schedule(person, at=T + DAY, said=T)

    with clock.at(T + SECOND):
        cancel(edition, by=make_user())
        (second,) = publish([person.item], by=make_user())

    assert intervals(person) == [(1, None, None), (2, T + SECOND, None)]
    assert second.first_live_from == T + SECOND


def test_a_cancelled_number_is_never_used_again() -> None:
    person = person_live_from(T)
    for _ in range(3):
        edition = schedule(person, at=T + DAY, said=T + SECOND)
        with clock.at(T + SECOND):
            cancel(edition, by=make_user())

    (last,) = [schedule(person, at=T + DAY, said=T + SECOND)]

    assert last.number == 5


# --- A planned end ------------------------------------------------------------------------------------------------


def test_a_planned_end_can_be_set_moved_and_removed() -> None:
    person = person_live_from(T)
    seen = []
    with clock.at(T + SECOND):
        for step in (lambda: plan_end(person.item, at=T + DAY, by=make_user(), reason="Runs out."),
                     lambda: plan_end(person.item, at=T + 2 * DAY, by=make_user()),
                     lambda: remove_end(person.item, by=make_user())):  # fmt: skip
            step()
            seen += intervals(person)

    assert seen == [(1, T, T + DAY), (1, T, T + 2 * DAY), (1, T, None)]
    assert list(AuditEntry.objects.order_by("id").values_list("action", "reason", "detail")) == [
        ("publish", "", {}),
        ("plan-end", "Runs out.", {"at": (T + DAY).isoformat()}),
        ("plan-end", "", {"at": (T + 2 * DAY).isoformat()}),
        ("remove-end", "", {}),
    ]


def test_a_planned_end_passes_on_to_the_next_edition() -> None:
    person = person_live_from(T)
    with clock.at(T + SECOND):
        plan_end(person.item, at=T + DAY, by=make_user())
        publish([person.item], by=make_user())

    assert intervals(person) == [(1, T, T + SECOND), (2, T + SECOND, T + DAY)]


def test_a_scheduled_edition_may_have_an_end_and_cancelling_takes_both() -> None:
    person = person_live_from(T)
    edition = schedule(person, at=T + DAY, said=T)
    with clock.at(T + SECOND):
        plan_end(person.item, at=T + 2 * DAY, by=make_user())
        assert intervals(person) == [(1, T, T + DAY), (2, T + DAY, T + 2 * DAY)]

        cancel(edition, by=make_user())

    assert intervals(person) == [(1, T, None), (2, None, None)]


# --- Withdrawing --------------------------------------------------------------------------------------------------


def test_withdrawing_ends_now_and_keeps_the_reason() -> None:
    person = person_live_from(T)

    with clock.at(T + SECOND):
        withdraw(person.item, by=make_user(), reason="Left the team.")

    assert intervals(person) == [(1, T, T + SECOND)]
    assert actions()[-1] == (
        "withdraw",
        1,
        "Left the team.",
    )
    assert Item.objects.get(pk=person.item_id).history_hidden_at is None


@pytest.mark.parametrize("before", [10 * SECOND, SECOND, SECOND / 2, MICROSECOND])
def test_withdrawing_cancels_what_was_scheduled_however_near(before: timedelta) -> None:
    person = person_live_from(T)
    schedule(person, at=T + DAY, said=T)

    with clock.at(T + DAY - before):
        withdraw(person.item, by=make_user(), reason="Harm.")

    assert intervals(person) == [(1, T, T + DAY - before), (2, None, None)]
    assert actions() == [
        ("publish", 1, ""),
        ("schedule", 2, "An example."),
        ("cancel", 2, "Harm."),
        ("withdraw", 1, "Harm."),
    ]


def test_withdrawing_a_first_schedule_leaves_an_item_that_was_never_public() -> None:
    person = make_person()
    schedule(person, at=T + SECOND / 2, said=T)

    with clock.at(T):
        withdraw(person.item, by=make_user(), reason="Harm.")

    assert intervals(person) == [(1, None, None)]


def test_withdrawing_in_the_microsecond_of_two_publishes_takes_both() -> None:
    person = person_live_from(T)

    with clock.at(T):
        publish([person.item], by=make_user())
        withdraw(person.item, by=make_user(), reason="Harm.")

    assert intervals(person) == [(1, T, T + MICROSECOND), (2, None, None)]


def test_withdrawing_a_planned_end_only_brings_it_nearer() -> None:
    person = person_live_from(T)
    with clock.at(T + SECOND):
        plan_end(person.item, at=T + DAY, by=make_user())
        withdraw(person.item, by=make_user(), reason="Harm.")

    assert intervals(person) == [(1, T, T + SECOND)]


def test_withdrawing_for_harm_may_hide_the_history() -> None:
    person = person_live_from(T)

    with clock.at(T + SECOND):
        withdraw(person.item, by=make_user(), reason="Harm.", hide_history=True)

    item = Item.objects.get(pk=person.item_id)
    assert (item.history_hidden_at, item.history_hidden_reason) == (T + SECOND, "Harm.")


def test_a_withdrawn_item_can_be_published_again_and_keeps_its_first_date() -> None:
    person = person_live_from(T)
    with clock.at(T + SECOND):
        withdraw(person.item, by=make_user(), reason="Mistake.")

    with clock.at(T + 2 * SECOND):
        (edition,) = publish([person.item], by=make_user())

    assert intervals(person) == [(1, T, T + SECOND), (2, T + 2 * SECOND, None)]
    assert edition.first_live_from == T
