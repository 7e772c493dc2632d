"""Single values of USDA's tables: numbers, amounts and texts. Each is as its column can hold it, or refused in words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from nutrients.units import shortest

PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,8})?")
# What Decimal takes besides, like 1_000 or a blank in front, nobody meant.
NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?")
WHOLE = re.compile(r"[0-9]{1,9}(?:\.0+)?")
STEP = Decimal("0.00000001")
MOST = Decimal(10**9)
MOST_GRAMS = Decimal(10**6)
# Endless digits would take minutes to be told from a number.
LONGEST_NUMBER = 40


# Amounts and numbers of samples are the same few thousand texts again and again.
@lru_cache(maxsize=50_000)
def amount(text: str) -> str:
    """An amount per 100 g as decimal digits; with more than eight places, or in powers of ten, it is rounded to eight."""
    if PLAIN.fullmatch(text):
        return text
    number = _number(text)
    if number is None or number >= MOST:
        raise ValueError(f"amount “{text[:50]}”. Expected a number like 0.85, of zero or more.")
    return f"{number.quantize(STEP, rounding=ROUND_HALF_EVEN).normalize():f}"


def whole(text: str, *, what: str) -> int:
    if not WHOLE.fullmatch(text):
        raise ValueError(f"{what} “{text[:50]}”. Expected a whole number.")
    return int(text.partition(".")[0])


@lru_cache(maxsize=5_000)
def points(text: str) -> int | None:
    """In how many samples it was measured, where that is told."""
    return whole(text, what="data points") if text else None


def grams(text: str) -> Decimal:
    number = _number(text)
    rounded = None if number is None or number >= MOST_GRAMS else number.quantize(Decimal("0.01"))
    if rounded is None or rounded >= MOST_GRAMS:
        raise ValueError(f"weight “{text[:50]}”. Expected grams, like 118.")
    return rounded


def _number(text: str) -> Decimal | None:
    return Decimal(text) if len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text) else None


def text(said: str, *, what: str, longest: int, least: int = 1) -> str:
    cleaned = " ".join(said.split())
    if not cleaned.isprintable():
        # One that colours a terminal or turns the direction of what follows is no part of a name.
        unseen = next(character for character in cleaned if not character.isprintable())
        raise ValueError(f"{what} holds the character U+{ord(unseen):04X}, which can't be shown.")
    if not least <= len(cleaned) <= longest:
        raise ValueError(f"{what} has {len(cleaned)} characters. Expected {least} to {longest}.")
    return cleaned


def measure(count: str, *parts: str) -> str:
    """A household measure in words: 1 cup, chopped."""
    number = Decimal(count) if re.fullmatch(r"[0-9]{0,6}\.?[0-9]{1,4}", count) else None
    told = "" if number is None else str(shortest(number))
    words = [part for part in parts if part]
    return " ".join([told, ", ".join(words)]).strip()
