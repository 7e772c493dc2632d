"""Brings data releases in from USDA's files: each wholly, in one transaction, or not at all.

A release that is loaded is known by the checksum of its files. What is loaded never changes: other files need another key.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from nutrients.food_import import central, sr28
from nutrients.food_import.checking import Checked, check
from nutrients.food_import.files import BadTables, Folder, folders_in
from nutrients.food_import.layouts import ReleaseSet
from nutrients.food_import.tables import Progress, Report
from nutrients.food_import.writing import write
from nutrients.models import DataRelease

LOCK = 0x666F6F64  # one number for all imports of foods, on PostgreSQL
BLOCK = 1 << 20
KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A release that lies in a folder, not read yet."""

    folder: Folder
    files: list[str]
    read: Callable[[Report, Progress], ReleaseSet]

    def bytes_to_read(self) -> int:
        """Each file once for its checksum and once for what it says, the largest once more to be written."""
        sizes = [self.folder.size(name) for name in self.files]
        return 2 * sum(sizes) + max(sizes)


@dataclass(kw_only=True)
class Outcome:
    """What became of one release. `created` and `unchanged` count foods; `failed` rows, or files that can't be read."""

    place: str
    created: int = 0
    unchanged: int = 0
    failed: int = 0
    said: list[str] = field(default_factory=list)


# Told how many bytes there are to read, and then how many were.
Watch = Callable[[str, int], Progress]


def import_foods(path: Path, *, watch: Watch, key: str = "", dry_run: bool = False) -> Iterator[Outcome]:
    """What became of each release in the folder or archive, one after the other. Raises BadTables where there is none."""
    if key and not KEY.fullmatch(key):
        raise BadTables(
            f"“{key}” can't be a key. Use up to 40 small letters, digits and hyphens, like sr-legacy-2018-04."
        )
    with folders_in(path) as folders:
        releases: list[Found] = []
        failed: list[Outcome] = []
        for folder in folders:
            try:
                releases += releases_in(folder)
            except BadTables as error:
                failed.append(Outcome(place=folder.name, failed=1, said=[str(error)]))
        if not releases and not failed:
            raise BadTables(
                f"{path} holds no data release. Expected FoodData Central's CSV files of Foundation Foods or SR Legacy, "
                "or the text files of SR28."
            )
        if key and len(releases) > 1:
            raise BadTables(f"{path} holds {len(releases)} releases, and a key names one. Give the folder of that one.")
        yield from failed
        for found in releases:
            yield _import(found, watch=watch, key=key, dry_run=dry_run)


def releases_in(folder: Folder) -> list[Found]:
    found = [
        Found(folder=folder, files=central.files_of(folder, kind), read=partial(central.read, folder, kind))
        for kind in central.kinds_in(folder)
    ]
    if sr28.lies_in(folder):
        found.append(Found(folder=folder, files=list(sr28.NEEDED), read=partial(sr28.read, folder)))
    return found


def _import(found: Found, *, watch: Watch, key: str, dry_run: bool) -> Outcome:
    report = Report()
    outcome = Outcome(place=found.folder.name)
    try:
        progress = watch(found.folder.name, found.bytes_to_read())
        checksum = _checksum(found, progress)
        loaded = DataRelease.objects.filter(checksum=checksum).first()
        if loaded is not None:
            outcome.unchanged = loaded.foods.count()
            outcome.said.append(f"{loaded.title} is loaded from these very files, as {loaded.key}.")
            return outcome
        release = found.read(report, progress)
        checked = check(release, report)
        release = replace(release, head=replace(release.head, key=key or release.head.key, checksum=checksum))
        _refuse_loaded(release)
        if report.failed:
            outcome.failed = report.failed
            outcome.said += _told(report)
            return outcome
        outcome.said += [f"{release.head.title}, as {release.head.key}: {checked.counts}.", *_left_out(report)]
        if not dry_run:
            began = time.monotonic()
            _write(release, checked)
            taken = time.monotonic() - began
            rate = checked.counts.amounts / max(taken, 0.001)
            outcome.said.append(f"Written in {taken:.1f} s, {rate:,.0f} amounts a second.")
        outcome.created = checked.counts.foods
    except BadTables as error:
        outcome.failed = max(1, report.failed)
        outcome.said += [*_told(report), str(error)]
    return outcome


def _checksum(found: Found, progress: Progress) -> str:
    """Of what the files hold, in a set order: not of their names, nor of an archive around them."""
    digest = hashlib.sha256()
    for name in found.files:
        digest.update(found.folder.size(name).to_bytes(8, "big"))
        with found.folder.opened(name) as file:
            while block := file.read(BLOCK):
                digest.update(block)
                progress(len(block))
    return digest.hexdigest()


def _refuse_loaded(release: ReleaseSet) -> None:
    loaded = DataRelease.objects.filter(key=release.head.key).first()
    if loaded is not None:
        raise BadTables(
            f"{loaded.title} is loaded as {loaded.key} from other files than these. What is loaded never changes. "
            f"To have these beside it, import them with a key of their own: --key {release.head.key[:36]}-2."
        )


@transaction.atomic
def _write(release: ReleaseSet, checked: Checked) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    # Somebody may have brought it in while this one was being read.
    _refuse_loaded(release)
    again = Report()
    written = write(release, checked, again)
    if again.failed or written != checked.counts.amounts:
        raise BadTables(f"{release.amounts_file} was changed while it was read. Nothing was written; try again.")


def _told(report: Report) -> list[str]:
    more = report.failed - len(report.told)
    return [*report.told, *([f"... and {more:,} rows more."] if more else [])]


def _left_out(report: Report) -> list[str]:
    left_out = [f"left out: {number:,} {reason}" for reason, number in report.left_out.items()]
    return [*left_out, *(f"note: {note}" for note in report.notes)]
