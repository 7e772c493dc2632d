"""How the time that work takes grows with its text: nothing here, and no test by it, names a time in seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

# The clock of processor time counts in steps, so shorter times say nothing.
CLOCK = 0.002
PARTS = 8
# What looks at each part once takes 8 times as long, what compares each with each other 64 times.
MOST = 32


def grows_with_length_alone(work: Callable[[str], object], text: str, *, unit: int = 1) -> bool:
    """Whether the whole takes no more of the processor than an eighth of it, in whole units, lets expect."""
    eighth = text[: len(text) // unit // PARTS * unit]
    return least_time(work, text) < MOST * max(least_time(work, eighth), CLOCK)


def least_time(work: Callable[[str], object], text: str) -> float:
    """Processor seconds of the quickest of three; other work on the machine disturbs each of them differently."""
    # What was read a moment ago may be remembered, so no two are the same.
    return min(_time(work, f"{text}{number}") for number in range(3))


def _time(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began
