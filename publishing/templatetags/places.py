"""The element of a form that a problem's place leads to."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def element_of(place: str, ids: dict[str, str] | str | None) -> str:
    """Where no form is on the page, nothing leads anywhere."""
    return ids.get(place, "") if isinstance(ids, dict) else ""
