from __future__ import annotations

import re

import pytest
from hypothesis import given

from references import marks
from references.markup import End, Start, parse
from references.numbering import Citation, Entry, Heading, Numbering
from tests.references.strategies import KEYS, UUIDS, pages

IRON, ZINC = UUIDS
KNOWN = {key: key for key in KEYS} | {"old-iron": "iron"}


def numbering(*, show_unknown: bool = False, taken_ids: tuple[str, ...] = ()) -> Numbering:
    return Numbering(
        known=KNOWN, links={IRON: "/nutrients/iron/", ZINC: None}, show_unknown=show_unknown, taken_ids=taken_ids
    )


def mark(*keys: str, locator: str = "") -> str:
    return marks.from_typed(f"[[ref:{', '.join(keys)}{' | ' + locator if locator else ''}]]")


def rendered(*passages: str, show_unknown: bool = False) -> list[str]:
    page = numbering(show_unknown=show_unknown)
    return [page.passage(passage) for passage in passages]


def shown(html: str) -> str:
    """What a browser that opens sources on the spot shows: without the links for those that can't."""
    html = re.sub(r'<a href="#ref-[^>]*>[^<]*</a>', "", html)
    return "".join(re.findall(r">([^<]*)<", f">{html}<"))


def test_one_citation_is_a_superscript_that_leads_to_its_entry() -> None:
    assert rendered(f"<p>Iron{mark('iron')}.</p>") == [
        '<p>Iron<sup class="cite"><button id="cite-1-1" popovertarget="ref-1" aria-label="Reference 1">[1]</button><a href="#ref-1">[1]</a></sup>.</p>'
    ]


def test_a_number_stands_close_to_its_word() -> None:
    assert rendered(f"<p>Iron {mark('iron')}, <em>zinc</em> {mark('zinc')} too.</p>") == [
        "<p>Iron"
        '<sup class="cite"><button id="cite-1-1" popovertarget="ref-1" aria-label="Reference 1">[1]</button><a href="#ref-1">[1]</a></sup>, '
        "<em>zinc</em>"
        '<sup class="cite"><button id="cite-2-1" popovertarget="ref-2" aria-label="Reference 2">[2]</button><a href="#ref-2">[2]</a></sup> too.</p>'
    ]


def test_numbers_follow_first_appearance_over_all_passages() -> None:
    page = numbering()

    assert [shown(page.passage(html)) for html in (mark("zinc"), mark("iron", "zinc"), mark("old-iron"))] == [
        "[1]",
        "[1,2]",
        "[2]",
    ]
    assert page.bibliography == (
        Entry("zinc", 1, (Citation("cite-1-1", "", "a"), Citation("cite-1-2", "", "b"))),
        Entry("iron", 2, (Citation("cite-2-1", "", "a"), Citation("cite-2-2", "", "b"))),
    )


def test_a_source_cited_three_times_has_one_entry_with_three_ways_back() -> None:
    page = numbering()
    page.passage(f"<p>a{mark('iron')} b{mark('iron', locator='Table 3')} c{mark('iron')}</p>")

    assert page.bibliography == (
        Entry(
            "iron",
            1,
            (Citation("cite-1-1", "", "a"), Citation("cite-1-2", "Table 3", "b"), Citation("cite-1-3", "", "c")),
        ),
    )


def test_deleting_the_first_citation_renumbers_the_rest() -> None:
    first, second = f"<p>a{mark('iron')}</p>", f"<p>b{mark('zinc')}{mark('folate')}</p>"

    assert [shown(html) for html in rendered(first, second)] == ["a[1]", "b[2,3]"]
    assert [shown(html) for html in rendered(second)] == ["b[1,2]"]


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        (mark("iron") + mark("zinc"), "[1,2]"),
        (mark("iron") + " \u00a0\n" + mark("zinc") + " x", "[1,2] x"),
        (mark("iron") + "." + mark("zinc"), "[1].[2]"),
        (mark("iron", "zinc", "folate"), "[1\u20133]"),
        (mark("iron", "zinc", "folate", "b-12") + mark("iron"), "[1\u20134]"),
        (mark("iron") + mark("iron"), "[1]"),
        (mark("iron") + mark("old-iron"), "[1]"),
        (mark("iron", locator="Table 3"), "[1, Table 3]"),
        (mark("iron", locator="Table 3") + mark("zinc", "folate", "b-12"), "[1, Table 3; 2\u20134]"),
        (
            mark("zinc", "folate") + mark("iron", locator="p. 2") + mark("iron", locator="p. 9"),
            "[1; 2; 3, p. 2; 3, p. 9]",
        ),
        (mark("iron") + mark("iron", locator="p. 2"), "[1, p. 2]"),
        (mark("zinc", "iron") + mark("zinc", locator="p. 2"), "[1, p. 2; 2]"),
        (mark("iron") + "<br>" + mark("zinc"), "[1][2]"),
    ],
)
def test_neighbours_stand_in_one_pair_of_brackets(passage: str, text: str) -> None:
    assert [shown(html) for html in rendered(f"<p>{passage}</p>")] == [text]


