"""What a form says and keeps when it is refused, and what it doesn't offer to those who may not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from publishing.models import User
from tests.browser.editing import (
    add_row,
    block_titles,
    choose,
    editor,
    fill,
    insert_block,
    log_in,
    open_form,
    save,
    status,
    words,
    write,
)
from tests.factories import make_nutrient

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_error_in_one_block_keeps_everything_that_was_typed(desk: Page) -> None:
    make_nutrient(name="Cobalamin")
    open_form(desk, "articles.article")
    fill(desk, title="An example", summary="Short [[ref:rao-2020]].")
    fill(desk, prefix=add_row(desk, "key_points"), text="A point.")
    table = insert_block(desk, "Comparison table")
    choose(desk, f"{table}-nutrients", "Cobalamin")
    # Browsers stop at the length that the field gives them; a form may still be sent with more.
    desk.locator(f"#id_{table}-caption").evaluate("field => field.removeAttribute('maxlength')")
    fill(desk, prefix=table, caption="x" * 201)
    text = insert_block(desk, "Text", before=0)
    write(desk, f"{text}-text", "Text [[ref:rao-2020]].")

    save(desk)

    assert words(desk, ".order-machine .errorlist") == ["Ensure this value has at most 200 characters (it has 201)."]
    assert block_titles(desk) == ["Text", "Comparison table"]
    assert desk.locator("#id_summary").input_value() == "Short [[ref:rao-2020]]."
    assert desk.locator("#id_key_points-0-text").input_value() == "A point."
    assert words(desk, f"#id_{table}-nutrients option:checked") == ["Cobalamin"]
    assert editor(desk, f"{text}-text").inner_text().strip() == "Text [[ref:rao-2020]]."
    fill(desk, prefix=table, caption="One nutrient")
    save(desk)
    assert words(desk, ".errornote") == []
    assert block_titles(desk) == ["Text", "Comparison table"]


def test_a_taken_address_is_refused_beside_its_field(desk: Page) -> None:
    make_nutrient(name="Cobalamin", live=True)
    open_form(desk, make_nutrient(name="Folate"))

    fill(desk, slug="cobalamin", summary="Changed.")
    save(desk)

    assert words(desk, ".field-slug .errorlist") == [
        "The address /nutrients/cobalamin/ belongs to “Cobalamin” for ever, which published there first. Choose another."
    ]
    assert desk.locator("#id_summary").input_value() == "Changed."


@pytest.fixture
def mo() -> User:
    """May change nutrients, and neither publish nor withdraw."""
    mo = User.objects.create_user("mo", is_staff=True)
    mo.user_permissions.set(Permission.objects.filter(content_type__model="nutrient"))
    return mo


def test_who_may_not_publish_is_not_offered_it_and_gets_403_by_address(
    page: Page, live_server: LiveServer, mo: User
) -> None:
    nutrient = make_nutrient(name="Cobalamin", live=True)
    log_in(page, mo, site=live_server.url)

    open_form(page, nutrient)
    fill(page, summary="Changed.")
    save(page)

    assert words(page, ".desk-steps a") == []
    assert page.locator(".save-bar input").evaluate_all("(all) => all.map((one) => one.value)") == [
        "Save",
        "Preview",
        "Submit …",
        "Save and close",
        "Save and add another",
    ]
    steps = [
        reverse("admin:publishing_item_publish") + f"?item={nutrient.item_id}",
        reverse("admin:publishing_item_withdraw", args=[nutrient.item_id]),
        reverse("admin:publishing_item_cancel", args=[nutrient.item_id]),
    ]
    assert [status(page, step) for step in steps] == [403, 403, 403]


def test_who_may_only_look_gets_no_fields(page: Page, live_server: LiveServer, mo: User) -> None:
    mo.user_permissions.set(Permission.objects.filter(codename="view_nutrient"))
    log_in(page, mo, site=live_server.url)

    open_form(page, make_nutrient(name="Cobalamin", summary="An example."))

    assert words(page, ".field-name .readonly, .field-summary .readonly") == ["Cobalamin", "An example."]
    assert page.locator("#nutrient_form :is(input:not([type=hidden]), textarea, select)").count() == 0
