"""What no form would send: odd letters, endless titles, rings of links, moments at the end of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from publishing import clock, paths
from publishing.candidates import candidates_of
from publishing.merging import merge
from publishing.models import Draft, Edition, Item, Link, Person
from publishing.paths import Found
from publishing.problems import NotPublishable, moment_after, problems_of
from publishing.workflow import cancel, withdraw
from tests.factories import edit, make_faq, make_nutrient, make_person, make_reference, make_symptom, make_user, publish
from tests.publishing.timeline import DAY, T, intervals

pytestmark = pytest.mark.django_db


def link_to(item_id: UUID) -> str:
    return f'<p><a href="object:{item_id}">Link</a></p>'


def codes(*drafts: Draft) -> list[str]:
    with pytest.raises(NotPublishable) as refusal:
        publish([draft.item for draft in drafts], by=make_user())
    assert not Edition.objects.filter(item__in=[draft.item for draft in drafts]).exists()
    return [problem.code for problem in refusal.value.problems]


# --- Letters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["أحمد", "山田 太郎", "Ødegård", "O'Neill & <b>", "\u202eevil", "🥬 🥬", "ßß", "İ"])
def test_names_of_all_scripts_are_published_and_found(name: str) -> None:
    person = make_person(name=name, live=True)

    found = paths.resolve(f"/people/{person.slug}/", at=T)

    assert isinstance(found, Found)
    assert (found.edition.title, found.edition.sort_title) == (name, name.casefold())


@pytest.mark.parametrize("letter", ["ß", "ΐ", "İ", "x"])
def test_a_title_whose_folded_form_is_longer_still_fits(letter: str) -> None:
    question = letter * 300

    edition = make_faq(question=question, live=True).item.editions.get()

    assert (edition.title, edition.sort_title) == (question, question.casefold()[:300])


def test_a_source_with_an_endless_title_is_cut_on_its_card_only() -> None:
    title = "An example " * 90

    edition = make_reference(title=title.strip()).item.editions.get()

    assert (edition.title, title.strip() in edition.document) == (title[:300], True)


def test_a_title_that_does_not_fit_is_a_problem_and_no_crash() -> None:
    (candidate,) = candidates_of([make_person().item])
    endless = replace(candidate, card=replace(candidate.card, title="x" * 301))

    problems = problems_of([endless], moment_after([endless], at=T))

    assert [(problem.code, str(problem)) for problem in problems] == [
        ("long-title", "Title: The title has 301 characters; 300 is the most.")
    ]


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u00a0", "\u2003"])
def test_a_name_of_blanks_is_no_title(name: str) -> None:
    assert codes(make_person(name=name)) == ["no-title"]


def test_half_a_character_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(UnicodeEncodeError), transaction.atomic():
        Person(name="Ravi", biography="\ud800").save()

    assert (Person.objects.count(), Item.objects.count()) == (0, 0)


def test_a_nul_byte_is_dropped_because_postgresql_stores_none() -> None:
    person = make_person(name="Ra\0vi", biography="a\0b", live=True)

    assert (person.name, person.biography) == ("Ravi", "ab")


# --- Addresses ----------------------------------------------------------------------------------------------------


def test_two_of_a_set_that_want_one_address_are_both_told() -> None:
    first, second = candidates_of([make_person(name="First").item, make_person(name="Second").item])
    rival = replace(second, card=replace(second.card, path=first.card.path))

    problems = problems_of([first, rival], moment_after([first, rival], at=T))

    assert [(problem.item_id, problem.code, problem.message) for problem in problems] == [
        (
            candidate.item.id,
            "path-taken",
            "The address /people/first/ is wanted by another item of this set too. Change one of them.",
        )
        for candidate in (first, second)
    ]


def test_an_address_that_another_item_had_is_refused_with_its_name() -> None:
    edit(make_person(name="Ravi Rao", slug="rao", live=True), slug="ravi-rao")
    newcomer = make_person(name="R. Rao", slug="rao")

    with pytest.raises(NotPublishable) as refusal:
        publish([newcomer.item], by=make_user())

    assert str(refusal.value) == (
        "Address: The address /people/rao/ belongs to Person “Ravi Rao” for ever, which published there first. "
        "Choose another address."
    )


def test_in_one_set_an_address_goes_before_anothers_other_name() -> None:
    named, other = make_nutrient(name="Cobalamin", other_names="B12"), make_nutrient(name="B12")

    publish([named.item, other.item], by=make_user())

    found = paths.resolve("/nutrients/b12/", at=T)
    assert isinstance(found, Found)
    assert found.edition.item_id == other.item_id


def test_other_names_that_make_no_address_make_none() -> None:
    nutrient = make_nutrient(other_names="维生素\n!!!\n" + "x" * 150, live=True)

    assert set(nutrient.item.paths.values_list("path", "origin")) == {
        ("/nutrients/cobalamin/", "edition"),
        (f"/nutrients/{'x' * 100}/", "alias"),
    }


# --- Links --------------------------------------------------------------------------------------------------------


def test_a_page_may_link_to_itself() -> None:
    nutrient = make_nutrient()
    edit(nutrient, body=link_to(nutrient.item_id))

    publish([nutrient.item], by=make_user())

    assert list(Link.objects.values_list("item", "target")) == [(nutrient.item_id, nutrient.item_id)]


def test_two_pages_that_link_to_each_other_go_live_together() -> None:
    nutrient, symptom = make_nutrient(), make_symptom()
    edit(nutrient, body=link_to(symptom.item_id))
    edit(symptom, body=link_to(nutrient.item_id))
    assert codes(nutrient) == ["not-live"]

    publish([nutrient.item, symptom.item], by=make_user())

    assert set(Link.objects.values_list("item", "target")) == {
        (nutrient.item_id, symptom.item_id),
        (symptom.item_id, nutrient.item_id),
    }


def test_a_link_to_what_was_merged_points_at_the_survivor() -> None:
    old, new = make_symptom(name="Tingling"), make_symptom(name="Numbness", live=True)
    merge(old.item, into=new.item, by=make_user(), reason="The same.")

    make_nutrient(body=link_to(old.item_id), live=True)

    assert Link.objects.get().target_id == new.item_id


def test_links_to_nothing_live_are_named_once_each() -> None:
    drafted, withdrawn = make_symptom(name="Drafted"), make_symptom(name="Withdrawn", live=True)
    withdraw(withdrawn.item, by=make_user(), reason="Harm.")
    lost = [drafted.item_id, withdrawn.item_id, uuid4()]
    body = "".join(link_to(target) for target in lost)

    assert codes(make_nutrient(body=body * 2)) == ["not-live", "not-live", "unknown-item"]


def test_a_key_that_no_source_has_is_not_cited() -> None:
    assert codes(make_nutrient(summary="An example.[[ref:nobody-1999]]")) == ["unknown-reference"]


# --- Moments ------------------------------------------------------------------------------------------------------


def test_the_end_of_time_can_be_planned_and_cancelled() -> None:
    person = make_person()
    last_day = datetime.max.replace(tzinfo=UTC)
    with clock.at(T):
        (edition,) = publish([person.item], by=make_user(), at=last_day)
        assert intervals(person) == [(1, last_day, None)]

        cancel(edition, by=make_user())

    assert intervals(person) == [(1, None, None)]


def test_at_the_beginning_of_time_nothing_was_public() -> None:
    person = make_person(live=True)

    assert paths.resolve(f"/people/{person.slug}/", at=datetime.min.replace(tzinfo=UTC) + DAY) == paths.Missing()
