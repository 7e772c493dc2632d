"""A program that imports food tables until it is killed; it runs in a process of its own, on the database of TEST_DATABASE_URL.

It says in JSON how many were killed while a release was being written.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import django

django.setup()

from nutrients.food_import.importing import import_foods  # noqa: E402 - models need the setup
from nutrients.food_import.tables import Progress  # noqa: E402

BEGUN, DONE = b"b", b"d"
AMOUNTS = "fdc_id,nutrient_id,amount,data_points,derivation_id"


def write_tables(folder: Path, *, foods: int, amount: int) -> None:
    """A release with ten amounts of each food; `amount` makes it another release than the last."""

    def table(name: str, header: str, rows: list[str]) -> None:
        (folder / f"{name}.csv").write_text("\n".join([header, *rows, ""]))

    folder.mkdir(exist_ok=True)
    numbers, nutrients = range(1, foods + 1), range(1001, 1011)
    table("sr_legacy_food", "fdc_id,NDB_number", [f"{n},{n}" for n in numbers])
    header = "fdc_id,data_type,description,food_category_id,publication_date"
    table("food", header, [f"{n},sr_legacy_food,Example {n},11,2019-04-01" for n in numbers])
    table("nutrient", "id,name,unit_name,nutrient_nbr", [f"{n},Example {n},MG,{n - 700}" for n in nutrients])
    table("food_nutrient", AMOUNTS, [f"{n},{m},{amount},1,1" for n in numbers for m in nutrients])
    table("food_category", "id,description", ["11,Vegetables"])
    table("measure_unit", "id,name", ["1000,cup"])
    portions = "fdc_id,seq_num,amount,measure_unit_id,portion_description,modifier,gram_weight"
    table("food_portion", portions, [f"{n},1,1,9999,,cup,100" for n in numbers])


def be_killed_while_importing(tries: str, foods: str, folder: str) -> None:
    caught, takes = 0, 1.0
    for number in range(1, int(tries) + 1):
        write_tables(Path(folder), foods=int(foods), amount=number)
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            import_for_once(Path(folder), f"try-{number}", tell)
        os.close(tell)
        began = _wait_for(told, BEGUN)
        if number > 1:
            # At as many points of the way as there are tries.
            time.sleep(takes * (number - 2) / (int(tries) - 1))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        is_done = DONE in os.read(told, 10)
        if number == 1:
            takes = time.monotonic() - began
        else:
            caught += not is_done
        os.close(told)
    sys.stdout.write(json.dumps({"caught": caught}) + "\n")


def _wait_for(told: int, mark: bytes) -> float:
    assert os.read(told, 1) == mark
    return time.monotonic()


def import_for_once(folder: Path, key: str, tell: int) -> None:
    largest = max(path.stat().st_size for path in folder.iterdir())

    def watch(_: str, size: int) -> Progress:
        # The largest file is read once more while it is written.
        before_writing, read, is_told = size - largest, 0, False

        def progress(more: int) -> None:
            nonlocal read, is_told
            read += more
            if read > before_writing and not is_told:
                is_told = True
                os.write(tell, BEGUN)

        return progress

    for outcome in import_foods(folder, watch=watch, key=key):
        assert not outcome.failed, outcome.said
    os.write(tell, DONE)
    os._exit(0)


if __name__ == "__main__":
    be_killed_while_importing(*sys.argv[1:])
