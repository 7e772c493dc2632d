"""What never changes after insert: every column of the frozen tables, and the past part of an edition's interval."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, models

from nutrients.models import (
    Amount,
    DataRelease,
    FoodAmountProjection,
    FoodProjection,
    FoodSourceProjection,
    NutrientProjection,
    ReleaseFood,
    ReleaseNutrient,
    ReleasePortion,
)
from publishing.constraints import MAY_EMPTY, Frozen, Kept
from publishing.models import (
    AuditEntry,
    Contributor,
    Decision,
    Draft,
    Edition,
    MedicalReview,
    NoteAmendment,
    PreviewDocument,
    Submission,
)
from publishing.models.drafts import new_item
from publishing.previews import share
from publishing.submissions import decide, submit
from references.health_models import IdentityCheck, Notice
from references.identity import check_by_hand
from tests.factories import (
    make_food,
    make_nutrient,
    make_person,
    make_reference,
    make_release,
    make_release_food,
    make_user,
)
from tests.publishing.rows import (
    AHEAD,
    HOUR,
    PAST,
    Offset,
    a_person,
    another_value,
    declared,
    insert_audit_entry,
    insert_edition,
    insert_review,
    moment,
    refused,
    update,
)

pytestmark = pytest.mark.django_db


# --- Frozen columns -----------------------------------------------------------------------------------------------

AMOUNTS = {"306": ("358", "mg")}


def projected(model: type[models.Model], draft: Draft) -> int:
    """The row that hangs on the draft's only edition."""
    return int(model._base_manager.get(edition__item=draft.item).pk)


def shared_document() -> int:
    share([make_person().item], by=make_user(), lasts=timedelta(days=1))
    return int(PreviewDocument.objects.get().pk)


def amount_of_a_food() -> int:
    make_food(sources=[make_release_food(amounts=AMOUNTS)], live=True)
    return int(FoodAmountProjection.objects.get().pk)


def decided() -> Decision:
    """About a submission of somebody else's draft."""
    approver = make_user(name="petra")
    approver.is_superuser = True
    draft = make_person(changed_by=make_user())
    return decide(
        submit([draft.item], by=make_user(), fact_check=False), step="approval", verdict="passed", by=approver
    )[0]


def checked() -> IdentityCheck:
    reference = make_reference(doi="10.3390/nu5114521")
    seen = reference.title
    return check_by_hand(reference, scheme="doi", title_seen=seen, how="", by=make_user(), at=datetime.now(UTC))


def amended() -> int:
    edition = insert_edition(a_person(), number=1, live_from=moment(PAST), live_until=None)
    row = {"note": "An example.", "amended_at": datetime.now(UTC), "amended_by": make_user()}
    return int(NoteAmendment.objects.create(edition_id=edition, **row).pk)


def noticed() -> int:
    now = datetime.now(UTC)
    row = {"nature": "retraction", "registry": "Example", "number": "1", "recorded_at": now, "changed_at": now}
    return int(Notice.objects.create(item=make_reference().item, **row).pk)


# How to make one row of each frozen or kept table; a new one needs its line here.
MAKE_ROW: dict[type[models.Model], Callable[[], int]] = {
    Edition: lambda: insert_edition(a_person(), number=1, live_from=moment(PAST), live_until=moment(AHEAD)),
    AuditEntry: lambda: insert_audit_entry(a_person()),
    PreviewDocument: lambda: shared_document(),
    MedicalReview: lambda: insert_review(a_person(), reviewer=new_item("person", "mo")),
    NoteAmendment: lambda: amended(),
    Submission: lambda: submit([make_person().item], by=make_user())[0].pk,
    Contributor: lambda: decided().submission.contributors.get().pk,
    Decision: lambda: decided().pk,
    IdentityCheck: lambda: checked().pk,
    Notice: lambda: noticed(),
    DataRelease: lambda: make_release().pk,
    ReleaseFood: lambda: make_release_food().pk,
    ReleaseNutrient: lambda: make_release_food(amounts=AMOUNTS).amounts.get().nutrient_id,
    Amount: lambda: make_release_food(amounts=AMOUNTS).amounts.get().pk,
    ReleasePortion: lambda: make_release_food().portions.create(position=0, label="1 cup", grams=100).pk,
    NutrientProjection: lambda: projected(NutrientProjection, make_nutrient(unit="mg", sr_number="306", live=True)),
    FoodProjection: lambda: projected(FoodProjection, make_food(sources=[make_release_food()], live=True)),
    FoodAmountProjection: lambda: amount_of_a_food(),
    FoodSourceProjection: lambda: projected(FoodSourceProjection, make_food(sources=[make_release_food()], live=True)),
}
FROZEN_COLUMNS = [
    pytest.param(model, constraint.name, field.name, id=f"{model.__name__}.{field.name}")
    for model, constraint in declared(Frozen)
    for field in model._meta.local_concrete_fields
    if field.name not in (constraint.start, constraint.end)
]


@pytest.mark.parametrize(("model", "guard", "column"), FROZEN_COLUMNS)
def test_a_frozen_column_never_changes(model: type[models.Model], guard: str, column: str) -> None:
    row = MAKE_ROW[model]()
    before = model._base_manager.values().get(pk=row)
    field: Any = model._meta.get_field(column)

    with refused(guard):
        update(model, row, **{column: another_value(field, before[field.attname])})

    assert model._base_manager.values().get(pk=row) == before


