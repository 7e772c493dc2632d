"""Reasons and notes: whether a text says anything that somebody can read. What it says is for people to judge."""

from __future__ import annotations


def is_said(text: str) -> bool:
    """Signs that nobody can see, such as a zero-width space, say nothing."""
    return any(sign.isalnum() for sign in text)
