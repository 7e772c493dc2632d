"""What USDA's tables cost: how long and in how much memory they come in, and whether pages get slower with them.

benchmarks/foods.py DIR [POSTGRES_URL]: DIR holds one data release as USDA ships it; the URL names a server on which two
databases are made and dropped again. Without it both sites are files of SQLite. Exits 1 where a limit is passed.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_SECONDS, MOST_MEGABYTES, MOST_SECONDS_AGAIN, MOST_RATIO = 60, 300, 10, 1.25
ROUNDS = 15
PATHS = (
    *("/", "/foods/", "/nutrients/", "/symptoms/", "/articles/", "/evidence/"),
    *("/nutrients/iron/foods/", "/nutrients/iron/foods/100-kcal/"),
    "/foods/find/?nutrient=folate&nutrient=iron&diet=vegan",
    "/foods/compare/?food=almonds&food=apple",
    "/nutrients/compare/?nutrient=folate&nutrient=iron",
    "/symptoms/explore/?symptom=fatigue&symptom=muscle-weakness",
)
# Tables that grow with every food that is loaded: no page may read one from end to end. The nutrients of a release are 150
# rows however many foods it has, and a database that reads those as a whole is right.
GROWING = ("nutrients_amount", "nutrients_releasefood", "nutrients_releaseportion")


def main(folder: Path, server: str) -> int:
    with tempfile.TemporaryDirectory() as name, databases(Path(name), server) as urls:
        for url in urls:
            run(url, "migrate", "--verbosity=0")
            run(url, "load_guide")
        first, again = (imported(urls[1], folder) for _ in range(2))
        print(
            f"{first[2]}\n  first {first[0]:.1f} s, at most {first[1]:.0f} MB; again {again[0]:.1f} s, {again[1]:.0f} MB"
        )
        is_well = first[0] <= MOST_SECONDS and first[1] <= MOST_MEGABYTES and again[0] <= MOST_SECONDS_AGAIN
        return 0 if compare(urls) and is_well else 1


@contextmanager
def databases(folder: Path, server: str) -> Iterator[list[str]]:
    names = ["foods_bench_guide", "foods_bench_all"]
    if not server:
        yield [f"sqlite:///{folder}/{name}.sqlite3" for name in names]
        return
    import psycopg

    before, _, options = server.partition("?")
    stem = before.rpartition("/")[0]
    urls = [f"{stem}/{name}" + (f"?{options}" if options else "") for name in names]
    # A driver knows the scheme under its other name too.
    with closing(psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True)) as own:
        for name in names:
            own.execute(f'DROP DATABASE IF EXISTS "{name}"')
            own.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urls
        finally:
            for name in names:
                own.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def started(url: str, *command: str, **more: Any) -> subprocess.Popen[str]:
    variables = {"TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=os.environ | variables, text=True, stdout=subprocess.PIPE, **more
    )


def run(url: str, *command: str) -> str:
    process = started(url, "manage.py", *command)
    printed, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{printed}")
    return printed


def imported(url: str, folder: Path) -> tuple[float, float, str]:
    """(seconds, megabytes at most, what it said)."""
    began = time.monotonic()
    process = started(url, "manage.py", "import_foods", str(folder))
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"import_foods failed:\n{printed}")
    return time.monotonic() - began, usage.ru_maxrss / 1024, printed.strip()


def compare(urls: list[str]) -> bool:
    """Asks both sites for each page in turns; one process holds each."""
    sites = [started(url, __file__, "--answer", stdin=subprocess.PIPE) for url in urls]
    try:
        paths = ask(sites[1], "")["paths"]
        first = {path: [ask(site, path, explain=True) for site in sites] for path in paths}
        times: dict[str, tuple[list[float], list[float]]] = {path: ([], []) for path in paths}
        for number in range(ROUNDS):
            for path in paths:
                for place in (0, 1) if number % 2 else (1, 0):
                    times[path][place].append(ask(sites[place], path)["ms"])
    finally:
        for site in sites:
            site.kill()
            site.wait()
    print(f"{'page':<60}{'SQL':>9}{'guide ms':>10}{'all ms':>8}{'ratio':>7}  read from end to end")
    ratios, is_well = [], True
    for path in paths:
        small, large = (statistics.median(own) for own in times[path])
        ratios.append(large / small)
        queries, scans = [told["queries"] for told in first[path]], first[path][1]["scans"]
        is_well &= queries[0] == queries[1] and not scans
        print(
            f"{path:<60}{queries[0]:>4}/{queries[1]:<4}{small:>10.1f}{large:>8.1f}{large / small:>7.2f}  {', '.join(scans)}"
        )
    print(f"median ratio {statistics.median(ratios):.2f}, highest {max(ratios):.2f}, of {len(paths)} pages")
    return is_well and statistics.median(ratios) <= MOST_RATIO


def ask(site: subprocess.Popen[str], path: str, *, explain: bool = False) -> Any:
    assert site.stdin is not None and site.stdout is not None
    site.stdin.write(json.dumps({"path": path, "explain": explain}) + "\n")
    site.stdin.flush()
    return json.loads(site.stdout.readline())


def answer() -> None:
    """One site, asked on standard input."""
    import django

    django.setup()
    from django.test import Client

    from publishing.models import Edition

    for line in sys.stdin:
        asked = json.loads(line)
        if not asked["path"]:
            live = Edition.objects.filter(live_until=None).order_by("path")
            own = [
                path
                for kind in ("nutrient", "food", "symptom", "article")
                for path in live.filter(kind=kind).values_list("path", flat=True)[:4]
            ]
            tables = [f"{path.removesuffix('/')}.csv" for path in own if path.startswith(("/foods/", "/nutrients/"))]
            told: dict[str, Any] = {"paths": [*PATHS, *own, *tables[::4]]}
        elif asked["explain"]:
            told = explained(asked["path"])
        else:
            began = time.perf_counter()
            assert Client().get(asked["path"]).status_code == 200
            told = {"ms": (time.perf_counter() - began) * 1000}
        print(json.dumps(told), flush=True)


def explained(path: str) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        Client().get(path)
    asked = [query["sql"] for query in seen if re.match(r"[\s(]*SELECT", query["sql"])]
    scans = sorted({table for sql in asked for table in scanned(sql)})
    return {"queries": len(asked), "scans": scans}


def scanned(sql: str) -> Iterator[str]:
    """The growing tables that the plan reads from end to end."""
    from django.db import connection

    how = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(how + sql.replace("%", "%%"))
        plan = [str(row[-1]) for row in cursor.fetchall()]
    aliases = dict(re.findall(r'"(nutrients_\w+)" (U?\w+)', sql))
    names = {alias: table for table, alias in aliases.items()} | {table: table for table in GROWING}
    for step in plan:
        found = re.search(r"Seq Scan on (\w+)", step) or re.match(r"SCAN (\w+)$", step)
        if found and names.get(found[1]) in GROWING:
            yield names[found[1]]


if __name__ == "__main__":
    if sys.argv[1:] == ["--answer"]:
        answer()
    elif len(sys.argv) in (2, 3):
        sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) == 3 else ""))
    else:
        print(f"Left out: it needs a data release. {__doc__}")
