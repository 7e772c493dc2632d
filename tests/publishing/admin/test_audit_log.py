"""The audit log in the admin: filtered by who, what and when, and taken away as a file."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from publishing import clock
from publishing.models import AuditEntry, User
from publishing.workflow import withdraw
from tests.factories import make_faq, make_nutrient, make_user

pytestmark = pytest.mark.django_db
LOG = "/admin/publishing/auditentry/"


@pytest.fixture
def zinc() -> Any:
    nutrient = make_nutrient(name="Zinc", live=True)
    make_faq(question="Is this so?", live=True)
    withdraw(nutrient.item, by=make_user(name="mo"), reason="=1+1, it said.")
    return nutrient


def shown(client: Client, query: str) -> list[tuple[str, str]]:
    found = client.get(f"{LOG}?{query}").context["cl"].result_list
    return [(entry.actor.username, entry.action) for entry in found if entry.action != "log-in"]


def test_the_log_is_narrowed_by_who_what_item_and_day(admin_client: Client, zinc: Any) -> None:
    mo = User.objects.get(username="mo")

    assert shown(admin_client, f"who={mo.pk}") == [("mo", "withdraw")]
    assert shown(admin_client, "action__exact=publish") == [("ada", "publish"), ("ada", "publish")]
    assert shown(admin_client, "kind=faq") == [("ada", "publish")]
    assert shown(admin_client, f"item__id__exact={zinc.item_id}") == [("mo", "withdraw"), ("ada", "publish")]
    assert shown(admin_client, "at__gte=2000-01-01+00:00:00%2B00:00&at__lt=2000-01-02+00:00:00%2B00:00") == []
    assert shown(admin_client, "who=nonsense") == shown(admin_client, "")


def test_an_entry_tells_its_detail_in_words(admin_client: Client) -> None:
    detail = {"before": "<b>Ten</b> times too much.", "opened_by": "mo"}
    entry = AuditEntry.objects.create(at=clock.now(), actor=make_user(), action="amend-note", detail=detail)

    page = admin_client.get(f"{LOG}{entry.pk}/change/").content.decode()

    assert "<div>Before: &lt;b&gt;Ten&lt;/b&gt; times too much.</div><div>Opened by: mo</div>" in page


def member(group: str) -> Client:
    user = make_user(name=group)
    user.is_staff = True
    user.save()
    user.groups.set(Group.objects.filter(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_publishers_read_what_was_done_to_items_and_administrators_what_was_done_to_accounts_too(zinc: Any) -> None:
    actions = {}
    for group in ("Publishers", "Administrators"):
        client = member(group)
        lines = b"".join(client.get(f"{LOG}export/json/").streaming_content)  # type: ignore[attr-defined]
        listed = {entry.action for entry in client.get(LOG).context["cl"].result_list}
        actions[group] = sorted(listed | {line["action"] for line in json.loads(lines)})
    entry = AuditEntry.objects.filter(action="log-in").first()
    assert entry is not None

    assert actions == {
        "Publishers": ["export", "publish", "withdraw"],
        "Administrators": ["export", "log-in", "publish", "withdraw"],
    }
    assert member("Publishers").get(f"{LOG}{entry.pk}/change/").status_code == 302


@pytest.mark.parametrize("group", ["Authors", "Editors", "Librarians", "Medical reviewers"])
def test_nobody_else_reads_the_record(group: str) -> None:
    assert [member(group).get(f"{LOG}{rest}").status_code for rest in ("", "export/csv/")] == [403, 403]


def test_what_is_shown_is_taken_away_as_csv_and_json_and_that_is_on_record(admin_client: Client, zinc: Any) -> None:
    page = admin_client.get(f"{LOG}?kind=nutrient").content.decode()
    answers = [admin_client.get(f"{LOG}export/{form}/?kind=nutrient") for form in ("csv", "json")]
    as_csv, as_json = (b"".join(answer.streaming_content).decode() for answer in answers)  # type: ignore[attr-defined]

    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert f"{LOG}export/csv/?kind=nutrient" in page
    assert [(row["actor"], row["action"], row["title"], row["reason"]) for row in rows] == [
        ("mo", "withdraw", "Zinc", "'=1+1, it said."),
        ("ada", "publish", "Zinc", ""),
    ]
    assert [(row["key"], row["edition"], row["reason"]) for row in json.loads(as_json)] == [
        ("zinc", 1, "=1+1, it said."),
        ("zinc", 1, ""),
    ]
    assert answers[0]["Content-Type"] == "text/csv; charset=utf-8"
    exports = AuditEntry.objects.filter(action="export").order_by("id")
    assert [entry.detail for entry in exports] == [
        {"what": "who did what", "as": form, "entries": "2", "filter": "kind=nutrient"} for form in ("csv", "json")
    ]


def test_an_empty_part_of_the_log_is_an_empty_list(admin_client: Client) -> None:
    answer = admin_client.get(f"{LOG}export/json/?kind=faq")

    assert json.loads(b"".join(answer.streaming_content)) == []  # type: ignore[attr-defined]


def test_only_who_may_see_the_log_may_take_it_away(client: Client) -> None:
    client.force_login(User.objects.create_user("mo", is_staff=True))

    assert client.get(f"{LOG}export/csv/").status_code == 403
    assert not AuditEntry.objects.filter(action="export").exists()


def test_a_file_of_another_form_is_not_found(admin_client: Client) -> None:
    assert admin_client.get(f"{LOG}export/xml/").status_code == 404