@pytest.mark.parametrize("column", ["live_until", "title", "document"])
def test_writing_the_same_value_again_is_no_change(column: str) -> None:
    row = insert_edition(a_person(), number=1, live_from=moment(PAST), live_until=moment(AHEAD))
    before: dict[str, Any] = dict(Edition.objects.values().get(pk=row))

    update(Edition, row, **{column: before[column]})

    assert Edition.objects.values().get(pk=row) == before


# --- Only the future part of an interval moves --------------------------------------------------------------------

# (live_from, live_until) before, the change, as offsets from now.
MOVES_ALLOWED = {
    "an end is set ahead": ((PAST, None), {"live_until": AHEAD}),
    "it ends now": ((PAST, None), {"live_until": timedelta(0)}),
    "an end ahead is cleared": ((PAST, AHEAD), {"live_until": None}),
    "an end ahead moves further": ((PAST, AHEAD), {"live_until": 2 * HOUR}),
    "an end ahead moves nearer": ((PAST, 2 * HOUR), {"live_until": AHEAD}),
    "an end ahead becomes now": ((PAST, AHEAD), {"live_until": timedelta(0)}),
    "a schedule is cancelled": ((AHEAD, None), {"live_from": None}),
    "a schedule with an end is cancelled": ((AHEAD, 2 * HOUR), {"live_from": None, "live_until": None}),
    "a schedule gets an end": ((AHEAD, None), {"live_until": 2 * HOUR}),
}
MOVES_REFUSED = {
    "it ended an hour ago, said now": ((2 * PAST, None), {"live_until": PAST}),
    "an end ahead moves to an hour ago": ((2 * PAST, AHEAD), {"live_until": PAST}),
    "a past end is cleared": ((2 * PAST, PAST), {"live_until": None}),
    "a past end moves ahead": ((2 * PAST, PAST), {"live_until": AHEAD}),
    "a past end moves further back": ((3 * PAST, PAST), {"live_until": 2 * PAST}),
    "a past begin moves back": ((PAST, None), {"live_from": 2 * PAST}),
    "a past begin moves ahead": ((PAST, None), {"live_from": AHEAD}),
    "what is live is cancelled": ((PAST, None), {"live_from": None}),
    "what was live is cancelled": ((2 * PAST, PAST), {"live_from": None, "live_until": None}),
    "a schedule moves further": ((AHEAD, None), {"live_from": 2 * HOUR}),
    "a schedule moves nearer": ((2 * HOUR, None), {"live_from": AHEAD}),
    "a cancelled schedule comes back": ((None, None), {"live_from": AHEAD}),
    "a cancelled schedule becomes past": ((None, None), {"live_from": PAST}),
}
Move = dict[str, Offset]


@pytest.mark.parametrize(("before", "change"), MOVES_ALLOWED.values(), ids=MOVES_ALLOWED)
def test_the_future_part_of_an_interval_may_move(before: tuple[Offset, Offset], change: Move) -> None:
    wanted = {name: moment(offset) for name, offset in change.items()}
    row = insert_edition(a_person(), number=1, live_from=moment(before[0]), live_until=moment(before[1]))

    update(Edition, row, **wanted)

    assert Edition.objects.filter(pk=row, **wanted).exists()


@pytest.mark.parametrize(("before", "change"), MOVES_REFUSED.values(), ids=MOVES_REFUSED)
def test_the_past_part_of_an_interval_never_moves(before: tuple[Offset, Offset], change: Move) -> None:
    row = insert_edition(a_person(), number=1, live_from=moment(before[0]), live_until=moment(before[1]))
    kept = Edition.objects.values("live_from", "live_until").get(pk=row)

    with refused("edition_frozen"):
        update(Edition, row, **{name: moment(offset) for name, offset in change.items()})

    assert Edition.objects.values("live_from", "live_until").get(pk=row) == kept


# --- Nothing is deleted -------------------------------------------------------------------------------------------


def test_editions_are_not_deleted() -> None:
    edition = make_person(live=True).item.editions.get()

    with pytest.raises(TypeError, match=r"Ravi Rao \(edition 1\) can't be deleted"):
        edition.delete()
    with pytest.raises(TypeError, match="Editions can't be deleted"):
        Edition.objects.filter(pk=edition.pk).delete()

    assert Edition.objects.count() == 1


# --- Kept rows ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "guard"), [(model, guard.name) for model, guard in declared(Kept)])
def test_what_is_on_record_can_not_be_deleted_past_the_application(model: type[models.Model], guard: str) -> None:
    """On PostgreSQL, that is: on SQLite Django empties tables by deleting, and whoever has the file has it all."""
    row_id = MAKE_ROW[model]()
    is_kept = connection.vendor == "postgresql"

    with refused(guard) if is_kept else nullcontext(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE "id" = %s', [row_id])

    assert model._base_manager.filter(pk=row_id).exists() is is_kept


def test_editions_reviews_and_the_audit_trail_are_kept() -> None:
    kept = {Edition, NoteAmendment, AuditEntry, MedicalReview, Submission, Contributor, Decision, IdentityCheck, Notice}
    assert {model for model, _ in declared(Kept)} == kept


# SQLite knows no TRUNCATE, and empties a table by deleting.
if connection.vendor == "postgresql":

    @pytest.mark.parametrize(("model", "guard"), [(model, guard.name) for model, guard in declared(Kept)])
    def test_what_is_on_record_can_not_be_emptied_past_the_application(model: type[models.Model], guard: str) -> None:
        MAKE_ROW[model]()

        with refused(guard), connection.cursor() as cursor:
            # As every connection but those of tests has it.
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL {MAY_EMPTY} = ''")
            cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')

        assert model._default_manager.exists()
