"""Tables of a text: their cells learn the names of their columns, or the table stays as it is."""

from __future__ import annotations

import pytest

from references.tables import with_named_cells

HEAD = "<thead><tr><th>Nutrient</th><th>Sign</th></tr></thead>"
ROW = "<tbody><tr><th>Iron</th><td>Pale &amp; tired</td></tr></tbody>"
NAMED = (
    '<table role="table"><caption>Signs</caption>'
    '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Nutrient</th>'
    '<th role="columnheader" scope="col">Sign</th></tr></thead>'
    '<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="row">Iron</th>'
    '<td role="cell" data-label="Sign">Pale &amp; tired</td></tr></tbody></table>'
)


def table(inside: str) -> str:
    return f"<table>{inside}</table>"


def test_cells_are_named_after_their_columns() -> None:
    assert with_named_cells(f"<p>a</p>{table(f'<caption>Signs</caption>{HEAD}{ROW}')}<p>b</p>") == (
        f"<p>a</p>{NAMED}<p>b</p>"
    )


def test_every_table_has_its_own_names() -> None:
    other = "<thead><tr><th>Food</th></tr></thead><tbody><tr><td>Kale</td></tr></tbody>"

    html = with_named_cells(table(f"<caption>Signs</caption>{HEAD}{ROW}") + table(ROW) + table(other))

    assert html.startswith(NAMED + table(ROW))
    assert '<td role="cell" data-label="Food">Kale</td>' in html


def test_a_name_is_all_the_words_of_its_heading_and_the_corner_may_be_empty() -> None:
    head = "<thead><tr><th></th><th>How <b>soon</b></th></tr></thead>"

    html = with_named_cells(table(f"{head}<tbody><tr><th>Iron</th><td>Months</td></tr></tbody>"))

    assert '<th role="columnheader" scope="col"></th>' in html
    assert '<th role="rowheader" scope="row">Iron</th><td role="cell" data-label="How soon">Months</td>' in html


def test_a_citation_in_a_heading_is_no_part_of_its_name() -> None:
    cited = '<sup class="cite"><a id="cite-1-1" href="#ref-1">[1]</a></sup>'
    head = f"<thead><tr><th>Sign{cited}</th></tr></thead>"

    html = with_named_cells(table(f"{head}<tbody><tr><td>Pale</td></tr></tbody>"))

    assert '<td role="cell" data-label="Sign">Pale</td>' in html
    assert f'<th role="columnheader" scope="col">Sign{cited}</th>' in html


@pytest.mark.parametrize(
    "inside",
    [
        ROW,
        f"{HEAD}<tbody><tr><td>Iron</td></tr></tbody>",
        f'{HEAD}<tbody><tr><td colspan="2">Iron</td></tr></tbody>',
        f"<thead><tr><th>Nutrient</th><th></th></tr></thead>{ROW}",
        f"<thead><tr><th>A</th><th>B</th></tr><tr><th>C</th><th>D</th></tr></thead>{ROW}",
    ],
)
def test_a_table_whose_cells_nothing_can_name_stays_as_it_is(inside: str) -> None:
    assert with_named_cells(table(inside)) == table(inside)
