"""The A to Z: letters, other names, accents and figures."""

from __future__ import annotations

from uuid import UUID

from publishing.a_to_z import by_letter, entries, first_pages, with_summaries

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))


def test_titles_and_other_names_stand_in_one_alphabet() -> None:
    found = entries(
        [
            (ONE, "Vitamin B12", "vitamin b12", "/nutrients/vitamin-b12/", ["Cobalamin"]),
            (TWO, "Calcium", "calcium", "/nutrients/calcium/", []),
        ]
    )

    assert [(entry.letter, entry.name, entry.title, entry.is_alias) for entry in found] == [
        ("C", "Calcium", "Calcium", False),
        ("C", "Cobalamin", "Vitamin B12", True),
        ("V", "Vitamin B12", "Vitamin B12", False),
    ]


def test_accents_quotes_and_case_do_not_count_and_figures_come_first() -> None:
    titles = ["zinc", "Éclair", "“Eel”", "Egg", "5-MTHF", "ÅNGSTRÖM", "Ж"]

    found = entries((UUID(int=place), title, title, "/", []) for place, title in enumerate(titles))

    assert [(letter, [entry.name for entry in group]) for letter, group in by_letter(found)] == [
        ("0-9", ["5-MTHF"]),
        ("A", ["ÅNGSTRÖM"]),
        ("E", ["Éclair", "“Eel”", "Egg"]),
        ("Z", ["zinc"]),
        ("Ж", ["Ж"]),
    ]


def test_a_name_that_repeats_the_title_is_not_listed_twice() -> None:
    found = entries([(ONE, "Iron", "iron", "/nutrients/iron/", ["IRON", "Ferrum", "Ferrum"])])

    assert [entry.name for entry in found] == ["Ferrum", "Iron"]


def test_a_title_without_a_letter_stands_with_the_figures() -> None:
    assert [entry.letter for entry in entries([(ONE, "—", "—", "/", []), (TWO, "", "", "/", [])])] == ["0-9", "0-9"]


def test_each_letter_leads_to_the_page_on_which_it_begins() -> None:
    names = ["Aa", "Ab", "Ba", "Bb", "Ca"]

    found = entries((UUID(int=place), name, name, "/", []) for place, name in enumerate(names))

    assert first_pages(found, per_page=2) == {"A": 1, "B": 2, "C": 3}


def test_only_titles_carry_a_summary() -> None:
    found = entries([(ONE, "Iron", "iron", "/", ["Ferrum"]), (TWO, "Zinc", "zinc", "/", [])])

    assert [entry.summary for entry in with_summaries(found, {ONE: "A metal.", THREE: "Nothing."})] == [
        "",
        "A metal.",
        "",
    ]
