"""Intakes as tables: an authority each, a row a life stage, a column a measure, and nothing said twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nutrients.documents import IntakeText
from nutrients.intakes import Cell, Column, IntakeTable, Row, ages, limits_for_adults, tables


def intake(
    measure: str,
    amount: str | None,
    *,
    group: str = "men",
    age_from: int = 14,
    age_to: int | None = None,
    authority: str = "Board A",
    source: str = "Table 1",
    form_note: str = "",
) -> IntakeText:
    return IntakeText(
        measure=measure,
        amount=None if amount is None else Decimal(amount),
        unit="mcg",
        group=group,
        age_from=age_from,
        age_to=age_to,
        age_unit="years",
        authority=authority,
        source=source,
        form_note=form_note,
    )


def test_measures_of_one_stage_stand_beside_each_other_and_what_is_shared_is_said_once() -> None:
    found = tables(
        [
            intake("ul", "100", form_note="all forms"),
            intake("rda", "2.4"),
            intake("rda", "2.6", group="pregnancy", age_to=50),
        ],
        show=str.upper,
    )

    assert found == [
        IntakeTable(
            authority="Board A",
            source="TABLE 1",
            columns=[
                Column(label="Recommended (RDA)", form_note=""),
                Column(label="Upper limit (UL)", form_note="all forms"),
            ],
            rows=[
                Row(
                    group="Men and boys",
                    ages="14 years and over",
                    labelled=[
                        ("Recommended (RDA)", Cell(amount="2.4 µg", is_established=True, form_note="", source=None)),
                        ("Upper limit (UL)", Cell(amount="100 µg", is_established=True, form_note="", source=None)),
                    ],
                ),
                Row(
                    group="During pregnancy",
                    ages="14 to 50 years",
                    labelled=[
                        ("Recommended (RDA)", Cell(amount="2.6 µg", is_established=True, form_note="", source=None)),
                        ("Upper limit (UL)", None),
                    ],
                ),
            ],
        )
    ]


def test_different_sources_and_notes_stand_with_their_own_values_in_order() -> None:
    shown: list[str] = []

    def show(source: str) -> int:
        shown.append(source)
        return len(shown)

    (found,) = tables(
        [
            intake("ul", None, source="Table 2", form_note="supplements only"),
            intake("ul", "5", source="Table 3", group="women"),
        ],
        show=show,
    )

    assert shown == ["Table 2", "Table 3"]
    assert found.source is None
    assert [row.labelled for row in found.rows] == [
        [
            (
                "Upper limit (UL)",
                Cell(amount="not established", is_established=False, form_note="supplements only", source=1),
            )
        ],
        [("Upper limit (UL)", Cell(amount="5 µg", is_established=True, form_note="", source=2))],
    ]


def test_each_authority_has_a_table_of_its_own() -> None:
    found = tables([intake("rda", "2.4"), intake("ai", "4", authority="Board B")], show=str)

    assert [(table.authority, [column.label for column in table.columns]) for table in found] == [
        ("Board A", ["Recommended (RDA)"]),
        ("Board B", ["Adequate intake (AI)"]),
    ]


@pytest.mark.parametrize(
    ("first", "last", "unit", "words"),
    [
        (0, 6, "months", "0 to 6 months"),
        (71, None, "years", "71 years and over"),
        (3, 3, "years", "3 years"),
        (0, None, "years", ""),
    ],
)
def test_ages_in_words(first: int, last: int | None, unit: str, words: str) -> None:
    assert ages(("men", first, last, unit)) == words


def test_a_limit_that_is_not_established_is_not_told_as_safety() -> None:
    assert limits_for_adults([intake("ul", None)]) == ["not established, which does not mean that any amount is safe"]
