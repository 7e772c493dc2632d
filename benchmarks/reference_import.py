"""Imports 10,000 made-up references twice into a database of its own and tells seconds, memory and queries.

`python -m benchmarks.reference_import [records]`
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

FAMILIES = ["Rao", "Adeyemi", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Kowalski", "Haddad", "Silva", "Novak"]
SUBJECTS = ["iron", "zinc", "copper", "folate", "thiamin", "niacin", "selenium", "iodine", "calcium", "magnesium"]


def record(number: int) -> str:
    """Titles differ in words, as real ones do: numbers alone would make every pair a candidate."""
    words = " ".join(SUBJECTS[int(digit)] for digit in reversed(f"{number:05}"))
    return (
        f"TY  - JOUR\nTI  - A study of {words} in group {number}\nAU  - {FAMILIES[number % 10]}{number // 40}, Ravi\n"
        f"AU  - Lindqvist, Ada\nPY  - {1990 + number % 35}\nJF  - Journal of Examples\nVL  - {number % 90 + 1}\n"
        f"SP  - {number}\nEP  - {number + 9}\nDO  - 10.5555/example.{number}\nAB  - {'An abstract of some length. ' * 20}\nER  - \n"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = tempfile.mkdtemp()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nutrition_site.settings")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")

    # Settings are read from the environment, which must be set first.
    import django

    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from publishing.accounts import system_account
    from references.formats.text import decode
    from references.import_undo import undo
    from references.reference_import import apply, stage

    call_command("migrate", verbosity=0)
    path = Path(folder) / "many.ris"
    path.write_text("\n".join(map(record, range(count))), "utf-8")
    asked = 0

    def counting(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    actor = system_account("import", name="Import of references")
    last = None
    with connection.execute_wrapper(counting):
        for run in ("first run", "second run"):
            for step in ("staged", "imported"):
                begin, before = time.perf_counter(), asked
                if step == "staged":
                    last = stage(decode(path.read_bytes()), name=path.name, by=actor)
                    told = f"{last.rows.count():,} records"
                else:
                    assert last is not None
                    told = ", ".join(f"{name} {number:,}" for name, number in sorted(apply(last, by=actor).items()))
                print(_line(f"{run}, {step}", told, time.perf_counter() - begin, (asked - before) / count))
        begin, before = time.perf_counter(), asked
        first = type(last).objects.order_by("pk").first()  # type: ignore[union-attr]
        assert first is not None
        told = f"{undo(first, by=actor).count:,} taken back"
        print(_line("undo of the first", told, time.perf_counter() - begin, (asked - before) / count))


def _line(step: str, told: str, seconds: float, queries: float) -> str:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{step:<24} {told:<36} {seconds:7.1f} s   {queries:6.3f} queries a record   {memory:6.0f} MB at most"


if __name__ == "__main__":
    main()
