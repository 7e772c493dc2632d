"""Misspelt names: what a reader may have meant, and nothing where nothing is near."""

from __future__ import annotations

import pytest

from nutrients.names_like import folded, nearest

NAMES = [
    ("Spinach, raw", "spinach-raw"),
    ("Spinach, boiled", "spinach-boiled"),
    ("Broccoli, boiled", "broccoli"),
    ("Banana", "banana"),
    ("Orange", "orange"),
    ("Orange juice, fresh", "orange-juice"),
    ("Porridge oats, cooked with water", "porridge"),
    ("Oatmeal", "porridge"),
    ("Crème fraîche", "creme"),
    ("Egg, hard-boiled", "egg"),
    ("Vitamin D", "d"),
    ("Vitamin B12", "b12"),
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("spinnach", ["spinach-boiled", "spinach-raw"]),
        ("Raw spinnach", ["spinach-raw"]),
        ("brocoli", ["broccoli"]),
        ("bananna", ["banana"]),
        ("bnaana", ["banana"]),
        ("oranges", ["orange", "orange-juice"]),
        ("oats", ["porridge"]),
        ("oatmeel", ["porridge"]),
        ("creme fraiche", ["creme"]),
        ("eggs", ["egg"]),
        ("vitamen d", ["d"]),
        ("vitamin b", ["b12"]),
        ("kale", []),
        ("ege", []),
        ("vitamin", ["b12", "d"]),
        ("?!", []),
        ("", []),
        ("x" * 200, []),
        (" ".join(["spinach"] * 5000), ["spinach-boiled", "spinach-raw"]),
    ],
)
def test_what_was_meant_comes_first_and_once(typed: str, meant: list[str]) -> None:
    assert nearest(typed, NAMES, most=3) == meant


def test_no_more_are_offered_than_asked_for() -> None:
    assert nearest("spinach", NAMES, most=1) == ["spinach-boiled"]


def test_names_are_compared_without_case_accents_and_signs() -> None:
    assert folded("  CRÈME-fraîche,  Ⅸ %") == "creme fraiche ix"
