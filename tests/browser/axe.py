"""Runs axe-core on what a tab shows; says each broken rule with the place that breaks it."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# All that a dark scheme changes.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def darken(page: Page) -> None:
    """Takes the dark scheme at once: what fades from one colour to the other is neither."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")


def violations(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """Of all rules, or of those named."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if rules is not None:
        options["runOnly"] = rules
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]
