"""The reason or note of a step: a killed tab and an ended session lose nothing of it, and what was taken is not offered again."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from publishing.models import User
from tests.browser.editing import log_in, press
from tests.factories import make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reason_outlives_a_killed_tab_and_an_ended_session(
    desk: Page, live_server: LiveServer, admin_user: User
) -> None:
    address = f"/admin/publishing/item/{make_person(live=True).item_id}/withdraw/"
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.goto(address)
    desk.get_by_label("Reason").fill("It says ten times too much.")
    again = desk.context.new_page()
    desk.close(run_before_unload=False)

    again.on("dialog", leave)
    again.goto(address)
    again.get_by_role("button", name="Bring it back").click()
    expect(again.get_by_label("Reason")).to_have_value("It says ten times too much.")
    again.goto("/admin/")
    assert asked == ["beforeunload"]

    again.goto(address)
    again.get_by_role("button", name="Bring it back").click()
    again.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(again, "Withdraw now")
    expect(again.get_by_role("heading", level=1)).to_have_text("Not sent: you were logged out")
    log_in(again, admin_user, site=live_server.url)
    again.goto(address)
    again.get_by_role("button", name="Bring it back").click()
    press(again, "Withdraw now")
    expect(again.locator(".messagelist")).to_contain_text("Withdrawn.")

    again.goto(address)
    expect(again.get_by_label("Reason")).to_have_value("")
    expect(again.get_by_role("button", name="Bring it back")).to_have_count(0)
    assert asked == ["beforeunload"]
