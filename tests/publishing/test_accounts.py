"""Who logged in, and who changed what an account or a group may do, stands on record."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from publishing.accounts import MOST_FAILED, record_failed_log_in
from publishing.models import AuditEntry, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def entries(action: str) -> list[tuple[str | None, dict[str, str]]]:
    rows = AuditEntry.objects.filter(action=action).order_by("id")
    return list(rows.values_list("actor__username", "detail"))


def save(client: Client, user: User, **changed: Any) -> None:
    form = {"username": user.username, "date_joined_0": "2026-01-01", "date_joined_1": "10:00", "is_active": "on"}
    answer = client.post(f"/admin/publishing/user/{user.pk}/change/", {**form, **changed})
    assert answer.status_code == 302, answer.context["errors"]


def test_log_ins_log_outs_and_failed_ones_stand_on_record_without_what_was_typed() -> None:
    user = make_user(name="mo")
    user.set_password("a long sentence of words")
    user.is_staff = True
    user.save()
    client = Client()

    for name, password in (("mo", "wrong"), ("my secret", "x"), ("mo", "a long sentence of words")):
        client.post("/admin/login/", {"username": name, "password": password, "next": "/admin/"})
    client.post("/admin/logout/")

    assert (entries("log-in"), entries("log-out")) == ([("mo", {})], [("mo", {})])
    assert entries("log-in-failed") == [
        (None, {"account": "mo"}),
        (None, {"account": "none of that name"}),
    ]


def test_a_new_account_may_log_in() -> None:
    words = "an example of words"

    administrator().post("/admin/publishing/user/add/", {"username": "mo", "password1": words, "password2": words})
    answer = Client().post("/admin/login/", {"username": "mo", "password": words, "next": "/admin/"})

    assert answer.status_code == 302


def test_whoever_guesses_passwords_does_not_fill_the_record() -> None:
    for _ in range(MOST_FAILED + 5):
        record_failed_log_in(None, credentials={"username": "mo"})
    last = AuditEntry.objects.filter(action="log-in-failed").order_by("id").last()

    assert AuditEntry.objects.filter(action="log-in-failed").count() == MOST_FAILED
    assert last is not None and "further ones are not written down" in last.detail["more"]


def test_a_change_of_an_accounts_rights_names_what_was_and_what_is(admin_client: Client) -> None:
    mo = make_user(name="mo")
    editors = Group.objects.create(name="Proofreaders")

    save(admin_client, mo, is_staff="on", groups=[editors.pk])

    assert entries("rights") == [("admin", {"user": "mo", "staff": "no → yes", "groups": "none → Proofreaders"})]


def test_an_administrator_made_by_command_stands_on_record_with_nobody_who_did_it() -> None:
    make_user(name="mo")

    call_command("createsuperuser", username="root", email="root@example.org", interactive=False, verbosity=0)

    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.actor, entry.detail["user"]) == ("rights", None, "root")
    assert entry.detail["administrator"] == "none → yes"


def test_another_change_of_an_account_is_no_change_of_rights(admin_client: Client) -> None:
    save(admin_client, make_user(name="mo"), first_name="Mo")

    assert entries("rights") == []


def test_a_change_of_a_groups_rights_stands_on_record(admin_client: Client) -> None:
    group = Group.objects.create(name="Proofreaders")
    right = Permission.objects.get(codename="withdraw")

    admin_client.post(f"/admin/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [right.pk]})

    assert entries("rights") == [("admin", {"group": "Proofreaders", "rights": "none → withdraw"})]


# --- Nobody raises themselves -------------------------------------------------------------------------------------


def administrator(name: str = "anna") -> Client:
    """Somebody who manages accounts and may do nothing else."""
    anna = User.objects.create_user(name, is_staff=True)
    anna.groups.add(Group.objects.get(name="Administrators"))
    client = Client()
    client.force_login(anna)
    return client


def test_an_administrator_manages_the_accounts_of_others_by_groups() -> None:
    mo = make_user(name="mo")
    publishers = Group.objects.get(name="Publishers")

    save(administrator(), mo, is_staff="on", groups=[publishers.pk])

    mo = User.objects.get(pk=mo.pk)
    assert (mo.is_staff, mo.has_perm("publishing.publish")) == (True, True)


def test_an_administrator_makes_nobody_a_superuser_and_gives_no_rights_past_the_groups() -> None:
    mo = make_user(name="mo")
    right = Permission.objects.get(codename="publish")

    save(administrator(), mo, is_superuser="on", user_permissions=[right.pk])

    mo = User.objects.get(pk=mo.pk)
    assert (mo.is_superuser, mo.has_perm("publishing.publish")) == (False, False)


def test_nobody_but_a_superuser_changes_their_own_rights() -> None:
    client = administrator()
    anna = User.objects.get(username="anna")
    publishers = Group.objects.get(name="Publishers")

    save(client, anna, first_name="Anna", is_staff="on", is_superuser="on", groups=[publishers.pk])

    anna = User.objects.get(pk=anna.pk)
    assert (anna.first_name, anna.is_superuser, anna.has_perm("publishing.publish")) == ("Anna", False, False)


@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_the_account_of_a_superuser_is_out_of_an_administrators_reach(page: str) -> None:
    root = User.objects.create_superuser("root", password="a long sentence of words")
    form = {
        "username": "root",
        "password1": "another long sentence",
        "password2": "another long sentence",
        "post": "yes",
    }

    answer = administrator().post(f"/admin/publishing/user/{root.pk}/{page}/", form)

    root = User.objects.get(pk=root.pk)
    assert (answer.status_code, root.is_superuser, root.check_password("a long sentence of words")) == (403, True, True)


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_what_a_group_may_do_is_for_superusers_to_say(page: str) -> None:
    group = Group.objects.get(name="Administrators")
    path = "/admin/auth/group/add/" if page == "add" else f"/admin/auth/group/{group.pk}/{page}/"
    before = set(group.permissions.values_list("codename", flat=True))
    right = Permission.objects.get(codename="publish")

    answer = administrator().post(path, {"name": "Administrators", "permissions": [right.pk], "post": "yes"})

    assert answer.status_code == 403
    assert set(Group.objects.get(pk=group.pk).permissions.values_list("codename", flat=True)) == before


def test_a_password_set_by_somebody_else_stands_on_record() -> None:
    mo = make_user(name="mo")
    form = {"password1": "another long sentence", "password2": "another long sentence", "usable_password": "true"}

    answer = administrator().post(f"/admin/publishing/user/{mo.pk}/password/", form)

    assert (answer.status_code, entries("rights")) == (302, [("anna", {"user": "mo", "password": "set anew"})])


# --- Groups -------------------------------------------------------------------------------------------------------


GRANTING = [
    import_module(f"nutrition_site.migrations.{name}")
    for name in ("0002_groups", "0004_rights_of_the_library", "0005_publishers_read_the_record")
]


def test_groups_are_given_to_an_old_database_too_and_a_second_time_changes_nothing() -> None:
    before = rights_of_groups()
    Group.objects.filter(name="Authors").delete()
    Permission.objects.filter(codename="approve").delete()

    for migration in GRANTING * 2:
        migration.forwards(apps, None)

    assert rights_of_groups() == before
    create_permissions(apps.get_app_config("publishing"), verbosity=0)
    assert Permission.objects.filter(codename="approve").count() == 1


def test_the_way_back_takes_the_groups_away_unless_somebody_is_in_one() -> None:
    make_user(name="mo").groups.add(Group.objects.get(name="Authors"))

    for migration in reversed(GRANTING):
        migration.backwards(apps, None)

    assert rights_of_groups() == {"Authors": []}


def rights_of_groups() -> dict[str, list[str]]:
    return {
        group.name: sorted(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.order_by("name")
    }


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/"])
def test_a_log_in_that_was_to_lead_off_the_site_ends_on_the_desk(elsewhere: str) -> None:
    User.objects.create_superuser(username="ada", password="an example of words")

    answer = Client().post("/admin/login/", {"username": "ada", "password": "an example of words", "next": elsewhere})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
