"""What every test run needs around it: a folder of its own for databases and files."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_migrate
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from references.models import AgeLimit
from tests.settings import FOLDER, SITES_OWN, STATIC_ROOT

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


# What migrations write, and what every site begins with.
WRITTEN: list[type[Model]] = [ContentType, Permission, Group, Group.permissions.through, AgeLimit]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Brings back what migrations wrote after Django has emptied the tables, as it does after tests with transactions."""
    own = []
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] == SITES_OWN:
            # None of the tests is marked as one of the database's, so pytest-django made none, and a fixture that asked
            # for it would empty the site's own.
            own = setup_databases(verbosity=0, interactive=False, aliases={"default": None})
        keep_written_rows()
    # Making every right anew, one by one, took longer than emptying the tables.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(bring_back_written_rows, sender=last)
    from tests.faults.scratch import kept_for_copies

    with kept_for_copies():
        yield
    with django_db_blocker.unblock():
        end_other_sessions()
        teardown_databases(own, verbosity=0)


def keep_written_rows() -> None:
    with connection.cursor() as cursor:
        for table in written_tables():
            cursor.execute(f"DROP TABLE IF EXISTS kept_{table}")
            cursor.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")


def bring_back_written_rows(**_signal: object) -> None:
    if Group.objects.exists():
        return
    with connection.cursor() as cursor:
        for table in written_tables():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
        # They came with their numbers; what is added next takes the one after them.
        for sql in connection.ops.sequence_reset_sql(no_style(), WRITTEN):
            cursor.execute(sql)
    ContentType.objects.clear_cache()


def written_tables() -> list[str]:
    return [model._meta.db_table for model in WRITTEN]


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
