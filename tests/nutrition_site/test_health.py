"""Health: alive without a database, ready only with one whose tables are there."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client


def test_a_living_process_says_so_without_a_database(client: Client) -> None:
    response = client.get("/healthz/live")

    assert (response.status_code, response.json()) == (200, {"live": True})


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client) -> None:
    response = client.get("/healthz/ready")

    assert (response.status_code, response.json()) == (200, {"ready": True})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_a_site_with_a_migration_not_applied_is_not_ready(client: Client) -> None:
    call_command("migrate", "sessions", "zero", verbosity=0)

    try:
        response = client.get("/healthz/ready")
    finally:
        call_command("migrate", "sessions", verbosity=0)

    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "1 migrations not applied"})


@pytest.mark.django_db
def test_a_site_without_its_database_is_not_ready(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz/ready")

    assert (response.status_code, response.json()) == (503, {"ready": False, "reason": "database unreachable"})


def test_health_refuses_to_be_posted_to(client: Client) -> None:
    assert client.post("/healthz/ready").status_code == 405
