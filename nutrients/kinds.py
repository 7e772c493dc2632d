"""What other apps take from the kinds of this one: how a nutrient's statements are shown. It defines nothing."""

from __future__ import annotations

from nutrients.statements import STATEMENT, ShownStatement, shown_statement

__all__ = ["STATEMENT", "ShownStatement", "shown_statement"]
