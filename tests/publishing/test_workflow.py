"""Publishing a set: all of it at one moment, or none of it with every reason."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import transaction

from publishing import clock, documents, workflow
from publishing.candidates import NoDraft
from publishing.models import AuditEntry, Edition, Item, Link, Path, Person
from publishing.models.drafts import new_item
from publishing.problems import NotPublishable
from publishing.workflow import Refused, cancel, plan_end, withdraw
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_symptom,
    make_user,
    publish,
)
from tests.publishing.timeline import MICROSECOND, SECOND, T, intervals

pytestmark = pytest.mark.django_db


def audit() -> list[tuple[Any, ...]]:
    return list(
        AuditEntry.objects.order_by("id").values_list(
            "at", "actor__username", "action", "item", "edition_number", "reason"
        )
    )


# --- What one publish writes --------------------------------------------------------------------------------------


def test_publish_freezes_the_draft_as_it_is_saved() -> None:
    ada, person = make_user(), make_person(name="Ravi Rao", role="Reviews")

    with clock.at(T):
        (edition,) = publish([person.item], by=ada, change="correction", note="Corrected the role.")

    text = '{"schema":1,"name":"Ravi Rao","slug":"ravi-rao","role":"Reviews","disclosure":"Nothing to disclose."}'
    assert Edition.objects.values().get() == {
        "id": edition.id,
        "item_id": person.item_id,
        "kind": "person",
        "number": 1,
        "document": text,
        "sha256": documents.sha256(text),
        "title": "Ravi Rao",
        "sort_title": "ravi rao",
        "aliases": [],
        "summary": "Reviews",
        "path": "/people/ravi-rao/",
        "change": "major",
        "note": "Corrected the role.",
        "published_by_id": ada.id,
        "recorded_at": T,
        "live_from": T,
        "live_until": None,
        "first_live_from": T,
        "substantive_from": T,
    }
    assert list(Path.objects.values_list("path", "item_id", "origin")) == [
        ("/people/ravi-rao/", person.item_id, "edition")
    ]
    assert audit() == [(T, "ada", "publish", person.item_id, 1, "Corrected the role.")]


def test_publish_closes_what_was_live_at_the_very_moment() -> None:
    person = make_person()
    with clock.at(T):
        publish([person.item], by=make_user())
    edit(person, role="Writes")

    with clock.at(T + SECOND):
        publish([person.item], by=make_user())

    assert intervals(person) == [(1, T, T + SECOND), (2, T + SECOND, None)]


def test_an_edit_after_publishing_stays_with_the_editors() -> None:
    person = make_person(name="Ravi Rao", live=True)

    edit(person, name="Ravi Rao, renamed in secret")

    assert Edition.objects.get().title == "Ravi Rao"
    assert not Edition.objects.filter(document__contains="secret").exists()


def test_publish_notes_which_version_readers_have() -> None:
    person = make_person()
    assert person.has_unpublished_changes

    publish([person.item], by=make_user())
    person.refresh_from_db()
    assert (person.version, person.published_version, person.has_unpublished_changes) == (1, 1, False)

    changed = edit(person, role="Writes")
    assert (changed.version, changed.published_version, changed.has_unpublished_changes) == (2, 1, True)


# --- A set --------------------------------------------------------------------------------------------------------


def test_a_set_goes_live_at_one_moment() -> None:
    people = [make_person(name=f"Person {number}") for number in range(10)]

    with clock.at(T):
        editions = publish([person.item for person in people], by=make_user())

    assert [edition.item_id for edition in editions] == [person.item_id for person in people]
    assert {edition.live_from for edition in editions} == {T}
    assert [(action, item) for _, _, action, item, _, _ in audit()] == [
        ("publish", person.item_id) for person in people
    ]


def test_a_set_is_checked_as_if_all_of_it_were_live() -> None:
    author, disclaimer = make_person(name="Ada Adeyemi"), make_policy()
    article = make_article(authors=[author])
    with pytest.raises(NotPublishable) as refusal:
        publish([article.item], by=make_user())
    assert [(problem.code, problem.place) for problem in refusal.value.problems] == [
        ("not-live", "Authors"),
        ("not-live", "Disclaimer"),
    ]

    publish([article.item, author.item, disclaimer.item], by=make_user())

    assert {link.role: link.target_id for link in Link.objects.all()} == {
        "author": author.item_id,
        "disclaimer": disclaimer.item_id,
    }


def test_one_problem_refuses_the_whole_set_and_every_problem_is_named() -> None:
    good, silent, nameless = make_person(name="Ravi"), make_person(name="Mo", disclosure=""), make_person(name=" ")

    with pytest.raises(NotPublishable) as refusal:
        publish([good.item, silent.item, nameless.item], by=make_user())

    assert [(problem.item_id, problem.code) for problem in refusal.value.problems] == [
        (silent.item_id, "no-disclosure"),
        (nameless.item_id, "no-title"),
    ]
    assert str(refusal.value) == (
        "Disclosure: Say what readers should know of money, shares or posts, or that there is nothing to disclose.\n"
        "Title: This person has no title. Readers and lists need one."
    )
    assert (Edition.objects.count(), Path.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    assert set(Person.objects.values_list("published_version", flat=True)) == {None}


def test_a_scheduled_edition_of_one_item_refuses_the_whole_set() -> None:
    first, second = make_person(name="Ravi"), make_person(name="Mo")
    with clock.at(T):
        publish([second.item], by=make_user(), at=T + 60 * SECOND)

        with pytest.raises(Refused, match="Person “Mo” has edition 1 scheduled for"):
            publish([first.item, second.item], by=make_user())

    assert intervals(first) == []


def test_what_would_not_change_gets_no_edition() -> None:
    same, changed = make_person(name="Ravi", live=True), make_person(name="Mo", live=True)
    edit(same, role="Writes")
    edit(same, role="")
    edit(changed, role="Writes")

    editions = publish([same.item, changed.item], by=make_user())

    assert [(edition.item_id, edition.number) for edition in editions] == [(changed.item_id, 2)]
    assert Person.objects.get(pk=same.pk).has_unpublished_changes is False
    assert len(audit()) == 3


def test_the_same_item_twice_in_a_set_is_published_once() -> None:
    person = make_person()

    editions = publish([person.item, Item.objects.get(pk=person.item_id), person.item], by=make_user())

    assert [edition.number for edition in editions] == [1]


def test_an_empty_set_writes_nothing() -> None:
    assert publish([], by=make_user()) == []
    assert audit() == []


def test_an_item_without_a_draft_is_named() -> None:
    with pytest.raises(NoDraft, match="Person “nobody” has no draft"):
        publish([new_item("person", "nobody")], by=make_user())


def test_a_failure_after_the_set_was_written_leaves_nothing() -> None:
    people = [make_person(name="Ravi"), make_person(name="Mo")]

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publish([person.item for person in people], by=make_user())
        raise ZeroDivisionError

    assert Edition.objects.count() == 0


# --- Time ---------------------------------------------------------------------------------------------------------


def test_publishing_again_within_a_microsecond_moves_on_by_one() -> None:
    person = make_person()
    with clock.at(T):
        for role in ("first", "second", "third"):
            edit(person, role=role)
            publish([person.item], by=make_user())

    assert intervals(person) == [
        (1, T, T + MICROSECOND),
        (2, T + MICROSECOND, T + 2 * MICROSECOND),
        (3, T + 2 * MICROSECOND, None),
    ]


def test_a_set_begins_after_the_latest_boundary_of_all_its_items() -> None:
    first, second = make_person(name="Ravi"), make_person(name="Mo")
    with clock.at(T + SECOND / 2):
        publish([second.item], by=make_user())
    edit(second, role="Writes")

    with clock.at(T):
        editions = publish([first.item, second.item], by=make_user())

    assert {edition.live_from for edition in editions} == {T + SECOND / 2 + MICROSECOND}


def test_a_clock_that_went_back_five_seconds_refuses_with_words() -> None:
    person = make_person()
    with clock.at(T):
        publish([person.item], by=make_user())
    edit(person, role="Writes")

    with clock.at(T - 5 * SECOND), pytest.raises(Refused, match="has edition 1 scheduled"):
        publish([person.item], by=make_user())

    with clock.at(T + SECOND):
        publish([person.item], by=make_user())
    assert intervals(person) == [(1, T, T + SECOND), (2, T + SECOND, None)]


@pytest.mark.parametrize("step", [publish, plan_end])
def test_a_moment_without_a_time_zone_is_refused(step: Any) -> None:
    person = make_person(live=True)
    what = [person.item] if step is publish else person.item

    with pytest.raises(ValueError, match="has no time zone"):
        step(what, at=datetime(2099, 1, 1), by=make_user())


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    person = make_person()
    with clock.at(T):
        (edition,) = publish(
            [person.item], by=make_user(), at=(T + SECOND).astimezone(timezone(timedelta(hours=5, minutes=45)))
        )

    edition.refresh_from_db()
    assert edition.live_from == T + SECOND


# --- Links --------------------------------------------------------------------------------------------------------


def test_links_carry_the_interval_of_their_edition() -> None:
    symptom, nutrient = make_symptom(live=True), make_nutrient()
    edit(nutrient, body=f'<p><a href="object:{symptom.item_id}">Numbness</a></p>')
    with clock.at(T):
        publish([nutrient.item], by=make_user())
        edit(nutrient, body=f'<p>Again <a href="object:{symptom.item_id}">numbness</a></p>')
        (later,) = publish([nutrient.item], by=make_user(), at=T + 60 * SECOND)
    assert live_links() == [(1, T, T + 60 * SECOND), (2, T + 60 * SECOND, None)]

    with clock.at(T + SECOND):
        cancel(later, by=make_user())
    assert live_links() == [(1, T, None), (2, None, None)]

    with clock.at(T + 2 * SECOND):
        withdraw(nutrient.item, by=make_user(), reason="Harm.")
    assert live_links() == [(1, T, T + 2 * SECOND), (2, None, None)]


def live_links() -> list[tuple[Any, ...]]:
    return list(Link.objects.order_by("edition").values_list("edition__number", "live_from", "live_until"))


@pytest.mark.parametrize("change", ["major", "correction"])
@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_change_of_substance_needs_a_note_for_readers(change: str, note: str) -> None:
    person = make_person(live=True)

    with pytest.raises(Refused, match="Write a note that tells them what changed and why"):
        workflow.publish([edit(person, role="Writes").item], by=make_user(), change=change, note=note)

    assert person.item.editions.count() == 1


def test_a_first_edition_and_a_small_change_need_no_note() -> None:
    person = make_person()
    for change in ("major", "minor"):
        workflow.publish([edit(person, role=f"Role for {change}").item], by=make_user(), change=change)

    assert list(person.item.editions.order_by("number").values_list("change", flat=True)) == ["major", "minor"]


def test_publishing_what_is_unchanged_needs_no_note() -> None:
    person = make_person(live=True)

    assert workflow.publish([person.item], by=make_user()) == []
