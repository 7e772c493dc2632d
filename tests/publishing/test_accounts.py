"""Who logged in, and who changed what an account or a group may do, stands on record."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from publishing.models import AuditEntry, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def entries(action: str) -> list[tuple[str, dict[str, str]]]:
    rows = AuditEntry.objects.filter(action=action).order_by("id")
    return list(rows.values_list("actor__username", "detail"))


def save(client: Client, user: User, **changed: Any) -> None:
    form = {"username": user.username, "date_joined_0": "2026-01-01", "date_joined_1": "10:00", "is_active": "on"}
    answer = client.post(f"/admin/publishing/user/{user.pk}/change/", {**form, **changed})
    assert answer.status_code == 302, answer.context["errors"]


def test_a_log_in_stands_on_record_and_a_failed_one_changes_nothing() -> None:
    user = make_user(name="mo")
    user.set_password("a long sentence of words")
    user.is_staff = True
    user.save()
    client = Client()

    for password in ("wrong", "a long sentence of words"):
        client.post("/admin/login/", {"username": "mo", "password": password, "next": "/admin/"})

    assert entries("log-in") == [("mo", {})]


def test_a_change_of_an_accounts_rights_names_what_was_and_what_is(admin_client: Client) -> None:
    mo = make_user(name="mo")
    editors = Group.objects.create(name="Proofreaders")

    save(admin_client, mo, is_staff="on", groups=[editors.pk])

    assert entries("rights") == [("admin", {"user": "mo", "staff": "no → yes", "groups": "none → Proofreaders"})]


def test_another_change_of_an_account_is_no_change_of_rights(admin_client: Client) -> None:
    save(admin_client, make_user(name="mo"), first_name="Mo")

    assert entries("rights") == []


def test_a_change_of_a_groups_rights_stands_on_record(admin_client: Client) -> None:
    group = Group.objects.create(name="Proofreaders")
    right = Permission.objects.get(codename="withdraw")

    admin_client.post(f"/admin/auth/group/{group.pk}/change/", {"name": group.name, "permissions": [right.pk]})

    assert entries("rights") == [("admin", {"group": "Proofreaders", "rights": "none → withdraw"})]
