"""What the core costs on PostgreSQL: finding an edition by its path as the guide grows, and publishing a set.

Ratios of one interleaved run count; milliseconds are those of the machine it ran on. Needs PostgreSQL's server
programs; makes a throw-away cluster of its own.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.throwaway_postgresql import find_binaries, running_cluster  # noqa: E402

SMALL, LARGE, EDITIONS = 1_000, 100_000, 10
LOOKUPS, ROUNDS = 400, 15

# One statement a table: the constraints check every row, which is what makes this slow and the figures honest.
FILL = """
INSERT INTO publishing_item (id, kind, key, history_hidden_reason, created_at)
SELECT md5('item' || n)::uuid, 'article', 'item-' || n, '', now() FROM generate_series(1, {items}) n;

INSERT INTO publishing_path (path, item_id, origin, created_at)
SELECT '/articles/item-' || n || '/', md5('item' || n)::uuid, 'edition', now() FROM generate_series(1, {items}) n;

INSERT INTO publishing_edition (item_id, kind, number, document, sha256, title, sort_title, aliases, summary, path,
  change, note, published_by_id, recorded_at, live_from, live_until, first_live_from, substantive_from)
SELECT md5('item' || n)::uuid, 'article', e, '{{"schema":1,"title":"Item ' || n || '","slug":"item-' || n || '"}}',
  md5(n || '-' || e), 'Item ' || n, 'item ' || n, '[]', 'A short summary.', '/articles/item-' || n || '/', 'major', '',
  {user}, now(), timestamptz '2020-01-01' + e * interval '30 days',
  CASE WHEN e < {editions} THEN timestamptz '2020-01-01' + (e + 1) * interval '30 days' END,
  timestamptz '2020-01-31', timestamptz '2020-01-01' + e * interval '30 days'
FROM generate_series(1, {items}) n, generate_series(1, {editions}) e;
"""


def main() -> int:
    binaries = find_binaries()
    if binaries is None:
        print("Left out: PostgreSQL's server programs (initdb, pg_ctl) are not on this machine.")
        return 0
    with running_cluster(binaries) as url:
        os.environ["TEST_DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        measure_lookups()
        measure_sets()
    return 0


def measure_lookups() -> None:
    for alias, items in (("small", SMALL), ("large", LARGE)):
        began = time.perf_counter()
        fill(alias, items)
        print(f"{items:>7,} items x {EDITIONS} editions loaded in {time.perf_counter() - began:.0f} s", flush=True)
    rounds = [(lookup("small", SMALL), lookup("large", LARGE)) for _ in range(ROUNDS)]
    small, large = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"edition by path, median of {ROUNDS} interleaved rounds of {LOOKUPS} look-ups:")
    print(f"  {SMALL:,} items {small * 1000:.3f} ms, {LARGE:,} items {large * 1000:.3f} ms, ratio {large / small:.2f}")


def fill(alias: str, items: int) -> None:
    from django.core.management import call_command
    from django.db import connections

    from publishing.models import User

    base = connections["default"]
    name = f"bench_{alias}"
    with base.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    # A connection of its own, as a process keeps it: a pool would add its own time to both.
    options = {key: value for key, value in base.settings_dict["OPTIONS"].items() if key != "pool"}
    connections.settings[alias] = {**base.settings_dict, "NAME": name, "OPTIONS": options, "CONN_MAX_AGE": None}
    call_command("migrate", database=alias, verbosity=0)
    user = User.objects.using(alias).create(username="bench")
    with connections[alias].cursor() as cursor:
        cursor.execute(FILL.format(items=items, editions=EDITIONS, user=user.pk))
        cursor.execute("VACUUM ANALYZE")


def lookup(alias: str, items: int) -> float:
    """Seconds for one look-up, as the detail view asks, of random paths."""
    from publishing import clock
    from publishing.models import Edition

    now = clock.now()
    paths = [f"/articles/item-{random.randint(1, items)}/" for _ in range(LOOKUPS)]
    began = time.perf_counter()
    for path in paths:
        edition = Edition.objects.using(alias).at_path(path, at=now)
        assert edition is not None and edition.number == EDITIONS
    return (time.perf_counter() - began) / LOOKUPS


def measure_sets() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    costs: dict[int, list[float]] = {1: [], 50: []}
    queries: dict[int, int] = {}
    for round_number in range(5):
        for size in costs:
            publish = prepared_set(size, round_number)
            with CaptureQueriesContext(connection) as captured:
                began = time.perf_counter()
                publish()
                costs[size].append(time.perf_counter() - began)
            queries[size] = len(captured)
    one, fifty = statistics.median(costs[1]), statistics.median(costs[50])
    print("publishing a set of nutrients, each with 3 statements and 6 citations, median of 5 interleaved rounds:")
    print(f"   1 item {one * 1000:.0f} ms, {queries[1]} statements")
    print(f"  50 items {fifty * 1000:.0f} ms, {queries[50]} statements: {fifty / 50 / one:.2f} of one item, each")


def prepared_set(size: int, round_number: int) -> Callable[[], Any]:
    from nutrients.models import DeficiencyLink, Nutrient, Symptom
    from publishing import workflow
    from publishing.models import User
    from references.models import Reference

    editor, _ = User.objects.get_or_create(username="bench")
    base: list[Any] = []
    for number in range(3):
        symptom = Symptom.objects.filter(slug=f"symptom-{number}").first()
        if symptom is None:
            symptom = Symptom(name=f"Symptom {number}", slug=f"symptom-{number}", summary="A sign.")
            symptom.save()
            reference = Reference(title=f"Source {number}", slug=f"source-{number}")
            reference.save()
            base += [symptom.item, reference.item]
    workflow.publish(base, by=editor)
    drafts = [Nutrient(name=f"Nutrient {round_number} {size} {number}") for number in range(size)]
    for draft in drafts:
        draft.summary = "It matters [[ref:source-0]]. It is known [[ref:source-1,source-2]]."
        draft.save()
        for number, symptom in enumerate(Symptom.objects.order_by("slug")):
            DeficiencyLink.objects.create(
                nutrient=draft, symptom=symptom, certainty="limited", wording=f"A sign [[ref:source-{number}]]."
            )
    items = [draft.item for draft in drafts]
    return lambda: workflow.publish(items, by=editor)


if __name__ == "__main__":
    sys.exit(main())