def test_numbers_are_sorted_however_the_marks_stand() -> None:
    page = numbering()
    page.passage(mark("iron") + "a" + mark("zinc") + "b" + mark("folate"))

    assert shown(page.passage(mark("b-12", "folate") + mark("iron", "k9"))) == "[1,3\u20135]".replace(
        "3\u20135", "3\u20135"
    )


def test_the_middle_of_a_run_can_be_returned_to_but_is_not_read() -> None:
    assert rendered(mark("iron", "zinc", "folate")) == [
        '<sup class="cite">['
        '<button id="cite-1-1" popovertarget="ref-1" aria-label="Reference 1">1</button><a href="#ref-1">1</a>\u2013'
        '<button id="cite-2-1" popovertarget="ref-2" aria-label="Reference 2" class="visually-hidden"></button>'
        '<button id="cite-3-1" popovertarget="ref-3" aria-label="Reference 3">3</button><a href="#ref-3">3</a>]</sup>'
    ]


def test_an_unknown_key_shows_to_staff_and_leaves_nothing_for_visitors() -> None:
    html = f"<p>a{mark('gone')}b{mark('iron', 'gone')}</p>"
    public, staff = numbering(), numbering(show_unknown=True)

    assert shown(public.passage(html)) == "ab[1]"
    assert shown(staff.passage(html)) == "a[?]b[1,?]"
    assert '<span class="cite-unknown" title="Unknown reference: gone">[?]</span>' in staff.passage(mark("gone"))
    assert public.unknown == ["gone"]
    assert public.bibliography == (Entry("iron", 1, (Citation("cite-1-1", "", "a"),)),)


def test_a_mark_that_cannot_be_read_loses_its_code_but_not_its_words() -> None:
    html = '<p>a<cite class="ref">[ref:X]</cite> b <cite class="ref">35%</cite></p>'

    assert rendered(html) == ["<p>a b 35%</p>"]
    assert [shown(part) for part in rendered(html, show_unknown=True)] == ["a[?] b 35%[?]"]


def test_links_to_items_lead_to_their_address_or_become_text() -> None:
    html = f'<p><a href="object:{IRON}" title="t">iron</a> <a href="object:{ZINC}">zinc <b>x</b></a> <a href="https://a.example/">out</a></p>'

    assert rendered(html) == [
        '<p><a href="/nutrients/iron/" title="t">iron</a> zinc <b>x</b> '
        '<a href="https://a.example/" rel="noopener noreferrer">out</a></p>'
    ]


def test_a_link_to_an_item_nobody_knows_becomes_text() -> None:
    assert rendered('<a href="object:11111111-1111-4111-8111-111111111111">x</a>') == ["x"]


def test_a_citation_inside_a_link_comes_behind_it() -> None:
    html = f'<a href="/x/">a{mark("iron")} b</a>{mark("zinc")} c'

    assert rendered(html) == [
        '<a href="/x/" rel="noopener noreferrer">a b</a><sup class="cite">['
        '<button id="cite-1-1" popovertarget="ref-1" aria-label="Reference 1">1</button><a href="#ref-1">1</a>,'
        '<button id="cite-2-1" popovertarget="ref-2" aria-label="Reference 2">2</button><a href="#ref-2">2</a>]</sup> c'
    ]


