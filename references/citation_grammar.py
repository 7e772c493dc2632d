"""What a citation key, a list of keys, a locator, a quote and a typed citation look like; it reads text, never HTML."""

from __future__ import annotations

import re
from typing import NamedTuple

KEY = r"[a-z0-9][a-z0-9-]{1,63}"
MAX_KEYS = 12
MAX_LOCATOR = 40
MAX_QUOTE = 400

ONE_KEY = re.compile(KEY)
# [[ref:cui-2022, liu-2018]], or with one key a locator, and behind it what stands there word for word:
# [[ref:cui-2022 | Table 3]], [[ref:cui-2022 | p 4 | “a quarter were low”]], [[ref:cui-2022 | | “a quarter were low”]]
TYPED = re.compile(
    r"\[\[\s?ref\s?:([^\[\]|]{1,1000})(?:\|([^\[\]|]{1,200}))?(?:\|\s?[\"“]([^|]{1,600}?)[\"”]\s?)?\]\]", re.I
)
BRACKETS = re.compile(r"[\[\]|]")
DOUBLED = re.compile(r"([\[\]])\1+")
QUOTATION_MARKS = ' "“”'


class Typed(NamedTuple):
    keys: tuple[str, ...]
    locator: str = ""
    quote: str = ""


def parse_keys(text: str) -> tuple[str, ...]:
    """The keys in their order, each once; empty when any of them is no key or there are too many."""
    if len(text) > MAX_KEYS * 80:
        return ()
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    return keys if len(keys) <= MAX_KEYS and all(map(ONE_KEY.fullmatch, keys)) else ()


def parse_typed(match: re.Match[str]) -> Typed | None:
    """A typed citation; None when it must stay visible as a mistake."""
    keys = parse_keys(match.group(1).lower())
    locator = " ".join((match.group(2) or "").split())
    quote = tidy_quote(match.group(3) or "")
    is_too_long = len(locator) > MAX_LOCATOR or len(quote) > MAX_QUOTE
    if not keys or is_too_long or ((locator or quote) and len(keys) > 1):
        return None
    return Typed(keys, locator, quote)


def typed(keys: tuple[str, ...], locator: str, quote: str = "") -> str:
    """The typed form, which `parse_typed` reads back."""
    place = f" | {locator}" if locator else " |" if quote else ""
    said = f" | “{quote}”" if quote else ""
    return f"[[ref:{', '.join(keys)}{place}{said}]]"


def tidy_locator(text: str) -> str:
    """On one line, without the characters that end a typed citation."""
    return " ".join(BRACKETS.sub(" ", text).split())


def tidy_quote(text: str) -> str:
    """On one line, without its own quotation marks and what would end a typed citation; [sic] and [...] stay."""
    return " ".join(DOUBLED.sub(r"\1", text.replace("|", " ")).split()).strip(QUOTATION_MARKS)
