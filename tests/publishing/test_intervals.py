"""Any sequence of steps, at any moments, keeps the record straight: a machine tries what no one would write down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from publishing import clock
from publishing.models import AuditEntry, Edition, Item, Path, Person
from publishing.problems import NotPublishable
from publishing.workflow import Refused, cancel, plan_end, remove_end, withdraw
from tests.factories import edit, make_person, make_user, publish

MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)

# Around the second within which clocks count as equal, and far from it.
STEPS = [MICROSECOND, SECOND / 2, SECOND, SECOND + MICROSECOND, 2 * SECOND, timedelta(hours=1), timedelta(days=30)]
ahead = st.sampled_from(STEPS)
one = st.integers(0, 2)
some = st.sets(one, min_size=1)

# (item, number, begin, end) of every edition that is not cancelled.
Rows = list[tuple[UUID, int, datetime, datetime | None]]


def rows() -> Rows:
    found = Edition.objects.order_by("item_id", "live_from").values_list("item_id", "number", "live_from", "live_until")
    return [(item, number, begin, end) for item, number, begin, end in found if begin is not None]


def before(moment: datetime) -> Rows:
    """All that was live at any time before the moment, cut off there."""
    return [(item, number, begin, min(end or moment, moment)) for item, number, begin, end in rows() if begin < moment]


def live_at(moment: datetime) -> list[tuple[UUID, int]]:
    return list(Edition.objects.live(at=moment).order_by("item_id").values_list("item_id", "number"))


class Publishing(RuleBasedStateMachine):
    """Three people, and everything that can happen to them."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        # Ahead of the real clock, which the guards inside the database go by.
        self.now = datetime.now(UTC) + timedelta(days=1)
        self.ada = make_user()
        self.people = [make_person(name=name) for name in ("Ravi", "Mo", "Lin")]
        self.answers: dict[datetime, list[tuple[UUID, int]]] = {}
        self.history: tuple[datetime, Rows] = (self.now, [])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # --- Steps ---------------------------------------------------------------------------------------------------

    @rule(by=st.sampled_from([timedelta(0), *STEPS]))
    def wait(self, by: timedelta) -> None:
        self.now += by

    @rule(beside=st.sampled_from([-MICROSECOND, timedelta(0), MICROSECOND]))
    def wait_for_the_next_boundary(self, beside: timedelta) -> None:
        boundaries = [moment for row in rows() for moment in row[2:] if moment is not None]
        moments = [boundary + beside for boundary in boundaries if boundary + beside > self.now]
        self.now = min(moments, default=self.now)

    @rule(which=one, role=st.sampled_from(["writes", "reviews"]))
    def edit(self, which: int, role: str) -> None:
        with clock.at(self.now):
            self.people[which] = edit(self.people[which], role=role)

    @rule(which=some)
    def publish_now(self, which: set[int]) -> None:
        items = self.items(which)
        with self.attempt():
            made = publish(items, by=self.ada)
            assert len({edition.live_from for edition in made}) <= 1
            assert all(edition.live_from and edition.live_from >= self.now for edition in made)
            # What was skipped is live unchanged, or will be within the second in which clocks count as equal.
            begin = made[0].live_from if made else self.first_moment(items)
            assert begin is not None
            assert self.live_roles(items, at=begin) == self.drafted_roles(items)

    @rule(which=some, after=ahead)
    def schedule(self, which: set[int], after: timedelta) -> None:
        items, at = self.items(which), self.now + after
        with self.attempt():
            made = publish(items, by=self.ada, at=at)
            assert {edition.live_from for edition in made} <= {at}
            assert self.live_roles(items, at=at) == self.drafted_roles(items)
            # Nothing that was to come later silently undoes this.
            assert {begin for item, _, begin, _ in rows() if item in {e.item_id for e in made} and begin > at} == set()

    @rule(which=one)
    def cancel(self, which: int) -> None:
        last = (
            Edition.objects.filter(item=self.people[which].item_id, live_from__isnull=False)
            .order_by("live_from")
            .last()
        )
        if last is None:
            return
        begin = last.live_from
        with self.attempt():
            cancel(last, by=self.ada)
            last.refresh_from_db()
            assert (last.live_from, last.live_until) == (None, None)
            assert begin not in [end for item, _, _, end in rows() if item == last.item_id]

    @rule(which=one, after=ahead)
    def plan_end(self, which: int, after: timedelta) -> None:
        item, at = self.people[which].item, self.now + after
        with self.attempt():
            plan_end(item, at=at, by=self.ada)
            assert self.ends_of(item)[-1] == at

    @rule(which=one)
    def remove_end(self, which: int) -> None:
        item = self.people[which].item
        with self.attempt():
            remove_end(item, by=self.ada)
            assert self.ends_of(item)[-1] is None

    @rule(which=one)
    def withdraw(self, which: int) -> None:
        item = self.people[which].item
        with self.attempt():
            withdraw(item, by=self.ada, reason="Harm.")
            # One microsecond of grace: no interval is empty.
            assert [
                row for row in rows() if row[0] == item.id and (row[3] or self.now + SECOND) > self.now + MICROSECOND
            ] == []

    # --- What always holds ---------------------------------------------------------------------------------------

    @invariant()
    def at_most_one_is_live(self) -> None:
        for (item, number, _, end), (next_item, _, begin, _) in zip(rows(), rows()[1:], strict=False):
            assert item != next_item or (end is not None and end <= begin), f"edition {number} runs into the next"

    @invariant()
    def the_past_is_what_it_was(self) -> None:
        moment, history = self.history
        assert before(moment) == history
        assert {moment: live_at(moment) for moment in self.answers} == self.answers

        self.history = (self.now, before(self.now))
        self.answers[self.now - MICROSECOND] = live_at(self.now - MICROSECOND)

    @invariant()
    def numbers_are_dense(self) -> None:
        for person in self.people:
            numbers = list(person.item.editions.order_by("number").values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))

    # --- How the steps ask ---------------------------------------------------------------------------------------

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A step may be refused with words; then nothing at all has changed."""
        untouched = self.everything()
        with clock.at(self.now):
            try:
                yield
            except (Refused, NotPublishable) as refusal:
                assert str(refusal)
                assert self.everything() == untouched

    def everything(self) -> list[list[tuple[Any, ...]]]:
        tables = (Edition, Path, Person, AuditEntry, Item)
        return [list(table._default_manager.order_by("pk").values_list()) for table in tables]

    def items(self, which: set[int]) -> list[Item]:
        return [self.people[number].item for number in sorted(which)]

    def first_moment(self, items: list[Item]) -> datetime:
        """The first from now on at which none of the items is about to begin within a second."""
        begun = [begin for item, _, begin, _ in rows() if item in {i.id for i in items} and begin <= self.now + SECOND]
        return max([self.now, *(begin + MICROSECOND for begin in begun)])

    def ends_of(self, item: Item) -> list[datetime | None]:
        return [end for item_id, _, _, end in rows() if item_id == item.id]

    def live_roles(self, items: list[Item], *, at: datetime) -> dict[UUID, str]:
        return dict(Edition.objects.live(at=at).filter(item__in=items).values_list("item_id", "summary"))

    def drafted_roles(self, items: list[Item]) -> dict[UUID, str]:
        return dict(Person.objects.filter(item__in=items).values_list("item_id", "role"))


@pytest.mark.django_db
def test_no_sequence_of_steps_makes_two_editions_live_or_changes_the_past() -> None:
    run_state_machine_as_test(
        Publishing,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
