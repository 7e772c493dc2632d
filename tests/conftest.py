"""What every test run needs around it: a folder of its own for databases and files."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator

import pytest
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.settings import FOLDER, STATIC_ROOT

# A busy machine must not fail a property: time limits have tests of their own.
settings.register_profile("suite", deadline=None, print_blob=True, max_examples=50)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    # Left behind by a killed run that happened to have the same process number.
    shutil.rmtree(FOLDER, ignore_errors=True)
    STATIC_ROOT.mkdir(parents=True)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for rubbish again and again took a twelfth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


# Rows that migrations write, and that every site begins with.
WRITTEN = ["auth.Group", "references.AgeLimit"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Brings back what migrations wrote after Django has emptied the tables, as it does after tests with transactions."""
    from django.apps import apps

    models = [apps.get_model(label) for label in WRITTEN]
    with django_db_blocker.unblock():
        rows = [row for model in models for row in model._default_manager.all()]
        written = serializers.serialize("json", rows, use_natural_foreign_keys=True)

    def bring_back(**_signal: object) -> None:
        if not models[0]._default_manager.exists():
            for row in serializers.deserialize("json", written):
                row.save()
            # They came with their numbers; what is added next takes the one after them.
            with connection.cursor() as cursor:
                for sql in connection.ops.sequence_reset_sql(no_style(), models):
                    cursor.execute(sql)

    # After the last app Django has made the rights of all of them again.
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(bring_back, sender=last, weak=False)
    from tests.faults.scratch import kept_for_copies

    with kept_for_copies():
        yield
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """A thread of a live server may still hold one, and PostgreSQL drops no database that somebody is in."""
    if connection.vendor == "postgresql":
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")


# What a test asks for when it reads or writes a database without the mark that says so.
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "admin_client", "admin_user"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out tests that touch no database, or need one of the two only",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite runs on two databases; what asks neither needs to run once."""
    if not config.getoption("--database-only"):
        return
    wanted = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(wanted)])
    items[:] = wanted


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", [])
    if item.get_closest_marker("once") is not None:
        return False
    return item.get_closest_marker("django_db") is not None or bool(ASKS_A_DATABASE.intersection(fixtures))


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
