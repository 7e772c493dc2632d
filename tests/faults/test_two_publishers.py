"""Two processes that publish the same items at the same time: every publish happens, one after the other."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from tests.faults.scratch import Scratch, scratch_database

pytestmark = pytest.mark.django_db

PROGRAM = ("-m", "tests.faults.publisher")


@pytest.fixture(scope="module")
def scratch(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with scratch_database(tmp_path_factory.mktemp("two")) as made:
        yield made


def together(scratch: Scratch, *, rounds: int, orders: list[list[str]]) -> list[dict[str, int]]:
    """One process for each order of the items, all let go at once; what each of them reports."""
    processes = [scratch.start(*PROGRAM, "publish", str(rounds), *order) for order in orders]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == '"ready"\n', process.communicate(timeout=10)[1]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [report(process) for process in processes]
    finally:
        for process in processes:
            process.kill()


def report(process: subprocess.Popen[str]) -> dict[str, int]:
    said, complaints = process.communicate(timeout=180)
    assert process.returncode == 0, complaints
    counts: dict[str, int] = json.loads(said)
    counts.pop("stale", None)
    return counts


def records(scratch: Scratch, items: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Each item's (number, live_from, live_until), in the order of time."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    sql = "SELECT item_id, number, live_from, live_until FROM publishing_edition ORDER BY item_id, live_from"
    for item, number, begin, end in scratch.query(sql):
        found.setdefault(str(UUID(str(item))), []).append((number, begin, end))
    return {item: found[item] for item in items}


def assert_one_after_the_other(record: list[tuple[Any, ...]]) -> None:
    assert [number for number, _, _ in record] == list(range(1, len(record) + 1))
    assert [end for _, _, end in record] == [*[begin for _, begin, _ in record[1:]], None]


def test_one_item_published_by_two_processes_a_hundred_times(scratch: Scratch) -> None:
    (item,) = json.loads(scratch.run(*PROGRAM, "prepare", "1"))

    reports = together(scratch, rounds=50, orders=[[item], [item]])

    (record,) = records(scratch, [item]).values()
    # A publish that finds the other's publish of the same text has nothing to add.
    assert sum(found["editions"] for found in reports) == len(record)
    assert 50 <= len(record) <= 100
    assert [set(found) for found in reports] == [{"editions"}, {"editions"}]
    assert_one_after_the_other(record)


def test_sets_that_share_items_never_wait_for_each_other_for_ever(scratch: Scratch) -> None:
    items = json.loads(scratch.run(*PROGRAM, "prepare", "6"))

    reports = together(scratch, rounds=12, orders=[items, items[::-1]])

    found = records(scratch, items)
    assert sum(report["editions"] for report in reports) == sum(len(record) for record in found.values())
    assert [set(report) for report in reports] == [{"editions"}, {"editions"}]
    for record in found.values():
        assert_one_after_the_other(record)
