"""What every test run needs around it: a folder of its own for databases and files."""

from __future__ import annotations

import shutil

import pytest

from tests.settings import FOLDER, STATIC_ROOT


def pytest_configure(config: pytest.Config) -> None:
    # Left behind by a killed run that happened to have the same process number.
    shutil.rmtree(FOLDER, ignore_errors=True)
    STATIC_ROOT.mkdir(parents=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
