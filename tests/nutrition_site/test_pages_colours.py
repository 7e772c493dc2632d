"""The stylesheet itself: joined from its layers, and legible in both schemes by the numbers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "styles"
# WCAG 2.2, 1.4.6: the contrast of text at level AAA.
ENOUGH = 7.0
PAIRS = [
    *((text, ground) for text in ("ink", "quiet", "leaf") for ground in ("paper", "oat")),
    *(("ink", ground) for ground in ("saffron", "emergency-tint", "urgent-tint", "routine-tint")),
    *(("on-urgency", ground) for ground in ("emergency", "urgent", "routine")),
    *(("leaf", ground) for ground in ("emergency-tint", "urgent-tint", "routine-tint")),
    ("on-leaf", "leaf-deep"),
    ("on-stroke", "stroke"),
]


def tokens() -> dict[str, dict[str, str]]:
    """The colours of each scheme by name; dark changes what it names."""
    light, dark = (STYLES / "1-tokens.css").read_text().split("prefers-color-scheme: dark")
    found = {
        scheme: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", text))
        for scheme, text in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guidelines_do() -> None:
    assert (round(contrast("#000", "#ffffff"), 2), round(contrast("#777777", "#fff"), 2)) == (21.0, 4.48)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_of_the_highest_level(scheme: str) -> None:
    colours = tokens()[scheme]

    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < ENOUGH} == {}


def test_the_stylesheet_is_joined_from_its_layers(tmp_path: Path) -> None:
    subprocess.run([settings.BASE_DIR / "scripts/join-styles", tmp_path / "site.css"], check=True)

    joined = (tmp_path / "site.css").read_text()

    assert (settings.BASE_DIR / "static/css/site.css").read_text() == joined, "Run scripts/join-styles."
    assert ("/*" in joined, "@layer media {" in joined) == (False, True)
