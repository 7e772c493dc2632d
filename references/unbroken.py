"""Amounts in running text: a line must not end between a number and its unit. Pure; it changes what is shown, never what is stored."""

from __future__ import annotations

import re

# Signs of units; words such as “micrograms” may stand on the next line.
SIGNS = (
    *("kg", "g", "mg", "mcg", "ug", "\N{MICRO SIGN}g", "\N{GREEK SMALL LETTER MU}g", "ng", "pg", "IU", "kcal", "kJ"),
    *("l", "L", "dl", "dL", "ml", "mL", "mol", "mmol", "\N{MICRO SIGN}mol", "nmol", "pmol", "mEq", "cm", "mm"),
)
BEFORE_SIGN = re.compile(rf"(?<=[0-9]) (?=(?:{'|'.join(SIGNS)})(?![\w-]))")


def unbroken(text: str) -> str:
    """The text with a no-break space between each number and its unit."""
    return BEFORE_SIGN.sub("\N{NO-BREAK SPACE}", text)
