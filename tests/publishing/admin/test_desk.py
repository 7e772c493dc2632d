"""The first page of the admin, asked over HTTP."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing import clock
from publishing.models import User
from publishing.tasks import claim, open_task
from publishing.workflow import withdraw
from tests.factories import edit, make_nutrient, make_person, make_user, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DESK = "/admin/"
MOST_QUERIES = 10


def figures(client: Client, kind: str) -> dict[str, int]:
    rows = {row.label: row for row in client.get(DESK).context["kind_rows"]}
    return {figure.label: figure.count for figure in rows[kind].figures}


def in_each_state() -> None:
    make_nutrient(name="Never")
    make_nutrient(name="Live", live=True)
    edit(make_nutrient(name="Changed", live=True), summary="More.")
    publish([make_nutrient(name="Planned").item], by=make_user(), at=clock.now() + timedelta(days=1))
    withdraw(make_nutrient(name="Gone", live=True).item, by=make_user(), reason="An example.")


def test_the_desk_counts_each_state_and_each_count_leads_to_its_list(admin_client: Client) -> None:
    in_each_state()
    faulty = make_nutrient(name="Faulty", summary="Cited [[ref:rao-2020]].")
    # Its form asks for them, and so checks the draft.
    admin_client.get(reverse("admin:publishing_item_problems", args=[faulty.item_id]))

    rows = {row.label: row for row in admin_client.get(DESK).context["kind_rows"]}
    listed = {
        figure.label: sorted(str(row) for row in admin_client.get(figure.url).context["cl"].result_list)
        for figure in rows["nutrients"].figures
    }

    assert figures(admin_client, "nutrients") == {
        "Never published": 2,
        "Live": 2,
        "Live with changes": 1,
        "Scheduled": 1,
        "Needs work": 1,
    }
    assert listed == {
        "Never published": ["Faulty", "Never"],
        "Live": ["Changed", "Live"],
        "Live with changes": ["Changed"],
        "Scheduled": ["Planned"],
        "Needs work": ["Faulty"],
    }


def test_a_list_can_be_cut_to_what_was_withdrawn(admin_client: Client) -> None:
    in_each_state()

    rows = admin_client.get("/admin/nutrients/nutrient/?state=withdrawn").context["cl"].result_list

    assert [str(row) for row in rows] == ["Gone"]


def test_the_desk_shows_what_was_changed_last_by_whom_and_its_state(admin_client: Client) -> None:
    first = make_nutrient(name="First", live=True)
    make_person(name="Second")
    edit(first, summary="More.", changed_by=make_user(name="ada"))

    recent = admin_client.get(DESK).context["recent"]

    assert [(str(one.draft), one.changed_by, one.state.name) for one in recent] == [
        ("First", "ada", "changed"),
        ("Second", "", "draft"),
    ]


def test_the_desk_asks_the_same_few_queries_however_much_there_is(admin_client: Client) -> None:
    counts = []
    for _ in range(2):
        in_each_state()
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(DESK).status_code == 200
        counts.append(len(queries))

    assert counts == [counts[0], counts[0]]
    assert counts[0] <= MOST_QUERIES


def test_the_parts_of_the_admin_stand_in_an_editors_words(admin_client: Client) -> None:
    parts = admin_client.get(DESK).context["app_list"]

    assert {part["name"]: [str(model["name"]).lower() for model in part["models"]] for part in parts} == {
        "Work": ["inbox", "tasks", "submissions"],
        "Guide": ["articles", "nutrients", "symptoms", "foods", "faqs", "policy pages"],
        "Library": [
            *("references", "images", "people", "retracted sources", "links of sources", "waivers"),
            "age limits of sources",
        ],
        "Data": ["data releases", "foods in data releases"],
        "Record": ["editions", "who did what"],
        "Accounts": ["groups", "users"],
    }


def test_the_problems_of_recent_drafts_stand_on_a_page_of_their_own(admin_client: Client) -> None:
    make_nutrient(name="Sound", live=True)
    make_nutrient(name="Faulty", summary="Cited [[ref:rao-2020]].")

    found = admin_client.get("/admin/problems/").context["found"]

    assert [(str(recent.draft), words) for recent, _, words in found] == [("Faulty", "1 problem")]


def test_the_desk_leads_to_what_waits_for_somebody(admin_client: Client, admin_user: User) -> None:
    item = make_person().item
    for cause, due_on in (("late", date(2026, 1, 1)), ("mine", date(2199, 1, 1)), ("far", date(2199, 1, 1))):
        task = open_task(
            item,
            kind="re-review",
            reason="An example.",
            due_on=due_on,
            cause=cause,
            by=admin_user,
            at=clock.now(),
        )
        if cause == "mine":
            claim(task, by=admin_user)

    assert admin_client.get(DESK).context["tasks"] == {"open": 3, "late": 1, "mine": 1}


def test_the_desk_shows_only_what_one_may_see(client: Client) -> None:
    mo = User.objects.create_user("mo", is_staff=True)
    mo.user_permissions.set(Permission.objects.filter(codename="view_person"))
    make_nutrient(name="Hidden")
    make_person(name="Shown")
    client.force_login(mo)

    context = client.get(DESK).context

    assert [row.label for row in context["kind_rows"]] == ["people"]
    assert [row.add_url for row in context["kind_rows"]] == [""]
    assert [str(one.draft) for one in context["recent"]] == ["Shown"]


def test_who_may_see_nothing_gets_a_desk_that_says_so(client: Client) -> None:
    client.force_login(User.objects.create_user("mo", is_staff=True))

    assert "Ask an administrator for permissions" in client.get(DESK).content.decode()
