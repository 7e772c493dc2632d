"""A thousand editions scheduled for one second, watched through the real server with four workers: none before, all from it.

Runs on SQLite, and on PostgreSQL where its server programs are. Several readers ask for random pages without pause; each
answer is judged by the clock before the request was sent and after the answer came.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.server_process import ask, environment, manage, running_server  # noqa: E402
from tests.throwaway_postgresql import find_binaries, running_cluster  # noqa: E402

ITEMS, WORKERS, READERS = 1_000, "4", 6
START = 12  # seconds that four workers may take to start
WATCH = 4.0  # seconds before and after the moment

# Published in one set, then changed and scheduled in one set: two editions each.
FILL = """
import time
from datetime import UTC, datetime, timedelta
from nutrients.models import Nutrient
from publishing.models import Item, User
from publishing.workflow import publish
user, _ = User.objects.get_or_create(username="bench")
for number in range({items}):
    Nutrient(name=f"Nutrient {{number:04}}", slug=f"n-{{number:04}}", summary="Before the second.").save()
items = list(Item.objects.filter(kind="nutrient"))
began = time.monotonic()
publish(items, by=user)
# The second set takes as long, and the server has to start before its moment.
ahead = timedelta(seconds=2 * (time.monotonic() - began) + {start})
for draft in Nutrient.objects.all():
    draft.summary = "From the second on."
    draft.save()
moment = datetime.now(UTC).replace(microsecond=0) + ahead
print(len(publish(items, by=user, at=moment, note="An example.")), moment.timestamp())
"""


def main() -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        failed += watch("SQLite", environment(Path(folder), WORKERS=WORKERS, FOUR_EYES="off"))
    binaries = find_binaries()
    if binaries is None:
        print("PostgreSQL left out: its server programs (initdb, pg_ctl) are not on this machine.")
        return failed
    with tempfile.TemporaryDirectory() as folder, running_cluster(binaries) as url:
        failed += watch("PostgreSQL", environment(Path(folder), WORKERS=WORKERS, FOUR_EYES="off", DATABASE_URL=url))
    return failed


def watch(database: str, variables: dict[str, str]) -> int:
    """0 when no answer was wrong."""
    done = manage("migrate", variables=variables)
    assert done.returncode == 0, done.stderr
    began = time.perf_counter()
    filled = manage("shell", "--no-imports", "-c", FILL.format(items=ITEMS, start=START), variables=variables)
    assert filled.returncode == 0, filled.stderr
    count, stamp = filled.stdout.split()[-2:]
    moment = float(stamp)
    print(f"{database}: {count} editions scheduled for {datetime.fromtimestamp(moment, UTC):%H:%M:%S} UTC "
          f"after {time.perf_counter() - began:.0f} s of preparation", flush=True)  # fmt: skip
    tally = {"before": 0, "after": 0, "across": 0}
    wrong: list[str] = []
    with running_server(variables) as port:
        time.sleep(max(0.0, moment - WATCH - time.time()))
        threads = [threading.Thread(target=read, args=(port, moment, tally, wrong, seed)) for seed in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        late = sum(b"From the second on." in page(port, number) for number in range(ITEMS))
    print(f"{database}: {tally['before']} answers before, {tally['after']} from the second on, {tally['across']} asked before "
          f"and answered after; wrong: {len(wrong)}; pages that show it afterwards: {late} of {ITEMS}")  # fmt: skip
    for line in wrong[:5]:
        print("  ", line)
    return bool(wrong) or late != ITEMS or not tally["before"]


def read(port: int, moment: float, tally: dict[str, int], wrong: list[str], seed: int) -> None:
    dice = random.Random(seed)
    while (sent := time.time()) < moment + WATCH:
        number = dice.randrange(ITEMS)
        text = page(port, number)
        came = time.time()
        is_new, is_old = b"From the second on." in text, b"Before the second." in text
        when = "before" if came < moment else "after" if sent >= moment else "across"
        tally[when] += 1
        expected = {"before": (False, True), "after": (True, False)}.get(when)
        if is_new == is_old or (expected and (is_new, is_old) != expected):
            wrong.append(f"page {number}, sent {sent - moment:+.3f} s, came {came - moment:+.3f} s: {text[:60]!r}")


def page(port: int, number: int) -> bytes:
    return ask(port, f"GET /nutrients/n-{number:04}/ HTTP/1.1")


if __name__ == "__main__":
    sys.exit(main())
