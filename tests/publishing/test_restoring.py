"""A former version comes back into the draft after something that it names was merged, withdrawn or deleted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from publishing import clock
from publishing.drafting import bring_back, discard, restore
from publishing.images import accept
from publishing.images.cleaning import remove_unused
from publishing.merging import merge
from publishing.models import Image, Item, Person, ReplacedDraft
from publishing.workflow import Refused, withdraw
from tests.factories import (
    edit,
    make_article,
    make_nutrient,
    make_person,
    make_policy,
    make_reference,
    make_user,
    publish,
)
from tests.publishing.sample_images import jpeg, upload

pytestmark = pytest.mark.django_db
CITING = '<p>It carries oxygen.<cite class="ref" data-refs="old">[ref:old]</cite></p>'


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def take_away(slug: str, *, into: Any = None) -> None:
    item = Item.objects.get(key=slug)
    withdraw(item, by=make_user(), reason="Wrong.")
    if into is not None:
        merge(item, into=into.item, by=make_user(), reason="The same work.")


def test_an_edition_that_cites_a_merged_source_comes_back_word_for_word_and_cites_the_survivor() -> None:
    make_reference(slug="old", title="The old record")
    survivor = make_reference(slug="new", title="The new record")
    iron = make_nutrient(name="Iron", body=CITING, live=True)
    first = iron.item.editions.get()
    publish([edit(iron, body="<p>Nothing.</p>").item], by=make_user())
    take_away("old", into=survivor)

    restored = restore(first, by=make_user())
    published = publish([iron.item], by=make_user())

    assert (restored.body, [edition.number for edition in published]) == (CITING, [3])  # type: ignore[attr-defined]
    assert published[0].document == first.document
    page = Client().get("/nutrients/iron/").content.decode()
    assert ("The new record" in page, "The old record" in page) == (True, False)


def test_an_edition_that_cites_a_withdrawn_source_comes_back_and_says_what_is_to_be_mended(
    admin_client: Client,
) -> None:
    make_reference(slug="old")
    iron = make_nutrient(name="Iron", body=CITING, live=True)
    publish([edit(iron, body="<p>Nothing.</p>").item], by=make_user())
    iron.refresh_from_db()
    take_away("old")

    answer = admin_client.post(
        f"/admin/publishing/item/{iron.item_id}/restore/", {"number": "1", "version": iron.version}, follow=True
    )

    iron.refresh_from_db()
    assert iron.body == CITING
    told = [str(message) for message in answer.context["messages"]]
    assert told[0].startswith("The draft says again what edition 1 said.")
    assert [message for message in told if message.startswith("Before it can go out:") and "old" in message]


def make_image() -> Image:
    return accept(upload(jpeg(60, 40)), by=make_user(), credit="Ada", licence="own work")


def replaced_with_a_portrait() -> tuple[Person, Image]:
    """Live, with a portrait only in a draft over which the edition was brought back."""
    image = make_image()
    person = edit(make_person(name="Ravi Rao", live=True), image=image, alt="Ravi", biography="Shown.")
    restore(person.item.editions.get(), by=make_user())
    return Person.objects.get(pk=person.pk), image


def test_a_picture_that_only_a_kept_draft_shows_is_not_cleaned_away() -> None:
    person, image = replaced_with_a_portrait()

    removed = remove_unused(before=clock.now() + timedelta(days=1))
    bring_back(ReplacedDraft.objects.get(), by=make_user())

    person.refresh_from_db()
    assert (removed.images, person.image, person.biography) == ([], image, "Shown.")


def test_a_version_whose_picture_was_deleted_is_refused_in_words_and_nothing_is_lost(admin_client: Client) -> None:
    person, image = replaced_with_a_portrait()
    image.delete()
    kept = ReplacedDraft.objects.get()

    answer = admin_client.post(
        f"/admin/publishing/item/{person.item_id}/restore/",
        {"number": f"replaced-{kept.pk}", "version": person.version},
        follow=True,
    )

    (told,) = [str(message) for message in answer.context["messages"]]
    assert told.startswith(
        "Person “Ravi Rao” can't be brought back as it was, because something that it names was deleted"
    )
    assert f"The library has no image {image.sha256}" in told
    assert Person.objects.values_list("biography", "version").get() == (person.biography, person.version)
    assert ReplacedDraft.objects.get().document == kept.document


def test_a_version_that_names_a_person_who_was_deleted_is_refused_and_nothing_is_lost() -> None:
    make_policy(live=True)
    article = make_article(title="Legs", live=True)
    author = make_person(name="Never Public")
    article.article_authors.create(person=author, position=9)
    article = Article.objects.get(pk=article.pk)
    restore(article.item.editions.get(), by=make_user())
    discard(author.item, by=make_user())
    before = Article.objects.get(pk=article.pk)

    with pytest.raises(Refused, match=f"something that it names was deleted since \\(.*{author.item_id}"):
        bring_back(ReplacedDraft.objects.get(), by=make_user())

    assert Article.objects.get(pk=article.pk).version == before.version
    assert [row.person.name for row in before.article_authors.all()] == [
        row.person.name for row in Article.objects.get(pk=article.pk).article_authors.all()
    ]
