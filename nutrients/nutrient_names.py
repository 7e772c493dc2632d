"""Names of vitamins and minerals as texts write them, and which of them mean the same; it knows nothing of what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable

# One nutrient a line; the first name is the one that messages use.
SAME = (
    ("Vitamin A", "Retinol"),
    ("Thiamine", "Thiamin", "Vitamin B1", "B1"),
    ("Riboflavin", "Vitamin B2", "B2"),
    ("Niacin", "Vitamin B3", "B3"),
    ("Pantothenic acid", "Vitamin B5", "B5"),
    ("Vitamin B6", "Pyridoxine", "B6"),
    ("Biotin", "Vitamin B7", "B7"),
    ("Folate", "Folic acid", "Vitamin B9", "B9"),
    ("Vitamin B12", "Cobalamin", "Cyanocobalamin", "B12"),
    ("Vitamin C", "Ascorbic acid"),
    ("Vitamin D", "Cholecalciferol"),
    ("Vitamin E", "Alpha-tocopherol"),
    ("Vitamin K", "Phylloquinone"),
    *((name,) for name in ("Calcium", "Choline", "Chromium", "Copper", "Fluoride", "Iodine", "Iron", "Magnesium")),
    *((name,) for name in ("Manganese", "Molybdenum", "Phosphorus", "Potassium", "Selenium", "Sodium", "Zinc")),
)
B_VITAMINS = frozenset(
    ("Thiamine", "Riboflavin", "Niacin", "Pantothenic acid", "Vitamin B6", "Biotin", "Folate", "Vitamin B12")
)


class NutrientNames:
    """Finds nutrients in text, under one name each; `guide` holds the names that the guide's own nutrients have."""

    def __init__(self, guide: Iterable[Iterable[str]] = ()) -> None:
        self._canonical = {_folded(name): names[0] for names in SAME for name in names}
        for own in guide:
            names = [name for name in own if _folded(name)]
            known = next((self._canonical[_folded(name)] for name in names if _folded(name) in self._canonical), None)
            for name in names:
                self._canonical.setdefault(_folded(name), known or names[0])
        longest_first = sorted(self._canonical, key=len, reverse=True)
        words = "|".join(
            re.escape(name).replace(r"\ ", r"\s+").replace(r"vitamin\s+b", r"vitamin\s+b-?") for name in longest_first
        )
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)

    def named_in(self, text: str) -> list[str]:
        """Every nutrient that the text names, once, in order."""
        found = (self._canonical[_folded(match.group())] for match in self._pattern.finditer(text))
        return list(dict.fromkeys(found))

    def canonical(self, name: str) -> str:
        """The one name of a nutrient, or "" if nobody knows it."""
        return self._canonical.get(_folded(name)) or next(iter(self.named_in(name)), "")


def _folded(name: str) -> str:
    return re.sub(r"\bb-(?=\d)", "b", " ".join(name.casefold().split()))
