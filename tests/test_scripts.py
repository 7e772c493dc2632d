"""The scripts behind make: they do their work once, leave what is there alone and say what is missing."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the scripts and a virtual environment that is this one."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return tmp_path


def run(checkout: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "scripts" / script, *arguments],
        cwd=checkout,
        env=os.environ | variables,
        text=True,
        capture_output=True,
    )


def test_the_private_file_gets_a_fresh_key_only_its_owner_can_read(checkout: Path) -> None:
    run(checkout, "write-env")

    file = checkout / ".env"
    key = file.read_text().splitlines()[-1].removeprefix("SECRET_KEY=")
    assert (stat.S_IMODE(file.stat().st_mode), len(key)) == (0o600, 86)


def test_an_existing_private_file_is_left_alone(checkout: Path) -> None:
    (checkout / ".env").write_text("SECRET_KEY=mine\n")

    done = run(checkout, "write-env")

    assert (done.returncode, done.stdout, (checkout / ".env").read_text()) == (0, "", "SECRET_KEY=mine\n")


def test_installed_requirements_are_not_installed_again(checkout: Path) -> None:
    (checkout / "requirements.txt").write_text("django\n")
    (checkout / "requirements-dev.txt").write_text("-r requirements.txt\n")
    (checkout / ".venv" / "installed-requirements-dev.txt").write_text("django\n-r requirements.txt\n")

    done = run(checkout, "install", "requirements-dev.txt")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_python_new_enough_is_found(checkout: Path) -> None:
    done = run(checkout, "find-python", PYTHON=sys.executable)

    assert (done.returncode, done.stdout.strip()) == (0, sys.executable)


def test_without_a_python_new_enough_the_way_out_is_said(checkout: Path, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    (old / "python3").write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    (old / "python3").chmod(0o755)
    for tool in ("sh", "env"):
        (old / tool).symlink_to(shutil.which(tool) or "")

    done = run(checkout, "find-python", PATH=str(old), PYTHON="")

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "No Python 3.11 or newer was found (python3 is: Python 3.9.2). "
        "Install one, or name it: make run PYTHON=/path/to/python3.12\n",
    )


CHECKED = {"name": "nh3", "version": "1.0", "vulns": []}
UNLISTED = {"name": "granian", "skip_reason": "Dependency not found"}
VULNERABLE = {"name": "pillow", "version": "1.0", "vulns": [{"id": "EXAMPLE-1", "fix_versions": ["1.1", "2.0"]}]}
FINDING = "VULNERABLE pillow 1.0: EXAMPLE-1, mended in 1.1, 2.0"
UNKNOWN = "NOT CHECKED, because the registry doesn't list them in this version: granian."


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([CHECKED], 0, ["1 of 1 packages were looked up, 0 are vulnerable."]),
        ([CHECKED, VULNERABLE], 1, [FINDING, "2 of 2 packages were looked up, 1 are vulnerable."]),
        ([UNLISTED, VULNERABLE], 1, [FINDING, UNKNOWN, "1 of 2 packages were looked up, 1 are vulnerable."]),
        (
            [CHECKED, UNLISTED],
            2,
            [
                UNKNOWN,
                "1 of 2 packages were looked up, 0 are vulnerable.",
                "This is no pass. Where the network allows it: AUDIT_SERVICE=osv make audit",
            ],
        ),
    ],
)
def test_an_audit_passes_only_when_every_package_was_looked_up_and_is_sound(
    tmp_path: Path, packages: list[dict[str, object]], status: int, said: list[str]
) -> None:
    report = tmp_path / "audit.json"
    report.write_text(json.dumps({"dependencies": packages, "fixes": []}))

    done = subprocess.run([sys.executable, ROOT / "scripts" / "tell_audit.py", report], text=True, capture_output=True)

    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (status, said, "")


def test_without_the_next_python_the_suite_on_it_is_left_out_loudly(checkout: Path, tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "env", "dirname"):
        (tools / tool).symlink_to(shutil.which(tool) or "")

    done = run(checkout, "test-next", PATH=str(tools), PYTHON_NEXT="", PYENV_ROOT=str(tmp_path))

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "LEFT OUT the suite on Python 3.13 and Django 6.1: no Python 3.13 was found. "
        "Name one: PYTHON_NEXT=/path/to/python3.13 make test-next\n",
        "",
    )
