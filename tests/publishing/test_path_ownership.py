"""Whatever editors do with addresses: a path never changes hands, and leads on in one hop at most."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from nutrients.models import Nutrient
from publishing import clock, paths
from publishing.merging import merge
from publishing.models import Edition, Item, ItemKey, Path
from publishing.paths import Found, Moved
from publishing.problems import NotPublishable
from publishing.workflow import Refused, cancel, withdraw
from tests.factories import edit, make_nutrient, make_user, publish

STEPS = [timedelta(microseconds=1), timedelta(seconds=2), timedelta(days=1)]
one = st.integers(0, 2)
# Few words, so that addresses and other names meet often.
WORDS = ["a", "b", "c", "d"]
words = st.sampled_from(WORDS)


class Addresses(RuleBasedStateMachine):
    """Three nutrients that want the same few addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        # Ahead of the real clock, which the guards inside the database go by.
        self.now = datetime.now(UTC) + timedelta(days=1)
        self.ada = make_user()
        self.nutrients = [make_nutrient(name=f"Nutrient {number}", slug=WORDS[number]) for number in range(3)]
        self.owners: dict[str, UUID] = {}
        self.keys: dict[str, UUID] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # --- Steps ---------------------------------------------------------------------------------------------------

    @rule(by=st.sampled_from(STEPS))
    def wait(self, by: timedelta) -> None:
        self.now += by

    @rule(which=one, slug=words)
    def readdress(self, which: int, slug: str) -> None:
        """Whoever has the address makes room: forms refuse what another draft has."""
        for other in Nutrient.objects.filter(slug=slug).exclude(pk=self.nutrients[which].pk):
            free = next(word for word in WORDS if not Nutrient.objects.filter(slug=word).exists())
            edit(other, slug=free)
        self.nutrients[which] = edit(self.nutrients[which], slug=slug)

    @rule(which=one, names=st.sets(words))
    def rename(self, which: int, names: set[str]) -> None:
        self.nutrients[which] = edit(self.nutrients[which], other_names="\n".join(sorted(names)))

    @rule(which=st.sets(one, min_size=1), after=st.none() | st.sampled_from(STEPS))
    def publish(self, which: set[int], after: timedelta | None) -> None:
        items = [self.nutrients[number].item for number in sorted(which)]
        self.attempt(publish, items, by=self.ada, at=self.now + after if after else None)

    @rule(which=one)
    def cancel(self, which: int) -> None:
        last = Edition.objects.filter(item=self.nutrients[which].item_id, live_from__gt=self.now).last()
        if last is not None:
            self.attempt(cancel, last, by=self.ada)

    @rule(which=one)
    def withdraw(self, which: int) -> None:
        self.attempt(withdraw, self.nutrients[which].item, by=self.ada, reason="Harm.")

    @rule(which=one, into=one)
    def merge(self, which: int, into: int) -> None:
        self.attempt(merge, self.nutrients[which].item, into=self.nutrients[into].item, by=self.ada, reason="The same.")

    def attempt(self, step: Any, *args: Any, **kwargs: Any) -> None:
        with clock.at(self.now):
            try:
                step(*args, **kwargs)
            except (Refused, NotPublishable) as refusal:
                assert str(refusal)
        for nutrient in self.nutrients:
            nutrient.item = Item.objects.get(pk=nutrient.item_id)

    # --- What always holds ---------------------------------------------------------------------------------------

    @invariant()
    def no_path_changes_hands(self) -> None:
        owners = dict(Path.objects.values_list("path", "item"))
        assert {path: owners[path] for path in self.owners} == self.owners
        self.owners = owners

    @invariant()
    def no_key_changes_hands_but_to_the_survivor(self) -> None:
        survivors = {item.pk: item.survivor_id for item in Item.objects.all()}
        keys = dict(ItemKey.objects.values_list("key", "item"))
        assert {key: keys[key] for key in self.keys} == {key: survivors[item] for key, item in self.keys.items()}
        self.keys = keys

    @invariant()
    def every_path_is_found_or_leads_there_in_one_hop(self) -> None:
        survivors = {item.pk: item.survivor_id for item in Item.objects.all()}
        assert all(survivors[survivor] == survivor for survivor in survivors.values())
        begins = Edition.objects.values_list("live_from", flat=True).distinct()
        for moment in [self.now, *(begin for begin in begins if begin is not None)]:
            for path, owner in self.owners.items():
                self.leads_in_one_hop(path, moment, owners={owner, survivors[owner]})

    def leads_in_one_hop(self, path: str, moment: datetime, *, owners: set[UUID]) -> None:
        found = paths.resolve(path, at=moment)
        if isinstance(found, Moved):
            found = paths.resolve(found.to, at=moment)
            assert isinstance(found, Found), f"{path} leads to an address where nothing is live"
        elif isinstance(found, Found):
            assert found.edition.path == path
        if isinstance(found, Found):
            assert found.edition.item_id in owners
            assert found.edition.is_live(at=moment)


@pytest.mark.django_db
def test_no_sequence_of_steps_gives_a_path_away_or_makes_a_chain() -> None:
    run_state_machine_as_test(
        Addresses,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
