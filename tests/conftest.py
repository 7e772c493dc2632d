"""What every test run needs around it: a folder of its own for databases and files."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import settings

from tests.settings import FOLDER, STATIC_ROOT

# A busy machine must not fail a property: time limits have tests of their own.
settings.register_profile("suite", deadline=None, print_blob=True)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    # Left behind by a killed run that happened to have the same process number.
    shutil.rmtree(FOLDER, ignore_errors=True)
    STATIC_ROOT.mkdir(parents=True)


# What a test asks for when it reads or writes a database without the mark that says so.
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "admin_client", "admin_user"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="leave out tests that touch no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite runs on two databases; what asks neither needs to run once."""
    if not config.getoption("--database-only"):
        return
    wanted = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(wanted)])
    items[:] = wanted


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or bool(ASKS_A_DATABASE.intersection(fixtures))


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
