"""The list and the form of drafts, asked over HTTP."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from publishing.merging import merge
from publishing.models import Item, Person
from publishing.workflow import withdraw
from tests.browser.editing import change_path
from tests.factories import edit, make_nutrient, make_person, make_reference, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PEOPLE = "/admin/publishing/person/"


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


MOST_QUERIES = 9


def test_a_list_of_two_hundred_asks_the_database_no_more_than_one_of_three(admin_client: Client) -> None:
    for number in range(3):
        make_person(name=f"Person {number}", live=number % 2 == 0)
    few = queries_of(admin_client, PEOPLE)
    for number in range(3, 200):
        make_person(name=f"Person {number}", live=number % 20 == 0)

    lists = [f"{PEOPLE}?{part}" for part in ("", "all=", "state=live", "problems=unknown", "problems=some")]
    assert [queries_of(admin_client, path) for path in lists] == [few] * 4 + [few - 3]
    assert few <= MOST_QUERIES


def in_list(client: Client, part: str = "") -> dict[str, str]:
    """What the list says of the problems of each row."""
    response = client.get(f"{PEOPLE}?{part}")
    model_admin = response.context["cl"].model_admin
    return {str(row): strip_tags(model_admin.problems(row)) for row in response.context["cl"].result_list}


def test_a_list_tells_how_many_problems_the_last_check_found_and_can_be_cut_by_it(admin_client: Client) -> None:
    make_person(name="Ada Adeyemi")
    faulty = make_person(name="Mo Moreau", disclosure="")
    sound = make_person(name="Ravi Rao", live=True)

    for person in (faulty, sound):
        admin_client.get(reverse("admin:publishing_item_problems", args=[person.item_id]))

    assert in_list(admin_client) == {"Ravi Rao": "no problems", "Mo Moreau": "1 problem", "Ada Adeyemi": "not checked"}
    assert in_list(admin_client, "problems=some") == {"Mo Moreau": "1 problem"}
    assert in_list(admin_client, "problems=none") == {"Ravi Rao": "no problems"}
    assert in_list(admin_client, "problems=unknown") == {"Ada Adeyemi": "not checked"}


def test_a_check_holds_for_the_version_that_was_checked(admin_client: Client) -> None:
    faulty = make_person(name="Mo Moreau", disclosure="")
    admin_client.get(change_path(faulty))

    edit(faulty, disclosure="Nothing to disclose.")

    assert in_list(admin_client) == {"Mo Moreau": "not checked"}
    assert in_list(admin_client, "problems=some") == {}


def test_saving_and_closing_checks_the_draft(admin_client: Client) -> None:
    path = change_path(make_person(name="Mo Moreau"))

    admin_client.post(path, typed(admin_client, path, disclosure="") | {"_save": "Save and close"})

    assert in_list(admin_client) == {"Mo Moreau": "1 problem"}


def test_publishing_a_set_clears_the_problems_of_its_parts(admin_client: Client) -> None:
    source = make_nutrient(name="Zinc")
    draft = make_person(name="Mo Moreau", disclosure="")
    admin_client.get(change_path(draft))
    edit(draft, disclosure="Nothing to disclose.")

    items = [draft.item_id, source.item_id]
    admin_client.post(reverse("admin:publishing_item_publish"), {"item": items, "change": "major", "_publish": "1"})

    assert in_list(admin_client) == {"Mo Moreau": "no problems"}


def test_the_chosen_rows_of_a_list_can_be_checked(admin_client: Client) -> None:
    people = [make_person(name="Ada Adeyemi"), make_person(name="Mo Moreau", disclosure="")]
    chosen = {"action": "check_selected", "_selected_action": [person.pk for person in people]}

    response = admin_client.post(PEOPLE, chosen, follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Checked 2: 1 with problems."]
    assert in_list(admin_client) == {"Mo Moreau": "1 problem", "Ada Adeyemi": "no problems"}


def test_a_list_says_what_has_become_of_each_draft(admin_client: Client) -> None:
    make_person(name="Ada Adeyemi")
    make_person(name="Mo Moreau", live=True)
    edit(make_person(name="Ravi Rao", live=True), role="reviews")
    gone = make_person(name="Zoe Zander", live=True)
    withdraw(gone.item, by=make_user(), reason="An example.")

    rows = admin_client.get(PEOPLE).context["cl"].result_list

    assert {str(row): row.state_in_list.label for row in rows} == {
        "Ada Adeyemi": "Draft, never published",
        "Mo Moreau": "Live",
        "Ravi Rao": "Live, with changes that readers don't see yet",
        "Zoe Zander": "Withdrawn",
    }


def typed(client: Client, path: str, **changes: str) -> dict[str, str]:
    """What a browser would send from the form at the path."""
    form = client.get(path).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None} | changes


def test_a_merged_reference_is_not_saved_and_its_form_says_why(admin_client: Client) -> None:
    merged, survivor = make_reference(slug="rao-2019"), make_reference(slug="rao-2020")
    withdraw(merged.item, by=make_user(), reason="Twice in the library.")
    merge(merged.item, into=survivor.item, by=make_user(), reason="Twice in the library.")
    path = reverse("admin:references_reference_change", args=[merged.pk])

    answer = admin_client.post(path, typed(admin_client, path, title="Typed", slug="rao-2018"))

    assert answer.status_code == 200
    assert "was merged into" in answer.context["adminform"].form.non_field_errors()[0]
    assert answer.context["adminform"].form["title"].value() == "Typed"
    merged.refresh_from_db()
    assert merged.title == "An example"


def test_a_draft_that_answers_for_a_published_item_is_not_deleted(admin_client: Client) -> None:
    merged, survivor = make_person(name="Ravi Rao", live=True), make_person(name="R. Rao")
    withdraw(merged.item, by=make_user(), reason="The same person.")
    merge(merged.item, into=survivor.item, by=make_user(), reason="The same person.")
    path = reverse("admin:publishing_person_delete", args=[survivor.pk])

    answer = admin_client.post(path, {"post": "yes"}, follow=True)

    assert answer.redirect_chain == [(reverse("admin:publishing_person_change", args=[survivor.pk]), 302)]
    assert len(answer.context["messages"]) == 1
    assert Person.objects.filter(pk=survivor.pk).exists()


def test_a_draft_that_was_never_published_is_deleted_with_its_item(admin_client: Client) -> None:
    person = make_person()

    admin_client.post(reverse("admin:publishing_person_delete", args=[person.pk]), {"post": "yes"})

    assert list(Item.objects.filter(id=person.item_id)) == []


def test_what_was_published_can_not_be_deleted(admin_client: Client) -> None:
    person = make_person(live=True)

    answer = admin_client.post(reverse("admin:publishing_person_delete", args=[person.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_form_does_not_offer_to_delete_the_draft_that_it_merely_chooses(admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:articles_article_add")).content.decode()

    offered = [
        way for way in ("add", "change", "delete", "view") if f"{way}_id_article_authors-__prefix__-person" in page
    ]

    assert offered == ["add", "change", "view"]


def test_withdrawing_a_source_makes_those_who_cite_it_be_checked_again(admin_client: Client) -> None:
    source = make_reference(slug="rao-2020", live=True)
    citing = make_nutrient(name="Zinc", summary="Cited [[ref:rao-2020]].", live=True)
    other = make_nutrient(name="Iron", live=True)
    for draft in (citing, other):
        admin_client.get(reverse("admin:publishing_item_problems", args=[draft.item_id]))

    admin_client.post(reverse("admin:publishing_item_withdraw", args=[source.item_id]), {"reason": "Retracted."})

    unchecked = admin_client.get("/admin/nutrients/nutrient/?problems=unknown").context["cl"].result_list
    assert [str(draft) for draft in unchecked] == ["Zinc"]
