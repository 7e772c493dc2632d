"""Tasks: opened once, taken on by one, finished with a note, all on record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from publishing import clock
from publishing.models import AuditEntry, Item, Task, User
from publishing.tasks import claim, finish, open_task, release
from publishing.workflow import Refused
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db
T = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LIST = "/admin/publishing/task/"


def opened(item: Item, *, due_on: date = date(2026, 4, 1), **fields: Any) -> Task:
    own = {"kind": "re-review", "reason": "The dose changed.", "by": make_user(), "at": T, **fields}
    return open_task(item, due_on=due_on, **own)


def record() -> list[tuple[str, str, str]]:
    return [(e.action, str(e.actor), e.reason) for e in AuditEntry.objects.order_by("id")]


def test_a_task_is_opened_once_for_each_item_kind_and_cause_while_it_is_open() -> None:
    item = make_person().item

    first = opened(item)
    again = opened(item, due_on=date(2026, 3, 10), reason="Again.")
    later = opened(item, due_on=date(2026, 9, 9))
    other = opened(item, cause="rao-2020")
    finish(first, by=make_user(), note="Read again.")
    anew = opened(item)

    assert [task.pk for task in (again, later)] == [first.pk, first.pk]
    assert {other.pk, anew.pk}.isdisjoint({first.pk})
    assert list(Task.objects.order_by("id").values_list("due_on", "reason", "cause")) == [
        (date(2026, 3, 10), "The dose changed.", ""),
        (date(2026, 4, 1), "The dose changed.", "rao-2020"),
        (date(2026, 4, 1), "The dose changed.", ""),
    ]


def test_a_task_of_a_merged_item_is_the_survivors() -> None:
    item, survivor = make_person().item, make_person(name="Ada").item
    Item.objects.filter(pk=item.pk).update(merged_into=survivor)

    task = opened(Item.objects.get(pk=item.pk))

    assert task.item == survivor


def test_one_takes_it_on_another_is_told_so_and_every_step_is_on_record() -> None:
    task, ada, ravi = opened(make_person().item), make_user(name="ada"), make_user(name="ravi")

    claim(task, by=ravi)
    with pytest.raises(Refused, match="ravi has taken this task on already"):
        claim(task, by=ada)
    release(task, by=ada)
    with pytest.raises(Refused, match="Nobody has taken this task on"):
        release(task, by=ada)
    claim(task, by=ada)
    with pytest.raises(Refused, match="Say what was done"):
        finish(task, by=ada, note=" ")
    finish(task, by=ada, note="Read again.")
    with pytest.raises(Refused, match="ada finished this task already: Read again"):
        claim(task, by=ravi)

    assert record() == [
        ("open-task", "ada", "The dose changed."),
        ("claim-task", "ravi", ""),
        ("release-task", "ada", ""),
        ("claim-task", "ada", ""),
        ("finish-task", "ada", "Read again."),
    ]
    assert AuditEntry.objects.get(action="release-task").detail["of"] == "ravi"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"late", "soon", "far"}),
        ("due=0", {"late"}),
        ("due=30", {"late", "soon"}),
        ("due=90", {"late", "soon", "far"}),
        ("state=mine", {"soon"}),
        ("state=free", {"late", "far"}),
        ("state=done", {"done"}),
        ("state=all", {"late", "soon", "far", "done"}),
    ],
)
def test_the_list_narrows_tasks_by_when_they_are_due_and_by_who_has_them(
    admin_client: Client, admin_user: User, query: str, shown: set[str]
) -> None:
    item = make_person().item
    days = {"late": date(2026, 3, 1), "soon": date(2026, 3, 20), "far": date(2026, 5, 20), "done": date(2026, 3, 3)}
    tasks = {name: opened(item, due_on=day, cause=name, reason=f"because {name}") for name, day in days.items()}
    claim(tasks["soon"], by=admin_user)
    finish(tasks["done"], by=admin_user, note="Done.")

    with clock.at(T):
        page = admin_client.get(f"{LIST}?{query}").content.decode()

    assert {name for name in days if f"because {name}" in page} == shown
    assert ("overdue</span>" in page) == ("late" in shown)


def test_the_page_of_a_task_gives_its_steps_and_keeps_a_refused_note(admin_client: Client) -> None:
    task = opened(make_person().item)
    page = f"{LIST}{task.pk}/change/"

    admin_client.post(page, {"_claim": "1"})
    claimed = Task.objects.get().claimed_by
    empty = admin_client.post(page, {"_finish": "1", "note": ""}).content.decode()
    admin_client.post(page, {"_finish": "1", "note": "Read again."})
    late = admin_client.post(page, {"_finish": "1", "note": "A long note."}).content.decode()

    assert (str(claimed), Task.objects.get().note) == ("admin", "Read again.")
    assert "Say what was done about it" in empty
    assert "admin finished this task already" in late


def test_an_empty_list_says_where_tasks_come_from(admin_client: Client) -> None:
    shown = admin_client.get("/admin/publishing/task/").content.decode()

    assert "Nothing waits for anybody. Tasks come by themselves" in shown


def test_who_may_only_look_at_drafts_sees_tasks_and_takes_none_on() -> None:
    task = opened(make_person().item)
    mo = User.objects.create_user(username="mo", is_staff=True)
    client = Client()
    client.force_login(mo)
    page = f"{LIST}{task.pk}/change/"

    before = client.get(LIST).status_code
    mo.user_permissions.add(Permission.objects.get(codename="view_person"))
    shown = client.get(page)
    refused = client.post(page, {"_claim": "1"})

    assert (before, shown.status_code, refused.status_code) == (403, 200, 403)
    assert "may not change drafts of this kind" in shown.content.decode()
