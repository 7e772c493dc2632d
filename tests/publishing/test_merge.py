"""Merging: the survivor answers for the other's keys, paths and links, for ever and in one hop."""

from __future__ import annotations

import pytest

from publishing import clock, paths
from publishing.merging import merge
from publishing.models import Item, ItemKey, Link, Person
from publishing.moment import Moment
from publishing.paths import Moved
from publishing.workflow import Refused, withdraw
from tests.factories import edit, make_article, make_person, make_policy, make_symptom, make_user, publish
from tests.publishing.timeline import SECOND, T, actions, schedule

pytestmark = pytest.mark.django_db


def a_withdrawn_person(name: str) -> Person:
    person = make_person(name=name, live=True)
    withdraw(person.item, by=make_user(), reason="Same person.")
    return person


def do_merge(one: Person, *, into: Person) -> None:
    merge(Item.objects.get(pk=one.item_id), into=into.item, by=make_user(), reason="Same person.")


def survivors() -> dict[str, str | None]:
    return dict(Item.objects.values_list("key", "merged_into__key"))


def keys() -> dict[str, str]:
    return dict(ItemKey.objects.values_list("key", "item__key"))


def test_keys_paths_and_links_lead_to_the_survivor() -> None:
    author, other = make_person(name="Ravi Rao", live=True), make_person(name="R. Rao", live=True)
    make_policy(live=True)
    article = make_article(authors=[author], live=True)
    frozen = article.item.editions.get().document
    withdraw(author.item, by=make_user(), reason="Same person.")

    do_merge(author, into=other)

    assert survivors()["ravi-rao"] == "r-rao"
    assert keys()["ravi-rao"] == "r-rao"
    assert Link.objects.get(role="author").target_id == other.item_id
    assert article.item.editions.get().document == frozen
    assert paths.resolve("/people/ravi-rao/", at=T) == Moved("/people/r-rao/")
    assert actions()[-1] == ("merge", None, "Same person.")
    moment = Moment(T)
    assert [live.card.title for live in moment.among([author.item_id])] == ["R. Rao"]
    assert {key: live.card.title for key, live in moment.by_keys("person", ["ravi-rao", "r-rao"]).items()} == {
        "ravi-rao": "R. Rao",
        "r-rao": "R. Rao",
    }
    assert [said.card.title for said in moment.incoming(other.item_id)] == ["An example article"]


def test_merging_onwards_stays_one_hop() -> None:
    first, second, third = (
        a_withdrawn_person("First"),
        a_withdrawn_person("Second"),
        make_person(name="Third", live=True),
    )

    do_merge(first, into=second)
    do_merge(second, into=third)

    assert survivors() == {"first": "third", "second": "third", "third": None}
    assert keys() == {"first": "third", "second": "third", "third": "third"}
    for path in ("/people/first/", "/people/second/"):
        assert paths.resolve(path, at=T) == Moved("/people/third/")


def test_merging_into_one_that_was_merged_leads_to_its_survivor() -> None:
    first, second, third = (
        a_withdrawn_person("First"),
        a_withdrawn_person("Second"),
        make_person(name="Third", live=True),
    )
    do_merge(second, into=third)

    do_merge(first, into=Person.objects.get(pk=second.pk))

    assert survivors() == {"first": "third", "second": "third", "third": None}


def test_what_was_merged_is_not_published_again() -> None:
    old, new = make_person(name="Ravi Rao"), make_person(name="R. Rao", live=True)
    do_merge(old, into=new)

    with pytest.raises(Refused, match=r"Person “Ravi Rao” was merged into Person “R. Rao”. Publish that one."):
        publish([old.item], by=make_user())


def test_what_was_merged_is_not_merged_elsewhere() -> None:
    old, new, third = a_withdrawn_person("Ravi Rao"), make_person(name="R. Rao"), make_person(name="Third")
    do_merge(old, into=new)

    with pytest.raises(Refused, match=r"Person “Ravi Rao” has been merged already."):
        do_merge(old, into=third)

    assert keys()["ravi-rao"] == "r-rao"


def test_an_item_is_not_merged_into_itself_or_in_a_ring() -> None:
    one, other = a_withdrawn_person("One"), a_withdrawn_person("Other")
    with pytest.raises(Refused, match=r"can only be merged into another person"):
        do_merge(one, into=one)
    do_merge(one, into=other)

    with pytest.raises(Refused, match=r"can only be merged into another person"):
        do_merge(other, into=Person.objects.get(pk=one.pk))

    assert survivors() == {"one": "other", "other": None}


def test_an_item_is_merged_into_its_own_kind_only() -> None:
    person, symptom = make_person(name="Ravi Rao"), make_symptom()

    with pytest.raises(Refused, match=r"Person “Ravi Rao” can only be merged into another person."):
        merge(person.item, into=symptom.item, by=make_user(), reason="Typo.")


@pytest.mark.parametrize("state", ["live", "scheduled"])
def test_what_is_live_or_scheduled_is_not_merged(state: str) -> None:
    old, new = make_person(name="Ravi Rao", live=state == "live"), make_person(name="R. Rao", live=True)
    if state == "scheduled":
        schedule(old, at=T + 60 * SECOND, said=T)

    with clock.at(T), pytest.raises(Refused, match=r"is live or scheduled. Withdraw it first, then merge."):
        do_merge(old, into=new)


def test_the_survivor_may_take_the_others_address() -> None:
    old, new = a_withdrawn_person("Ravi Rao"), make_person(name="R. Rao", live=True)
    do_merge(old, into=new)
    edit(old, slug="parked")
    with clock.at(T):
        publish([edit(new, slug="ravi-rao").item], by=make_user())

    found = paths.resolve("/people/ravi-rao/", at=T)

    assert isinstance(found, paths.Found)
    assert found.edition.item_id == new.item_id
    assert paths.resolve("/people/r-rao/", at=T) == Moved("/people/ravi-rao/")


def test_merging_into_a_copy_read_before_it_was_merged_still_makes_no_chain() -> None:
    first, second, third = (
        a_withdrawn_person("First"),
        a_withdrawn_person("Second"),
        make_person(name="Third", live=True),
    )
    read_before = Item.objects.get(pk=second.item_id)
    do_merge(second, into=third)

    merge(first.item, into=read_before, by=make_user(), reason="Same person.")

    assert survivors() == {"first": "third", "second": "third", "third": None}


def test_what_goes_live_within_a_second_is_not_merged() -> None:
    old, new = make_person(name="Ravi Rao"), make_person(name="R. Rao", live=True)
    schedule(old, at=T + SECOND / 2, said=T)

    with clock.at(T), pytest.raises(Refused, match="is live or scheduled"):
        do_merge(old, into=new)
