"""Runs the suite on SQLite and, browser tests included, on a throw-away PostgreSQL; refuses to end quietly when it had to leave something out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Run as a script, Python puts tests/ on its path instead of the checkout.
sys.path.insert(0, str(ROOT))

from tests.throwaway_postgresql import ClusterFailed, find_binaries, running_cluster  # noqa: E402

Left = list[str]


def main() -> int:
    # make and terminals end a program with either; both must pass through the `with` blocks that stop the cluster.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    options = sys.argv[1:]
    left_out: Left = []
    statuses = {}
    with report_folder() as reports:
        binaries = find_binaries()
        # The browser drives the same pages on both; once is enough, on the database that production has. So it is with
        # what PostgreSQL is the stricter about.
        without_browser = (
            [*options, "-m", "not browser and not on_postgresql"] if binaries and "-m" not in options else options
        )
        statuses["SQLite"] = run_suite("SQLite", "", without_browser, reports, left_out)
        if binaries is None:
            left_out.append("the whole suite on PostgreSQL: no initdb on the PATH nor in /usr/lib/postgresql/*/bin")
        else:
            try:
                with running_cluster(binaries) as url:
                    # What asks no database has just run.
                    asking = [*options, "--database-only"]
                    statuses["PostgreSQL"] = run_suite("PostgreSQL", url, asking, reports, left_out)
            except ClusterFailed as error:
                print(error)
                statuses["PostgreSQL"] = 1
    return conclude(statuses, left_out, everything_required=os.environ.get("REQUIRE_ALL") == "1")


@contextmanager
def report_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="guide-test-reports-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def run_suite(database: str, url: str, options: list[str], reports: Path, left_out: Left) -> int:
    report = reports / f"{database}.xml"
    print(f"\n===== The suite on {database} =====", flush=True)
    pytest = subprocess.Popen(
        # One process for each core: every worker has a database and a folder of its own.
        [sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=loadfile", f"--junit-xml={report}", *options],
        cwd=ROOT,
        env=os.environ | {"TEST_DATABASE_URL": url},
    )
    try:
        status = pytest.wait()
    except BaseException:
        end(pytest)
        raise
    if report.exists():
        left_out += [f"on {database}: {reason}" for reason in skips(report)]
    return status


def end(pytest: subprocess.Popen[bytes]) -> None:
    """Lets pytest close its browser and database first; waiting for ever is not an option."""
    pytest.send_signal(signal.SIGINT)
    try:
        pytest.wait(timeout=20)
    except subprocess.TimeoutExpired:
        pytest.kill()


def skips(report: Path) -> list[str]:
    """Why tests were skipped and how many for each reason; an expected failure is not a skip."""
    found = Counter(
        element.get("message", "")
        for element in ElementTree.parse(report).iter("skipped")
        if element.get("type") == "pytest.skip"
    )
    return [f"{count} tests: {reason}" for reason, count in found.items()]


def conclude(statuses: dict[str, int], left_out: Left, *, everything_required: bool) -> int:
    print("\n===== Result =====")
    for database, status in statuses.items():
        print(f"{database}: {'passed' if status == 0 else f'FAILED (pytest ended with {status})'}")
    for item in left_out:
        print(f"LEFT OUT {item}")
    if left_out and everything_required:
        print("FAILED: REQUIRE_ALL=1 allows nothing to be left out.")
        return 1
    return 1 if any(statuses.values()) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
