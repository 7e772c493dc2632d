"""Drafts: no lost text, addresses that are free, restoring former editions, discarding what was never public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing import clock
from publishing.drafting import discard, restore
from publishing.merging import merge
from publishing.models import AuditEntry, Item, ItemKey, Path, Person, StaleDraft
from publishing.models.drafts import validate_slug
from publishing.previews import share
from publishing.problems import NotPublishable
from publishing.workflow import Refused, withdraw
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
from tests.publishing.timeline import SECOND, T, actions, intervals, person_live_from

pytestmark = pytest.mark.django_db


# --- Two people at one draft --------------------------------------------------------------------------------------


def test_the_second_of_two_copies_is_refused_and_keeps_its_text() -> None:
    person = make_person(biography="First.")
    of_ada, of_ravi = Person.objects.get(pk=person.pk), Person.objects.get(pk=person.pk)
    of_ada.biography = "Ada's."
    of_ada.save()
    of_ravi.biography = "Ravi's."

    with pytest.raises(StaleDraft) as refusal:
        of_ravi.save()

    assert str(refusal.value) == (
        "“Ravi Rao” was saved by someone else after you opened it (you have version 1). "
        "Nothing of theirs was overwritten; read it again, then save."
    )
    assert (of_ravi.biography, of_ravi.version) == ("Ravi's.", 1)
    stored = Person.objects.get(pk=person.pk)
    assert (stored.biography, stored.version) == ("Ada's.", 2)


def test_a_copy_may_be_saved_again_and_again() -> None:
    person = make_person()

    for number in range(3):
        person.biography = str(number)
        person.save()

    assert Person.objects.values_list("biography", "version").get() == ("2", 4)


def test_publishing_does_not_make_an_open_copy_stale() -> None:
    person = make_person()
    copy = Person.objects.get(pk=person.pk)
    publish([person.item], by=make_user())

    copy.role = "Writes"
    copy.save()

    assert Person.objects.get(pk=person.pk).has_unpublished_changes is True


def test_restoring_makes_an_open_copy_stale() -> None:
    person = person_live_from(T)
    restore(person.item.editions.get(), by=make_user())

    with pytest.raises(StaleDraft):
        person.save()


@pytest.mark.parametrize("make", [lambda: Person(name="Mine"), lambda: make_person(name="Mine")], ids=["new", "saved"])
def test_a_refused_save_can_be_mended_and_saved_again(make: object) -> None:
    make_person(name="Taken", slug="taken")
    person: Person = make()  # type: ignore[operator]
    person.slug = "taken"
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()

    person.slug = "mine"
    person.save()

    assert Person.objects.select_related("item").get(slug="mine").item.kind == "person"
    assert Item.objects.count() == 2


# --- Addresses and keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ravi Rao", "ravi-rao"),
        ("José Núñez-Ødegård", "jose-nunez-degard"),
        ("a" * 200, "a" * 80),
        ("-- --", None),
        ("أحمد", None),
        ("维生素", None),
        ("History", None),
        ("as of", None),
    ],
)
def test_an_address_is_made_from_the_name(name: str, slug: str | None) -> None:
    person = make_person(name=name)

    assert person.slug.startswith("person-") if slug is None else person.slug == slug
    validate_slug(person.slug)
    assert (person.item.key, person.item.keys.get().key) == (person.slug, person.slug)


def test_two_of_one_name_get_two_addresses() -> None:
    people = [make_person(name="Ravi Rao") for _ in range(3)]

    assert [person.slug for person in people] == ["ravi-rao", "ravi-rao-2", "ravi-rao-3"]


def test_a_long_key_that_was_taken_is_cut_to_fit() -> None:
    long = "x" * 100
    first = make_person(name="First", slug=long)
    edit(first, slug="short")

    second = make_person(name="Second", slug=long)

    assert (second.slug, second.item.key) == (long, "x" * 98 + "-2")


@pytest.mark.parametrize("slug", ["history", "compare", "as-of"])
def test_a_reserved_address_is_refused_by_forms(slug: str) -> None:
    with pytest.raises(ValidationError, match=f"“{slug}” is kept for a page of its own"):
        Person(name="Ravi", slug=slug).clean_fields(exclude=["item", "changed_at"])


@pytest.mark.parametrize("slug", ["history", "compare", "as-of", "a/b", "A B", "?x", "../up", "%2e", "é"])
def test_an_address_that_no_form_would_take_is_not_published(slug: str) -> None:
    person = make_person(slug=slug)

    with pytest.raises(NotPublishable) as refusal:
        publish([person.item], by=make_user())

    assert [(problem.code, problem.place) for problem in refusal.value.problems] == [("bad-address", "Address")]


def test_a_new_address_becomes_a_key_and_the_old_one_stays_one() -> None:
    person = make_person(slug="old", live=True)

    publish([edit(person, slug="new").item], by=make_user())

    assert set(ItemKey.objects.filter(item=person.item_id).values_list("key", flat=True)) == {"old", "new"}
    assert Item.objects.get(pk=person.item_id).key == "new"


def test_a_key_that_was_anothers_stays_theirs() -> None:
    first = make_person(name="First", slug="shared")
    edit(first, slug="first")

    second = make_person(name="Second", slug="shared", live=True)

    assert ItemKey.objects.get(key="shared").item_id == first.item_id
    assert Item.objects.get(pk=second.item_id).key == "shared-2"


# --- Restoring ----------------------------------------------------------------------------------------------------


def test_restoring_writes_the_draft_and_readers_see_nothing_of_it() -> None:
    person = person_live_from(T, name="Ravi Rao", biography="As it was.")
    edit(person, biography="Worse.", name="Ravi R.")
    first = person.item.editions.get()

    with clock.at(T + SECOND):
        draft = restore(first, by=make_user(name="mo"), reason="It was better.")

    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.biography, stored.role) == ("Ravi Rao", "As it was.", "")
    assert stored.changed_by is not None
    assert (stored.changed_by.username, stored.has_unpublished_changes) == ("mo", True)
    assert draft == stored
    assert intervals(person) == [(1, T, None)]
    assert actions()[-1] == ("restore", 1, "It was better.")


def test_publishing_a_restored_draft_gives_the_same_bytes() -> None:
    person = person_live_from(T)
    first = person.item.editions.get()
    with clock.at(T + SECOND):
        publish([person.item], by=make_user())
        restore(first, by=make_user())

        (third,) = publish([person.item], by=make_user())

    assert (third.document, third.sha256) == (first.document, first.sha256)
    assert third.number == 3


def test_restoring_an_address_that_another_draft_has_by_now_is_refused() -> None:
    person = make_person(name="Ravi", slug="ravi", live=True)
    edit(person, slug="ravi-two", biography="Newer.")
    make_person(name="Other", slug="ravi")

    with pytest.raises(Refused, match=r"^Person “.*” can't be brought back as it was: another draft has its address"):
        restore(person.item.editions.get(), by=make_user())

    assert Person.objects.get(pk=person.pk).biography == "Newer."


# --- Discarding ---------------------------------------------------------------------------------------------------


def test_a_draft_that_was_never_public_can_be_discarded() -> None:
    person = make_person(name="Ravi Rao")

    discard(person.item, by=make_user())

    assert (Person.objects.count(), Item.objects.count(), ItemKey.objects.count()) == (0, 0, 0)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.item_id) == ("discard", None)
    assert entry.detail == {"kind": "person", "key": "ravi-rao", "title": "Ravi Rao"}


def test_a_discarded_key_is_free_again() -> None:
    discard(make_person(name="Ravi Rao").item, by=make_user())

    assert make_person(name="Ravi Rao").item.key == "ravi-rao"


def published() -> Item:
    return make_person(live=True).item


def withdrawn() -> Item:
    item = make_person(live=True).item
    withdraw(item, by=make_user(), reason="Harm.")
    return item


def used_by_a_draft() -> Item:
    symptom = make_symptom()
    make_nutrient().deficiency_links.create(symptom=symptom)
    return symptom.item


def author_of_a_draft() -> Item:
    author = make_person()
    make_article(authors=[author])
    return author.item


def with_an_imported_address() -> Item:
    item = make_person().item
    Path.objects.create(path="/old/ravi.html", item=item, origin=Path.Origin.IMPORTED)
    return item


def merged() -> Item:
    item = make_person(name="Ravi Rao").item
    merge(item, into=make_person(name="R. Rao").item, by=make_user(), reason="Same person.")
    return Item.objects.get(pk=item.pk)


def survivor() -> Item:
    survived = merged().merged_into
    assert survived is not None
    return survived


@pytest.mark.parametrize(
    "make", [published, withdrawn, used_by_a_draft, author_of_a_draft, with_an_imported_address, merged, survivor]
)
def test_what_is_on_record_or_in_use_is_not_discarded(make: object) -> None:
    item: Item = make()  # type: ignore[operator]
    keys = set(ItemKey.objects.values_list("key", "item"))

    with pytest.raises(Refused, match="stays"):
        discard(item, by=make_user())

    assert Item.objects.filter(pk=item.pk).exists()
    assert set(ItemKey.objects.values_list("key", "item")) == keys


def test_what_a_published_edition_names_is_not_discarded() -> None:
    author, disclaimer = make_person(live=True), make_policy(live=True)
    make_article(authors=[author], live=True)

    for item in (author.item, disclaimer.item):
        with pytest.raises(Refused):
            discard(item, by=make_user())


def test_what_was_done_about_a_draft_stays_on_record_so_it_is_not_discarded() -> None:
    person = make_person(name="Ravi Rao")
    with clock.at(T):
        share([person.item], by=make_user(), lasts=timedelta(days=1))

    message = r"^Person “Ravi Rao” stays, because it stands on record: ada shared a preview of the draft on "
    with pytest.raises(Refused, match=message):
        discard(person.item, by=make_user())

    assert Person.objects.get().item_id == person.item_id
