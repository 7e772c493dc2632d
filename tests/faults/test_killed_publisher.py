"""A publisher killed at any moment leaves each set wholly live or wholly not, and a database that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faults.scratch import Scratch, scratch_database

PROGRAM = ("-m", "tests.faults.publisher")
ITEMS, KILLS = 10, 20


def rows(scratch: Scratch, sql: str) -> list[int]:
    return [int(row[0]) for row in scratch.query(sql)]


@pytest.mark.django_db
def test_a_set_is_wholly_live_or_wholly_not(tmp_path: Path) -> None:
    with scratch_database(tmp_path) as scratch:
        items = json.loads(scratch.run(*PROGRAM, "prepare", str(ITEMS)))

        killed = json.loads(scratch.run(*PROGRAM, "be-killed", str(KILLS), *items))

        # Every set closed what the one before had opened, for the same ten items.
        begun = rows(scratch, "SELECT count(DISTINCT item_id) FROM publishing_edition GROUP BY live_from")
        ended = rows(
            scratch, "SELECT count(*) FROM publishing_edition WHERE live_until IS NOT NULL GROUP BY live_until"
        )
        assert killed["caught"] > KILLS / 4
        assert KILLS <= len(begun) <= 2 * KILLS
        assert begun == [ITEMS] * len(begun)
        assert ended == [ITEMS] * (len(begun) - 1)
        assert rows(scratch, "SELECT count(*) FROM publishing_auditentry") == [len(begun) * ITEMS]
        assert rows(
            scratch,
            "SELECT count(*) FROM publishing_edition e JOIN publishing_edition n "
            "ON n.item_id = e.item_id AND n.number = e.number + 1 AND n.live_from = e.live_until",
        ) == [(len(begun) - 1) * ITEMS]

        # And the next publish goes on as if nothing had been.
        process = scratch.start(*PROGRAM, "publish", "1", *items)
        said, complaints = process.communicate("go\n", timeout=180)
        assert (process.returncode, said.splitlines()[1:]) == (0, [json.dumps({"editions": ITEMS})]), complaints