def test_headings_get_ids_that_are_unique_over_the_page() -> None:
    page = numbering(taken_ids=("contents",))
    html = f"<h2>Iron{mark('iron')} &amp; <i>zinc</i></h2><h3>Contents</h3><h3>Ref 1</h3><h4>\u9244</h4>"

    assert [re.findall(r'<h\d id="([^"]*)"', page.passage(part)) for part in (html, "<h2>Iron zinc</h2>")] == [
        ["iron-zinc", "contents-2", "section-ref-1", "section"],
        ["iron-zinc-2"],
    ]
    assert page.headings[0] == Heading(2, "iron-zinc", "Iron & zinc")


def test_a_passage_is_cleaned_again_whatever_its_row_holds() -> None:
    assert rendered('<p onclick="x()">a<script>x()</script><a href="javascript:x()">b</a></p>') == [
        '<p>a<a rel="noopener noreferrer">b</a></p>'
    ]


def ids(html: str) -> list[str]:
    return [token.get("id") for token in parse(html) if isinstance(token, Start) and token.has("id")]


@given(pages)
def test_numbers_are_dense_and_follow_first_appearance(page_passages: list[str]) -> None:
    page = numbering()
    for passage in page_passages:
        page.passage(passage)
    cited = list(dict.fromkeys(key for passage in page_passages for key in marks.keys(passage)))

    assert [(entry.key, entry.number) for entry in page.bibliography] == [
        (key, n) for n, key in enumerate(cited, start=1)
    ]


@given(pages)
def test_every_citation_has_its_entry_and_every_way_back_has_its_place(page_passages: list[str]) -> None:
    page = numbering()
    html = "".join(page.passage(passage) for passage in page_passages)
    starts = [token for token in parse(html) if isinstance(token, Start)]

    anchors = [citation.anchor for entry in page.bibliography for citation in entry.citations]
    leading = {token.get("id"): token.get("popovertarget") for token in starts if token.tag == "button"}
    expected = {c.anchor: f"ref-{entry.number}" for entry in page.bibliography for c in entry.citations}

    assert leading == expected
    assert len(set(ids(html))) == len(ids(html)) == len(anchors) + len(page.headings)


@given(pages)
def test_no_mark_and_no_internal_address_is_left_and_no_link_stands_in_a_link(page_passages: list[str]) -> None:
    html = "".join(rendered(*page_passages))
    depth = 0

    assert "data-refs" not in html
    assert "object:" not in html
    for token in parse(html):
        if isinstance(token, Start | End) and token.tag == "a":
            depth += 1 if isinstance(token, Start) else -1
        assert depth in (0, 1)


@given(pages)
def test_rendering_keeps_the_words_in_order(page_passages: list[str]) -> None:
    html = " ".join(Numbering(known={}, links={}).passage(passage) for passage in page_passages)

    assert "".join(marks.plain_text(html).split()) == "".join(
        "".join(marks.plain_text(p).split()) for p in page_passages
    )


def test_headings_get_the_anchors_that_are_kept_for_them() -> None:
    page = numbering(taken_ids=("kept",))

    html = page.passage("<h2>New words h2</h2><h3>Second</h3><h2>Third</h2>", anchors=("old-words", "kept"))

    assert html == '<h2 id="old-words">New words h2</h2><h3 id="kept-2">Second</h3><h2 id="third">Third</h2>'


def test_a_heading_whose_words_read_like_its_tag_keeps_them_all() -> None:
    page = numbering()

    page.passage("<h2>h2<em> is a tag</em></h2>")

    assert [heading.text for heading in page.headings] == ["h2 is a tag"]


def test_a_quote_stands_with_the_place_that_it_was_taken_from() -> None:
    page = numbering()
    html = page.passage(
        marks.from_typed(
            "a[[ref:iron | p 4 | “x”]][[ref:iron | | “y”]][[ref:iron]] b[[ref:zinc | | “z”]] c[[ref:iron]]"
        )
    )

    assert shown(html) == "a[1, p 4] b[2] c[1]"
    assert page.bibliography == (
        Entry("iron", 1, (Citation("cite-1-1", "p 4", "a", ("x", "y")), Citation("cite-1-2", "", "b"))),
        Entry("zinc", 2, (Citation("cite-2-1", "", "a", ("z",)),)),
    )
