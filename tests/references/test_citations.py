"""The citations of a page against real editions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from publishing import clock
from publishing.moment import Moment
from publishing.workflow import withdraw
from references.citations import Passages, mentions_in
from references.marks import from_typed
from tests.factories import edit, make_nutrient, make_reference, make_user, publish

pytestmark = pytest.mark.django_db


def settled(moment: Moment, *typed: str) -> tuple[list[str], list[tuple[int, str, int]]]:
    """Each passage's HTML, and (number, key, times cited) of each entry."""
    passages = Passages(moment)
    added = [passages.add(from_typed(text)) for text in typed]
    listed = passages.settle()
    return [str(passage) for passage in added], [
        (one.entry.number, one.reference.document.source.key, len(one.entry.citations)) for one in listed
    ]


def numbers(html: str) -> str:
    """Without the links for browsers that open nothing on the spot."""
    return "".join(part.split("<")[0] for part in re.sub(r'<a href="#ref-[^>]*>[^<]*</a>', "", html).split(">"))


def test_one_source_cited_three_times_is_one_entry() -> None:
    make_reference(slug="rao-2020")

    html, entries = settled(Moment(clock.now()), "A [[ref:rao-2020]].", "B [[ref:rao-2020]]. C [[ref:rao-2020]].")

    assert ([numbers(one) for one in html], entries) == (["A[1].", "B[1]. C[1]."], [(1, "rao-2020", 3)])


def test_a_former_key_and_the_present_one_are_one_entry() -> None:
    reference = edit(make_reference(slug="rao-2020"), slug="rao-2021")
    publish([reference.item], by=make_user())

    html, entries = settled(Moment(clock.now()), "A [[ref:rao-2020]].", "B [[ref:rao-2021]].")

    assert ([numbers(one) for one in html], entries) == (["A[1].", "B[1]."], [(1, "rao-2021", 2)])


def test_a_source_says_once_how_certain_the_statements_are_that_cite_it() -> None:
    make_reference(slug="rao-2020")
    make_reference(slug="ivanov-2019")
    passages = Passages(Moment(clock.now()))
    for certainty in ("Strong evidence", "Limited evidence", "Strong evidence"):
        passages.add(from_typed("A [[ref:rao-2020]]."), certainty=certainty)
    passages.add(from_typed("B [[ref:ivanov-2019]]."))

    said = [one.certainties for one in passages.settle()]

    assert said == [("Strong evidence", "Limited evidence"), ()]


def test_a_withdrawn_source_leaves_no_number_for_readers() -> None:
    reference = make_reference(slug="rao-2020")
    make_reference(slug="ivanov-2019")
    withdraw(reference.item, by=make_user(), reason="Retracted.")

    html, entries = settled(Moment(clock.now()), "A [[ref:rao-2020]]. B [[ref:ivanov-2019]].")

    assert (numbers(html[0]), entries) == ("A . B[1].", [(1, "ivanov-2019", 1)])


def test_editors_see_where_a_source_is_missing() -> None:
    nutrient = make_nutrient(live=True)
    rehearsal = Moment(clock.now(), [Moment(clock.now()).among([nutrient.item_id])[0]])

    html, entries = settled(rehearsal, "A [[ref:nobody-1999]].")

    assert (numbers(html[0]), entries) == ("A[?].", [])


def test_a_link_leads_where_its_item_is_at_the_moment() -> None:
    nutrient = make_nutrient(name="Cobalamin", live=True)
    before = clock.now()
    html = f'<p>See <a href="object:{nutrient.item_id}">this</a>.</p>'

    def shown(moment: Moment) -> str:
        passages = Passages(moment)
        passage = passages.add(html)
        passages.settle()
        return str(passage)

    renamed = edit(nutrient, slug="vitamin-b12")
    publish([renamed.item], by=make_user())
    after = clock.now()
    withdraw(renamed.item, by=make_user(), reason="A test.")

    assert [shown(Moment(t)) for t in (before, after, clock.now(), before - timedelta(days=1))] == [
        '<p>See <a href="/nutrients/cobalamin/">this</a>.</p>',
        '<p>See <a href="/nutrients/vitamin-b12/">this</a>.</p>',
        "<p>See this.</p>",
        "<p>See this.</p>",
    ]


def test_a_passage_is_not_shown_before_its_page_is_settled() -> None:
    passage = Passages(Moment(clock.now())).add("<p>Text.</p>")

    with pytest.raises(RuntimeError):
        str(passage)


def test_a_mention_carries_the_citing_sentence() -> None:
    html = from_typed("Iron is a metal. It carries oxygen [[ref:rao-2020,ivanov-2019]]. So it matters.")

    assert [(m.target.key, m.excerpt["sentence"]) for m in mentions_in(html, place="Summary")] == [  # type: ignore[union-attr]
        ("rao-2020", "It carries oxygen."),
        ("ivanov-2019", "It carries oxygen."),
    ]


def test_a_mention_carries_the_place_in_the_source_and_its_words() -> None:
    html = from_typed("Iron [[ref:rao-2020 | p 4 | “it carries”]] helps [[ref:rao-2020 | p 9]][[ref:mo-2021]].")

    assert [m.excerpt for m in mentions_in(html, place="Summary")] == [
        {"sentence": "Iron helps.", "place": "Summary", "locator": "p 4; p 9", "quotes": ["it carries"]},
        {"sentence": "Iron helps.", "place": "Summary"},
    ]
