"""One snapshot: whatever one public page reads, it reads as of one commit.

A set is stamped a little before it is committed. A request whose moment lies between the two would otherwise read some
of its rows before the commit and some after, and show half of the set. Refuses writing: a snapshot is only for readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Also a decorator for views: `@one_snapshot()`. Inside of a transaction that is already open it adds nothing."""
    if connection.in_atomic_block:
        yield
        return
    # Else the check, which may come with the transaction's first query, could bring another connection than was set.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with (
        as_of_one_commit(read_only=True) if connection.vendor == "postgresql" else reading_on_sqlite(),
        transaction.atomic(),
    ):
        yield


@contextmanager
def reading_on_sqlite() -> Iterator[None]:
    """A transaction that begins by reading and waits for no writer; those of the settings begin by writing."""
    settings: Any = connection
    before, settings.transaction_mode = settings.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        settings.transaction_mode = before


@contextmanager
def as_of_one_commit(*, read_only: bool) -> Iterator[None]:
    """On PostgreSQL. Both are sent along with BEGIN: they cost no trip to the server."""
    # The driver is there only where the site runs on PostgreSQL.
    from psycopg import IsolationLevel

    server: Any = connection.connection
    before = server.isolation_level, server.read_only
    server.isolation_level, server.read_only = IsolationLevel.REPEATABLE_READ, read_only
    try:
        yield
    finally:
        if not server.closed:
            server.isolation_level, server.read_only = before
