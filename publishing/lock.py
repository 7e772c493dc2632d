"""The one lock of publishing: whoever changes what is or may become public goes one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LOCK = 0x6E757472  # one number for all publishing, on PostgreSQL


def lock_publishing() -> None:
    """Lets one at a time through, until the transaction ends.

    Without it, sets that share items deadlock on PostgreSQL. SQLite's immediate transactions are that lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@contextmanager
def publishing_locked() -> Iterator[None]:
    """The same for as long as the block lasts, so that a transaction may go on without the lock. Begin it before that."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
