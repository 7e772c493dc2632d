"""What lists say where there is little to show, and how the record names what was done."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from publishing.drafting import discard
from publishing.workflow import withdraw
from tests.factories import make_faq, make_nutrient, make_user

pytestmark = pytest.mark.django_db

NUTRIENTS = "/admin/nutrients/nutrient/"
RECORD = "/admin/publishing/auditentry/"
EDITIONS = "/admin/publishing/edition/"


def words(client: Client, path: str) -> str:
    return " ".join(strip_tags(client.get(path).content.decode()).split())


def test_an_empty_list_says_what_to_do_next(admin_client: Client) -> None:
    assert "There is nothing here yet. Add the first with the button above." in words(admin_client, NUTRIENTS)


@pytest.mark.parametrize("part", ["q=nothing", "state=withdrawn", "problems=some"])
def test_a_search_without_result_leads_back_to_the_whole_list(admin_client: Client, part: str) -> None:
    make_nutrient(name="Zinc")

    page = admin_client.get(f"{NUTRIENTS}?{part}").content.decode()

    assert 'Nothing here has all that. <a href="?">Show all nutrients</a>' in page
    assert 'name="action"' not in page


def test_a_filter_shows_its_choice(admin_client: Client) -> None:
    assert "State: withdrawn" in words(admin_client, f"{NUTRIENTS}?state=withdrawn")


def test_the_record_names_what_is_gone_and_what_an_account_may_do(admin_client: Client) -> None:
    discard(make_nutrient(name="Zinc").item, by=make_user(name="mo"))
    admin_client.post("/admin/auth/group/add/", {"name": "Proofreaders", "permissions": []})
    group = Group.objects.get(name="Proofreaders")
    right = Permission.objects.get(codename="withdraw")
    admin_client.post(f"/admin/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [right.pk]})

    text = admin_client.get("/admin/publishing/auditentry/").content.decode()

    assert "Nutrient “Zinc”" in text
    assert "group: Proofreaders; rights: none → withdraw" in text


def test_the_record_names_what_was_done_by_title(admin_client: Client) -> None:
    nutrient = make_nutrient(name="Zinc", live=True)
    make_faq(question="Is this so?", live=True)
    withdraw(nutrient.item, by=make_user(name="mo"), reason="An example.")

    response = admin_client.get(RECORD)

    model_admin = response.context["cl"].model_admin
    assert [
        (entry.actor.username, entry.get_action_display(), model_admin.what(entry))
        for entry in response.context["cl"].result_list
        if entry.action != "log-in"
    ] == [
        ("mo", "withdrew", "Nutrient “Zinc”"),
        ("ada", "published", "FAQ “Is this so?”"),
        ("ada", "published", "Nutrient “Zinc”"),
    ]


@pytest.mark.parametrize("path", [RECORD, EDITIONS])
def test_the_record_asks_the_same_few_queries_however_long_it_is(admin_client: Client, path: str) -> None:
    counts = []
    for number in range(3):
        make_nutrient(name=f"Nutrient {number}", live=True)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(path).status_code == 200
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 8


def test_the_record_is_found_by_title(admin_client: Client) -> None:
    make_nutrient(name="Zinc", live=True)
    make_faq(question="Is this so?", live=True)

    found = admin_client.get(RECORD, {"q": "this so"}).context["cl"].result_list

    assert [str(entry.item) for entry in found] == ["faq is-this-so"]


@pytest.mark.parametrize(("kind", "titles"), [("faq", ["Is this so?"]), ("nutrient", ["Zinc"]), ("nothing", [])])
def test_editions_can_be_cut_to_one_kind(admin_client: Client, kind: str, titles: list[str]) -> None:
    make_nutrient(name="Zinc", live=True)
    make_faq(question="Is this so?", live=True)

    assert [edition.title for edition in admin_client.get(EDITIONS, {"kind": kind}).context["cl"].result_list] == titles


def test_every_list_that_searches_says_by_what(admin_client: Client) -> None:
    silent = [
        model._meta.label
        for model, model_admin in admin.site._registry.items()
        if model_admin.search_fields
        and model_admin.has_module_permission(admin_client.get("/admin/").wsgi_request)
        and not model_admin.search_help_text
    ]

    assert silent == []
