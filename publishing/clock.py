"""The only clock: every moment that decides what readers see is read here, so that tests can inject one.

Refuses naive datetimes: all moments are aware, in UTC, with microseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection
from django.http import HttpRequest

_injected: datetime | None = None


def now() -> datetime:
    """The moment at which readers look."""
    return _injected or datetime.now(UTC)


def stamp() -> datetime:
    """The database's moment, for what is about to be written.

    Several web hosts differ by milliseconds; the one database they share does not.
    """
    if _injected is not None:
        return _injected
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


def of(request: HttpRequest) -> datetime:
    """The moment of this request: read once, so that one answer never mixes two moments."""
    moment: datetime | None = getattr(request, "_moment", None)
    if moment is None:
        moment = now()
        request._moment = moment  # type: ignore[attr-defined]
    return moment


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Injects `moment` as the time for the whole process, for tests and rehearsals.

    The guards inside the database keep the real clock: inject moments from now on, not from the past.
    """
    global _injected
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give an aware datetime, for example in UTC.")
    before, _injected = _injected, moment.astimezone(UTC)
    try:
        yield _injected
    finally:
        _injected = before
