"""What every path leads to at every moment: the table of states by sorts of path, and that nothing ever changes hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from nutrients.models import Nutrient
from publishing import clock, paths
from publishing.merging import merge
from publishing.models import Path
from publishing.paths import Found, Gone, Missing, Moved
from publishing.workflow import cancel, plan_end, withdraw
from tests.factories import edit, make_nutrient, make_user, publish
from tests.publishing.timeline import MICROSECOND, SECOND, T

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TO_SURVIVOR = Moved("/nutrients/vitamin-b12/")


@dataclass(frozen=True)
class Live:
    """Found, with the title that readers see."""

    title: str


def outcome(path: str, at: datetime) -> Live | Moved | Gone | Missing:
    found = paths.resolve(path, at=at)
    return Live(found.edition.title) if isinstance(found, Found) else found


# --- The stories --------------------------------------------------------------------------------------------------


def cobalamin(*, slug: str = "cobalamin", other_names: str = "") -> Nutrient:
    return make_nutrient(name="Cobalamin", slug=slug, other_names=other_names)


def publish_at(moment: datetime, nutrient: Nutrient, *, said: datetime | None = None) -> None:
    with clock.at(said or moment):
        publish([nutrient.item], by=make_user(), at=moment if said else None)


def withdraw_at(moment: datetime, nutrient: Nutrient) -> None:
    with clock.at(moment):
        withdraw(nutrient.item, by=make_user(), reason="Harm.")


def draft_only() -> None:
    cobalamin()


def published() -> None:
    publish_at(T, cobalamin())


def scheduled() -> None:
    publish_at(T, cobalamin(), said=T - HOUR)


def cancelled() -> None:
    nutrient = cobalamin()
    publish_at(T + HOUR, nutrient, said=T - HOUR)
    with clock.at(T - SECOND):
        cancel(nutrient.item.editions.get(), by=make_user())


def withdrawn() -> None:
    nutrient = cobalamin()
    publish_at(T - HOUR, nutrient)
    withdraw_at(T, nutrient)


def ended() -> None:
    nutrient = cobalamin()
    publish_at(T - HOUR, nutrient)
    with clock.at(T - SECOND):
        plan_end(nutrient.item, at=T, by=make_user())


def back_again() -> None:
    nutrient = cobalamin()
    publish_at(T - HOUR, nutrient)
    withdraw_at(T - SECOND, nutrient)
    publish_at(T, nutrient)


def renamed() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - HOUR, nutrient)
    publish_at(T, edit(nutrient, slug="cobalamin"))


def rename_scheduled() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - HOUR, nutrient)
    publish_at(T, edit(nutrient, slug="cobalamin"), said=T - SECOND)


def rename_cancelled() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - HOUR, nutrient)
    publish_at(T + HOUR, edit(nutrient, slug="cobalamin"), said=T - SECOND)
    with clock.at(T):
        cancel(nutrient.item.editions.get(number=2), by=make_user())


def rename_drafted() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - HOUR, nutrient)
    edit(nutrient, slug="cobalamin")


def renamed_and_back() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - 2 * HOUR, nutrient)
    publish_at(T - HOUR, edit(nutrient, slug="cobalamin"))
    publish_at(T, edit(nutrient, slug="b12"))


def renamed_then_withdrawn() -> None:
    nutrient = cobalamin(slug="b12")
    publish_at(T - 2 * HOUR, nutrient)
    publish_at(T - HOUR, edit(nutrient, slug="cobalamin"))
    withdraw_at(T, nutrient)


def with_alias() -> None:
    publish_at(T, cobalamin(other_names="B12\nB12!\n维生素"))


def alias_scheduled() -> None:
    nutrient = cobalamin()
    publish_at(T - HOUR, nutrient)
    publish_at(T, edit(nutrient, other_names="B12"), said=T - SECOND)


def alias_removed() -> None:
    nutrient = cobalamin(other_names="B12")
    publish_at(T - HOUR, nutrient)
    publish_at(T, edit(nutrient, other_names=""))


def alias_of_withdrawn() -> None:
    nutrient = cobalamin(other_names="B12")
    publish_at(T - HOUR, nutrient)
    withdraw_at(T, nutrient)


def alias_that_is_anothers_address() -> None:
    publish_at(T - HOUR, make_nutrient(name="B12, the other"))
    edit(Nutrient.objects.get(), slug="b12")
    publish_at(T - SECOND, Nutrient.objects.get())
    publish_at(T, cobalamin(other_names="B12"))


def imported() -> None:
    nutrient = cobalamin()
    Path.objects.create(path="/nutrients/b12/", item=nutrient.item, origin=Path.Origin.IMPORTED)
    publish_at(T, nutrient)


def imported_then_withdrawn() -> None:
    imported()
    withdraw_at(T + SECOND, Nutrient.objects.get())


def merged(survivor_from: datetime | None = T - HOUR) -> None:
    """Live as b12, then cobalamin; withdrawn, and merged into vitamin-b12. Once scheduled as b-12, and cancelled."""
    nutrient = cobalamin(slug="b-12")
    publish_at(T + HOUR, nutrient, said=T - 3 * HOUR)
    with clock.at(T - 3 * HOUR):
        cancel(nutrient.item.editions.get(), by=make_user())
    publish_at(T - 3 * HOUR, edit(nutrient, slug="b12", other_names="Extrinsic factor"))
    publish_at(T - 2 * HOUR, edit(nutrient, slug="cobalamin"))
    survivor = make_nutrient(name="Vitamin B12")
    if survivor_from:
        publish_at(survivor_from, survivor)
    withdraw_at(T - SECOND, nutrient)
    with clock.at(T):
        merge(nutrient.item, into=survivor.item, by=make_user(), reason="The same.")


def merged_into_a_draft() -> None:
    merged(survivor_from=None)


def merged_into_what_was_withdrawn() -> None:
    merged()
    withdraw_at(T, Nutrient.objects.get(name="Vitamin B12"))


def merged_into_what_was_renamed() -> None:
    merged()
    publish_at(T, edit(Nutrient.objects.get(name="Vitamin B12"), slug="vitamin-b-12"))


HERE = Live("Cobalamin")
TO_COBALAMIN, TO_B12 = Moved("/nutrients/cobalamin/"), Moved("/nutrients/b12/")
GONE = Gone("Cobalamin")

# What /nutrients/cobalamin/ and /nutrients/b12/ lead to, just before T and from T on.
TABLE: list[tuple[Callable[[], None], str, object, object]] = [
    (draft_only, "cobalamin", Missing(), Missing()),
    (published, "cobalamin", Missing(), HERE),
    (published, "b12", Missing(), Missing()),
    (scheduled, "cobalamin", Missing(), HERE),
    (cancelled, "cobalamin", Missing(), Missing()),
    (withdrawn, "cobalamin", HERE, GONE),
    (ended, "cobalamin", HERE, GONE),
    (back_again, "cobalamin", GONE, HERE),
    (renamed, "cobalamin", Missing(), HERE),
    (renamed, "b12", HERE, TO_COBALAMIN),
    (rename_scheduled, "cobalamin", Missing(), HERE),
    (rename_scheduled, "b12", HERE, TO_COBALAMIN),
    (rename_cancelled, "cobalamin", Missing(), Missing()),
    (rename_cancelled, "b12", HERE, HERE),
    (rename_drafted, "cobalamin", Missing(), Missing()),
    (rename_drafted, "b12", HERE, HERE),
    (renamed_and_back, "cobalamin", HERE, TO_B12),
    (renamed_and_back, "b12", TO_COBALAMIN, HERE),
    (renamed_then_withdrawn, "cobalamin", HERE, GONE),
    (renamed_then_withdrawn, "b12", TO_COBALAMIN, GONE),
    (with_alias, "cobalamin", Missing(), HERE),
    (with_alias, "b12", Missing(), TO_COBALAMIN),
    (alias_scheduled, "b12", Missing(), TO_COBALAMIN),
    (alias_removed, "b12", TO_COBALAMIN, Missing()),
    (alias_of_withdrawn, "b12", TO_COBALAMIN, GONE),
    (alias_that_is_anothers_address, "b12", Live("B12, the other"), Live("B12, the other")),
    (imported, "b12", Missing(), TO_COBALAMIN),
    (imported_then_withdrawn, "b12", Missing(), TO_COBALAMIN),
    (merged, "cobalamin", TO_SURVIVOR, TO_SURVIVOR),
    (merged, "b12", TO_SURVIVOR, TO_SURVIVOR),
    (merged, "extrinsic-factor", TO_SURVIVOR, TO_SURVIVOR),
    (merged, "b-12", Missing(), Missing()),
    (merged_into_a_draft, "cobalamin", GONE, GONE),
    (merged_into_a_draft, "b12", GONE, GONE),
    (merged_into_what_was_withdrawn, "cobalamin", TO_SURVIVOR, Gone("Vitamin B12")),
    (merged_into_what_was_renamed, "cobalamin", TO_SURVIVOR, Moved("/nutrients/vitamin-b-12/")),
    (merged_into_what_was_renamed, "vitamin-b12", Live("Vitamin B12"), Moved("/nutrients/vitamin-b-12/")),
]


@pytest.mark.parametrize(
    ("story", "slug", "before", "after"),
    [pytest.param(*row, id=f"{row[0].__name__}-{row[1]}") for row in TABLE],
)
def test_a_path_leads_to_what_was_public_at_the_moment(
    story: Callable[[], None], slug: str, before: object, after: object
) -> None:
    story()

    path = f"/nutrients/{slug}/"
    assert (outcome(path, T - MICROSECOND), outcome(path, T)) == (before, after)


def test_what_was_imported_is_gone_once_its_item_is() -> None:
    imported_then_withdrawn()

    assert outcome("/nutrients/b12/", T + SECOND) == GONE


@pytest.mark.parametrize("path", ["", "/", "/nutrients/", "/nutrients/cobalamin", "/NUTRIENTS/COBALAMIN/", "x" * 5000])
def test_other_spellings_and_nonsense_lead_nowhere(path: str) -> None:
    published()

    assert outcome(path, T) == Missing()
