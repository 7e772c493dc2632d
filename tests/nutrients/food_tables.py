"""Small data releases in USDA's own layouts, copied so that a test may spoil one; and what the command says of them."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command

from nutrients.food_import.checking import check
from nutrients.food_import.files import PlainFolder
from nutrients.food_import.importing import releases_in
from nutrients.food_import.tables import Report

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "foods"


def sample(name: str, folder: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / name, folder / name))


def spoil(path: Path, old: str, new: str, *, encoding: str = "utf-8") -> None:
    before = path.read_bytes().decode(encoding)
    assert before.count(old) == 1, f"“{old}” is {before.count(old)} times in {path.name}."
    path.write_bytes(before.replace(old, new).encode(encoding))


def imported(path: Path, *options: str) -> tuple[list[str], bool]:
    """The lines that the command printed, and whether it ended well."""
    out = StringIO()
    try:
        call_command("import_foods", str(path), *options, stdout=out, stderr=StringIO())
    except CommandError:
        return out.getvalue().splitlines(), False
    return out.getvalue().splitlines(), True


def told_of(path: Path) -> list[str]:
    """What reading a release tells of its rows, without a database."""
    [found] = releases_in(PlainFolder(path))
    report = Report()
    check(found.read(report, lambda _: None), report)
    assert report.failed == len(report.told)
    return report.told
