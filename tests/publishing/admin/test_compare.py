"""The comparison of two versions, and the way back to a former one, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import ArticleAuthor
from publishing.models import AuditEntry, Person, ReplacedDraft
from tests.factories import edit, make_article, make_nutrient, make_person, make_policy, make_user, publish

pytestmark = pytest.mark.django_db


def url(draft: Any, step: str = "compare") -> str:
    return f"/admin/publishing/item/{draft.item_id}/{step}/"


@pytest.fixture
def ravi() -> Person:
    """Two editions and a draft, each with another biography."""
    ravi = make_person(name="Ravi Rao", biography="Plays the flute.", live=True)
    publish([edit(ravi, biography="Plays the violin.").item], by=make_user(), change="minor")
    return edit(ravi, biography="Plays the drums.")


def told(response: Any) -> list[tuple[str, ...]]:
    return [
        (difference.what, *difference.place, "".join(f"{run.kind[0]}:{run.text} " for run in difference.runs).strip())
        for difference in response.context["differences"]
    ]


def test_at_first_what_readers_see_stands_against_the_draft(admin_client: Client, ravi: Person) -> None:
    response = admin_client.get(url(ravi))

    assert told(response) == [("changed", "Biography", "s:Plays the  r:violin a:drums s:.")]
    assert "<del>violin</del><ins>drums</ins>" in response.content.decode()


def test_any_two_versions_can_be_compared(admin_client: Client, ravi: Person) -> None:
    response = admin_client.get(url(ravi), {"before": "1", "after": "2"})

    assert told(response) == [("changed", "Biography", "s:Plays the  r:flute a:violin s:.")]


def test_equal_versions_say_so(admin_client: Client, ravi: Person) -> None:
    response = admin_client.get(url(ravi), {"before": "draft", "after": "draft"})

    assert told(response) == []
    assert "Nothing that readers see is different." in response.content.decode()


@pytest.mark.parametrize("version", ["3", "0", "-1", "draft2", "\u0661", "9" * 40])
def test_a_version_that_is_none_is_named_with_the_way_out(admin_client: Client, ravi: Person, version: str) -> None:
    response = admin_client.get(url(ravi), {"before": version, "after": "draft"})

    assert response.status_code == 200
    assert f"There is no version “{version}” of this." in response.content.decode()


def test_what_was_never_published_has_nothing_to_compare_with(admin_client: Client) -> None:
    response = admin_client.get(url(make_person(name="Ada")))

    assert told(response) == []


def test_items_are_called_by_what_editors_call_them(admin_client: Client) -> None:
    make_policy(live=True)
    article = make_article(authors=[make_person(name="Ada Adeyemi", live=True)], live=True)
    ArticleAuthor.objects.filter(article=article).update(person=make_person(name="Mo Mayer"))

    found = told(admin_client.get(url(article)))

    assert ("removed", "Authors", "1", "r:Ada Adeyemi") in found
    assert ("added", "Authors", "1", "a:Mo Mayer") in found


def test_a_former_edition_comes_back_into_the_draft(admin_client: Client, ravi: Person) -> None:
    response = admin_client.post(url(ravi, "restore"), {"number": "1", "version": ravi.version}, follow=True)

    assert Person.objects.get().biography == "Plays the flute."
    assert "says again what edition 1 said" in response.content.decode()
    assert AuditEntry.objects.filter(action="restore", edition_number=1).count() == 1


def test_a_restore_over_words_that_stand_nowhere_else_keeps_them_and_gives_them_back(
    admin_client: Client, ravi: Person
) -> None:
    before = admin_client.get(url(ravi)).content.decode()
    for _ in range(2):
        now = Person.objects.get(pk=ravi.pk)
        admin_client.post(url(ravi, "restore"), {"number": "1", "version": now.version})
    kept = ReplacedDraft.objects.get()
    page = admin_client.get(url(ravi), {"before": f"replaced-{kept.pk}", "after": "draft"})
    now = Person.objects.get(pk=ravi.pk)
    back = admin_client.post(
        url(ravi, "restore"), {"number": f"replaced-{kept.pk}", "version": now.version}, follow=True
    )

    assert "replaced, but kept" in before
    assert told(page) == [("changed", "Biography", "s:Plays the  r:drums a:flute s:.")]
    assert (now.biography, Person.objects.get(pk=ravi.pk).biography) == ("Plays the flute.", "Plays the drums.")
    assert "The draft says again what it said before." in back.content.decode()


def test_a_restore_over_a_newer_save_writes_nothing(admin_client: Client, ravi: Person) -> None:
    seen = ravi.version
    edit(ravi, biography="Plays the harp.")

    response = admin_client.post(url(ravi, "restore"), {"number": "1", "version": seen}, follow=True)

    assert Person.objects.get().biography == "Plays the harp."
    assert "nothing was restored" in response.content.decode()


@pytest.mark.parametrize("number", ["", "x", "99", "-1", "\u0661", "9" * 30])
def test_a_restore_of_no_edition_writes_nothing(admin_client: Client, ravi: Person, number: str) -> None:
    response = admin_client.post(url(ravi, "restore"), {"number": number, "version": ravi.version})

    assert response.status_code in (302, 404)
    assert Person.objects.get().biography == "Plays the drums."


def test_who_may_only_look_is_offered_no_restore_and_refused_one(ravi: Person) -> None:
    reader = make_user(name="reader")
    reader.is_staff = True
    reader.save()
    reader.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = Client()
    client.force_login(reader)

    assert client.get(url(ravi)).context["restorable"] == []
    assert client.post(url(ravi, "restore"), {"number": "1", "version": ravi.version}).status_code == 403
    assert client.get(url(make_nutrient(live=True))).status_code == 403
    assert Person.objects.get().biography == "Plays the drums."
