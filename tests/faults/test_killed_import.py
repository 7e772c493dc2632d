"""An import of foods that is killed at any moment leaves nothing of its release, and running it again brings all of it in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.faults.scratch import scratch_database

TRIES, FOODS = 6, 500


@pytest.mark.django_db
def test_a_release_is_wholly_there_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    with scratch_database(tmp_path) as scratch:
        printed = scratch.run("-m", "tests.faults.food_importer", str(TRIES), str(FOODS), str(folder))

        caught = json.loads(printed)["caught"]
        whole = (FOODS, 10, 10 * FOODS, FOODS)
        counts = scratch.query(
            "SELECT (SELECT count(*) FROM nutrients_releasefood f WHERE f.release_id = r.id), "
            "(SELECT count(*) FROM nutrients_releasenutrient n WHERE n.release_id = r.id), "
            "(SELECT count(*) FROM nutrients_amount a JOIN nutrients_releasefood f ON f.id = a.food_id "
            "WHERE f.release_id = r.id), (SELECT count(*) FROM nutrients_releaseportion p "
            "JOIN nutrients_releasefood f ON f.id = p.food_id WHERE f.release_id = r.id) FROM nutrients_datarelease r"
        )
        assert caught >= 1
        # PostgreSQL may have finished what its program never heard the end of.
        assert TRIES - caught <= len(counts) <= TRIES
        assert [tuple(row) for row in counts] == [whole] * len(counts)
        assert scratch.query("SELECT count(*) FROM nutrients_amount") == [(10 * FOODS * len(counts),)]

        # And the same files come in as if nothing had been.
        last = scratch.query("SELECT count(*) FROM nutrients_datarelease WHERE key = 'try-6'") == [(1,)]
        again = scratch.run("manage.py", "import_foods", str(folder), "--key", "again")
        done = f"created 0, updated 0, unchanged {FOODS}" if last else f"created {FOODS}, updated 0, unchanged 0"
        assert again.splitlines()[-1] == f"{done}, failed 0"
