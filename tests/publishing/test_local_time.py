"""Editors' times: read back in the zone in which they were typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from publishing.local_time import moment_of, shown


def test_a_time_in_summer_reads_as_it_was_typed(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/London"

    assert shown(moment_of(datetime(2027, 7, 1, 9))) == "01 Jul 2027, 09:00 BST"


def test_the_hour_that_comes_twice_has_two_names(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/London"

    found = [shown(datetime(2027, 10, 31, hour, 30, tzinfo=UTC)) for hour in (0, 1)]

    assert found == ["31 Oct 2027, 01:30 BST", "31 Oct 2027, 01:30 GMT"]
