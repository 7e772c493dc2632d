"""Role by state by step: what a form that was made by hand can do to an item is what a committed table says.

A step was done when it left its entry in the audit log; none of them is done without one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from publishing import clock, kinds
from publishing.models import AuditEntry, Submission, User
from publishing.submissions import decide, submit
from publishing.workflow import withdraw
from tests.factories import edit, make_symptom, make_user, publish
from tests.roles.world import ROLES, World, ask, make_users

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TABLE = Path(__file__).with_name("steps.txt")
ACTION = AuditEntry.Action
AHEAD = timedelta(days=30)


def approved(draft: Any, by: User) -> Any:
    sent = submit([draft.item], by=by, fact_check=False)
    decide(sent, step="approval", verdict="passed", by=User.objects.get(username="superuser"))
    return draft


def withdrawn(draft: Any, by: User) -> Any:
    withdraw(draft.item, by=by, reason="Old.")
    draft.refresh_from_db()
    return draft


def scheduled(draft: Any, by: User) -> Any:
    publish([approved(draft, by).item], by=by, at=clock.now() + timedelta(days=10))
    return draft


STATES: dict[str, Callable[[User], Any]] = {
    "draft": lambda by: make_symptom(name="Draft"),
    "in fact-check": lambda by: submit([make_symptom(name="Checked").item], by=by)[0],
    "in medical review": lambda by: submit(
        [make_symptom(name="Reviewed").item], by=by, fact_check=False, medical_review=True
    )[0],
    "awaiting approval": lambda by: submit([make_symptom(name="Awaited").item], by=by, fact_check=False)[0],
    "approved": lambda by: approved(make_symptom(name="Approved"), by),
    "scheduled": lambda by: scheduled(make_symptom(name="Scheduled"), by),
    "live": lambda by: make_symptom(name="Live", live=True),
    "changed": lambda by: edit(make_symptom(name="Changed", live=True), summary="Other words."),
    "changed and approved": lambda by: approved(edit(make_symptom(name="Both", live=True), summary="Others."), by),
    "withdrawn": lambda by: withdrawn(make_symptom(name="Withdrawn", live=True), by),
}
STEPS = {
    "submit": ACTION.SUBMIT,
    "pass the fact-check": ACTION.PASS,
    "pass the medical review": ACTION.PASS,
    "approve": ACTION.APPROVE,
    "send back": ACTION.SEND_BACK,
    "publish": ACTION.PUBLISH,
    "schedule": ACTION.SCHEDULE,
    "cancel": ACTION.CANCEL,
    "plan an end": ACTION.PLAN_END,
    "withdraw": ACTION.WITHDRAW,
    "withdraw for harm": ACTION.WITHDRAW,
    "restore": ACTION.RESTORE,
    "share": ACTION.SHARE,
    "discard": ACTION.DISCARD,
}
OF_REVIEW = {"pass the fact-check": "fact-check", "pass the medical review": "medical-review", "approve": "approval"}


@pytest.fixture(scope="module")
def made_steps(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, dict[str, Any]]]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = World(users=make_users())
        found = {name: make(make_user()) for name, make in STATES.items()}
        items = {name: one.item for name, one in found.items()}
        yield world, items
        transaction.set_rollback(True)


def local(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def crafted(step: str, item: Any) -> tuple[str, dict[str, Any]] | None:
    """The address of the step and what would do it; nothing where no address can be named."""
    reason, ahead = {"reason": "Why."}, local(clock.now() + AHEAD)
    draft = kinds.get(item.kind).draft_of(item)
    submission = Submission.objects.filter(item=item).last()
    if step in OF_REVIEW or step == "send back":
        if submission is None:
            return None
        pressed = "_send_back" if step == "send back" else "_pass"
        asked = OF_REVIEW.get(step) or next(iter(submission.steps))
        sent = {pressed: "1", "step": asked, "submission": submission.pk, "seen": json.dumps({str(item.id): {}})}
        return reverse("admin:publishing_submission_review", args=[submission.pk]), {**sent, **reason, "scope": "All."}
    if step == "discard":
        return reverse("admin:nutrients_symptom_delete", args=[draft.pk]), {"post": "yes"}
    of_one = {
        "cancel": ("cancel", {"post": "yes"}),
        "plan an end": ("end", {"at": ahead, **reason}),
        "withdraw": ("withdraw", reason),
        "withdraw for harm": ("withdraw", {**reason, "for_harm": "on"}),
        "restore": ("restore", {"number": "1", "version": draft.version}),
    }
    if step in of_one:
        name, sent = of_one[step]
        return reverse(f"admin:publishing_item_{name}", args=[item.id]), sent
    out = {"item": item.id, "_publish": "1", "change": "major", "note": "Mended."}
    of_set = {
        "submit": ("submit", {"item": item.id, "_submit": "1", "fact_check": "on"}),
        "publish": ("publish", out),
        "schedule": ("publish", {**out, "at": ahead}),
        "share": ("share", {"item": item.id, "days": "7"}),
    }
    name, sent = of_set[step]
    return reverse(f"admin:publishing_item_{name}"), sent


def does(world: World, role: str, path: str, data: dict[str, Any], *, action: str, before: int) -> bool:
    with transaction.atomic():
        try:
            ask(world, role, path, method="POST", data=data)
            return AuditEntry.objects.filter(action=action).count() > before
        except (PermissionDenied, Http404):
            return False
        finally:
            transaction.set_rollback(True)


def test_each_step_is_done_by_the_roles_of_the_table_in_its_states_and_by_no_other(
    made_steps: tuple[World, dict[str, Any]], db: None, settings: Any
) -> None:
    settings.FOUR_EYES = True
    world, items = made_steps
    table = TABLE.read_text().splitlines()
    if connection.vendor != "sqlite":
        # What nobody may do is refused on every database alike.
        table = [line for line in table if not line.endswith("no one")]
    wanted = {line.partition(":")[0] for line in table}
    lines = []
    for step, action in STEPS.items():
        before = AuditEntry.objects.filter(action=action).count()
        for state, item in items.items():
            cell = f"{step}, {state}"
            asked = crafted(step, item) if cell in wanted else None
            roles = [role for role in ROLES if asked and does(world, role, *asked, action=action, before=before)]
            if cell in wanted:
                lines.append(f"{cell}: {', '.join(roles) or 'no one'}")

    assert len(TABLE.read_text().splitlines()) == len(STEPS) * len(STATES)
    assert lines == table
