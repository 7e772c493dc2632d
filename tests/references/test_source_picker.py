"""What the editor's citation dialog gets from the library."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from publishing import clock, merging
from publishing.models import Overlay, User
from references.models import Reference
from tests.factories import make_article, make_reference, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> list[Reference]:
    return [
        make_reference(
            slug="rao-2020",
            title="Vitamin D and muscle",
            authors="Rao, Ravi\nAda, Ann",
            issued="2020-05",
            container_title="Nerves",
            doi="10.1000/rao",
        ),
        make_reference(slug="who-2013", title="On iron", authors="World Health Organization", issued="2013"),
        make_reference(slug="mo-2021", title="Muscle strength and vitamin D", authors="Mo, Mia", issued="2021"),
    ]


def ask(client: Client, **query: Any) -> dict[str, Any]:
    answer = client.get(reverse("admin:references_reference_sources"), query)
    assert answer.status_code == 200
    return answer.json()


def found(client: Client, query: str) -> list[str]:
    return [source["key"] for source in ask(client, q=query)["sources"]]


def editor_with(*rights: str) -> Client:
    client = Client()
    user = make_user(name="mo")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def test_a_source_is_found_by_its_words_and_by_any_spelling_of_its_identifier(
    admin_client: Client, library: list[Reference]
) -> None:
    assert found(admin_client, "vitamin d") == ["rao-2020", "mo-2021"]
    assert found(admin_client, "ravi 2020 muscle") == ["rao-2020"]
    assert found(admin_client, "health who-2013") == ["who-2013"]
    assert found(admin_client, "https://doi.org/10.1000/RAO.") == ["rao-2020"]
    assert found(admin_client, "muscle iron") == []
    assert found(admin_client, "") == ["mo-2021", "rao-2020", "who-2013"]
    assert found(admin_client, "%_") == []


def test_a_source_reads_on_two_lines(admin_client: Client, library: list[Reference]) -> None:
    assert ask(admin_client, q="rao-2020") == {
        "sources": [
            {
                "key": "rao-2020",
                "title": "Vitamin D and muscle",
                "by": "Rao et al.",
                "year": "2020",
                "in": "Nerves",
                "type": "Journal article",
                "warning": "",
            }
        ],
        "recent": [],
        "more": False,
        "new": {"says": "", "form": f"{reverse('admin:references_reference_add')}?title=rao-2020&_popup=1"},
    }
    assert ask(admin_client, id=library[1].pk)["sources"][0]["by"] == "World Health Organization"
    assert ask(admin_client, id="nothing") == {"sources": []}


def test_a_retracted_source_says_so(admin_client: Client, library: list[Reference]) -> None:
    notices = [{"nature": "retraction", "on": "2024-05-01"}]
    Overlay.objects.create(item=library[0].item, facts={"notices": notices}, changed_at=clock.now())

    assert [source["warning"] for source in ask(admin_client, q="vitamin d")["sources"]] == ["Retracted", ""]


def test_what_is_not_in_the_library_leads_to_a_filled_form(admin_client: Client) -> None:
    form = reverse("admin:references_reference_add")

    assert ask(admin_client, q="doi:10.1000/NEW")["new"] == {
        "says": "DOI 10.1000/new",
        "form": f"{form}?doi=10.1000%2Fnew&_popup=1",
    }
    assert ask(admin_client, q="An essay")["new"] == {"says": "", "form": f"{form}?title=An+essay&_popup=1"}
    assert (
        editor_with("view_reference").get(reverse("admin:references_reference_sources"), {"q": "x"}).json()["new"]
        is None
    )


def test_no_more_than_ten_sources_are_shown_and_that_there_are_more_is_said(admin_client: Client) -> None:
    for number in range(12):
        make_reference(slug=f"example-{number}", title=f"An example {number}")

    answer = ask(admin_client, q="example")

    assert (len(answer["sources"]), answer["more"]) == (10, True)


def test_a_key_is_known_by_its_former_names_and_after_a_merge(admin_client: Client, library: list[Reference]) -> None:
    rao, twin = library[0], make_reference(slug="rao-2019", live=False)
    rao.slug = "rao-2021"
    rao.save()
    publish([rao.item], by=make_user())
    merging.merge(twin.item, into=rao.item, by=make_user(), reason="The same paper twice.")

    known = ask(admin_client, keys="rao-2020,rao-2019,nobody-1999,NOT A KEY")["known"]

    assert {key: source["key"] for key, source in known.items()} == {"rao-2020": "rao-2021", "rao-2019": "rao-2021"}
    assert found(admin_client, "rao-2019") == ["rao-2021"]


def test_what_an_editor_cited_last_comes_first_on_every_machine(
    admin_client: Client, admin_user: User, library: list[Reference]
) -> None:
    for title, text in (("First", "[[ref:rao-2020]] [[ref:mo-2021]]"), ("Second", "[[ref:who-2013, rao-2020]]")):
        make_article(title=title, text=f"<p>So it is {text}.</p>", authors=[], changed_by=admin_user)
    make_article(
        title="Of somebody else",
        text="<p>So it is [[ref:nobody-1999]].</p>",
        authors=[],
        changed_by=make_user(name="bo"),
    )

    answer = ask(admin_client, q="")

    assert answer["recent"] == ["who-2013", "rao-2020", "mo-2021"]
    assert ask(admin_client, q="vitamin")["recent"] == []


def test_only_an_editor_who_may_see_the_library_gets_anything(client: Client, library: list[Reference]) -> None:
    address = reverse("admin:references_reference_sources")

    assert client.get(address).status_code == 302
    assert editor_with().get(address).status_code == 403
    assert editor_with("view_reference").get(address).status_code == 200
    assert editor_with("view_reference").post(address).status_code == 405


def test_a_search_asks_little_of_the_database(
    admin_client: Client, library: list[Reference], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        ask(admin_client, q="vitamin d muscle strength and more words than one would ever type here")
