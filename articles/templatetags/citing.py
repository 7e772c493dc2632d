"""The template's way to how an article is cited."""

from __future__ import annotations

from django import template

from articles.citing import citation_of
from publishing.pages import Page

register = template.Library()


@register.filter
def as_cited(page: Page) -> str:
    return citation_of(page)
