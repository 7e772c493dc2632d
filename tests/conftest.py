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


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
