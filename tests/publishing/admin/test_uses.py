"""Where an item is used, before it is withdrawn or deleted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from publishing.admin.uses import MOST_READ, Use, uses_of
from publishing.clock import now
from publishing.models import Draft
from tests.browser.editing import change_path
from tests.factories import make_nutrient, make_reference, publish
from tests.universe import make_universe

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def named(found: dict[str, list[Use]]) -> dict[str, list[str]]:
    return {role: [use.title for use in uses] for role, uses in found.items()}


def test_a_reference_is_used_by_live_pages_and_by_drafts() -> None:
    source = make_reference(slug="rao-2020", live=True)
    make_nutrient(name="Folate", summary="Cited [[ref:rao-2020]].", live=True)
    make_nutrient(name="Zinc", summary="Cited [[ref:rao-2020]].")
    make_nutrient(name="Iron", summary="In words only: rao-2020.")

    found = uses_of(source.item, at=now())

    assert named(found.live) == {"cites it": ["Folate"]}
    assert named(found.drafts) == {"cites it": ["Folate", "Zinc"]}


def test_every_kind_is_found_in_the_drafts_that_its_live_links_come_from() -> None:
    universe = make_universe()
    publish(universe.items(), by=universe.editor)

    for draft in universe.subjects.values():
        found = uses_of(draft.item, at=now())
        live = {role: {use.title for use in uses} for role, uses in found.live.items()}
        assert {role: {use.title for use in uses} for role, uses in found.drafts.items()} == live, draft.kind


def page_of(client: Client, name: str, draft: Draft) -> str:
    return client.get(reverse(f"admin:publishing_item_{name}", args=[draft.item_id])).content.decode()


def test_withdrawing_shows_live_pages_and_drafts_first(admin_client: Client) -> None:
    source = make_reference(slug="rao-2020", live=True)
    make_nutrient(name="Folate", summary="Cited [[ref:rao-2020]].", live=True)
    make_nutrient(name="Zinc", summary="Cited [[ref:rao-2020]].")

    page = page_of(admin_client, "withdraw", source)

    assert [page.count(f">{name}</a>") for name in ("Folate", "Zinc")] == [2, 1]


def test_the_form_counts_live_pages_and_leads_to_the_list(admin_client: Client) -> None:
    source = make_reference(slug="rao-2020", live=True)
    make_nutrient(name="Folate", summary="Cited [[ref:rao-2020]].", live=True)

    form = admin_client.get(change_path(source)).content.decode()

    assert "on 1 live page," in form
    assert reverse("admin:publishing_item_uses", args=[source.item_id]) in form
    assert ">Folate</a>" in page_of(admin_client, "uses", source)


def test_before_deleting_a_draft_one_sees_what_holds_it(admin_client: Client) -> None:
    kept, free = make_nutrient(name="Folate"), make_nutrient(name="Zinc")
    make_nutrient(name="Iron", body=f'<p><a href="object:{kept.item_id}">Read on</a></p>')

    pages = [
        admin_client.get(reverse("admin:nutrients_nutrient_delete", args=[draft.pk])).content.decode()
        for draft in (kept, free)
    ]

    assert ["Drafts that hold it" in page for page in pages] == [True, False]


def test_more_drafts_than_are_read_at_once_are_named_and_led_to(admin_client: Client) -> None:
    source = make_reference(slug="rao-2020", live=True)
    names = [f"Nutrient {number:02}" for number in range(MOST_READ + 3)]
    for name in names:
        make_nutrient(name=name, summary="Cited [[ref:rao-2020]].")
    path = reverse("admin:publishing_item_uses", args=[source.item_id])

    first = admin_client.get(path)
    rest = admin_client.get(first.context["uses"].rest_url)

    assert "3 more drafts may hold it: look at them" in first.content.decode()
    assert "may hold it: look at them" not in rest.content.decode()
    assert [named(page.context["uses"].drafts) for page in (first, rest)] == [
        {"cites it": names[:MOST_READ]},
        {"cites it": names[MOST_READ:]},
    ]


@pytest.mark.parametrize("garbage", ["-1", "abc", "9" * 20, "\u0661"])
def test_a_garbled_place_in_the_drafts_is_their_beginning(admin_client: Client, garbage: str) -> None:
    source = make_reference(slug="rao-2020", live=True)
    make_nutrient(name="Folate", summary="Cited [[ref:rao-2020]].")

    response = admin_client.get(reverse("admin:publishing_item_uses", args=[source.item_id]), {"from": garbage})

    assert named(response.context["uses"].drafts) == {"cites it": ["Folate"]}
