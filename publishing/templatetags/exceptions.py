"""Which problems an account may let pass; it lets nothing pass itself."""

from __future__ import annotations

from django import template

from publishing.models import User
from publishing.problems import Problem

register = template.Library()


@register.filter
def exception_for(problem: Problem, user: User) -> str:
    """Where this account may let the problem pass, or "": nobody is led to a page that is closed to them."""
    is_open = not problem.exception_right or user.has_perm(problem.exception_right)
    return problem.exception_url if is_open else ""
