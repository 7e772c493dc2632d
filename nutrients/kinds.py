"""What other apps take from the kinds of this one: how a nutrient's statements are shown. It defines nothing."""

from __future__ import annotations

from nutrients.statements import ShownStatement, shown_statement

__all__ = ["ShownStatement", "shown_statement"]
