"""What a citation key, a list of keys, a locator and a typed citation look like; it reads text, never HTML."""

from __future__ import annotations

import re

KEY = r"[a-z0-9][a-z0-9-]{1,63}"
MAX_KEYS = 12
MAX_LOCATOR = 40

ONE_KEY = re.compile(KEY)
# [[ref:cui-2022, liu-2018]], or with one key a locator: [[ref:cui-2022 | Table 3]]
TYPED = re.compile(r"\[\[\s?ref\s?:([^\[\]|]{1,1000})(?:\|([^\[\]|]{1,200}))?\]\]", re.I)
BRACKETS = re.compile(r"[\[\]|]")


def parse_keys(text: str) -> tuple[str, ...]:
    """The keys in their order, each once; empty when any of them is no key or there are too many."""
    if len(text) > MAX_KEYS * 80:
        return ()
    keys = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    return keys if len(keys) <= MAX_KEYS and all(map(ONE_KEY.fullmatch, keys)) else ()


def parse_typed(match: re.Match[str]) -> tuple[tuple[str, ...], str] | None:
    """Keys and locator of a typed citation; None when it must stay visible as a mistake."""
    keys = parse_keys(match.group(1).lower())
    locator = " ".join((match.group(2) or "").split())
    if not keys or len(locator) > MAX_LOCATOR or (locator and len(keys) > 1):
        return None
    return keys, locator


def typed(keys: tuple[str, ...], locator: str) -> str:
    """The typed form, which `parse_typed` reads back."""
    place = f" | {locator}" if locator else ""
    return f"[[ref:{', '.join(keys)}{place}]]"


def tidy_locator(text: str) -> str:
    """On one line, without the characters that end a typed citation."""
    return " ".join(BRACKETS.sub(" ", text).split())
