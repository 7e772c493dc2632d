"""A killed tab, a lost line, an ended session: what was typed comes back. Leaving with unsaved text warns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from publishing.models import RecoveryCopy, User
from tests.browser.editing import (
    add_row,
    change_path,
    editor,
    fill,
    insert_block,
    log_in,
    open_form,
    press,
    save,
    write,
)
from tests.factories import edit, make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = re.compile("What you typed is kept for you")
IN_BROWSER = re.compile("is kept in this browser")


@pytest.fixture
def article() -> Article:
    return make_article(text="<p>One.</p>")


def type_some(page: Page) -> None:
    """The title, a block, a new key point and a new block."""
    fill(page, title="My title")
    write(page, "articles_richtext_set-0-text", " Mine")
    fill(page, prefix=add_row(page, "key_points"), text="My point.")
    write(page, f"{insert_block(page, 'Text')}-text", "Two, mine")


def typed(page: Page) -> list[str]:
    page.locator(".order-machine .cke_wysiwyg_div").last.wait_for()
    return [
        page.locator("#id_title").input_value(),
        page.locator("#id_key_points-0-text").input_value(),
        *sorted(" ".join(block.split()) for block in page.locator(".order-machine .cke_wysiwyg_div").all_inner_texts()),
    ]


WHOLE = ["My title", "My point.", "One. Mine", "Two, mine"]


def bring_back(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Bring it back").click()


def test_a_killed_tab_loses_nothing_that_was_typed_five_seconds_before(desk: Page, article: Article) -> None:
    open_form(desk, article)
    type_some(desk)
    expect(desk.locator(".recovery-status")).to_have_text(KEPT, timeout=10_000)
    again = desk.context.new_page()
    desk.close(run_before_unload=False)

    open_form(again, article)
    bring_back(again)

    assert typed(again) == WHOLE
    article.refresh_from_db()
    assert article.title == "An example article"
    save(again)
    article.refresh_from_db()
    assert article.title == "My title"
    open_form(again, article)
    expect(again.locator(".recovery-offer")).to_be_hidden()


def test_without_a_line_the_browser_keeps_it(desk: Page, article: Article) -> None:
    open_form(desk, article)
    editor(desk, "articles_richtext_set-0-text").wait_for()
    desk.context.set_offline(True)
    type_some(desk)
    expect(desk.locator(".recovery-status")).to_have_text(IN_BROWSER, timeout=10_000)
    again = desk.context.new_page()
    desk.close(run_before_unload=False)
    again.context.set_offline(False)

    open_form(again, article)
    bring_back(again)

    assert typed(again) == WHOLE


@contextmanager
def no_sessions() -> Iterator[None]:
    """The database fails at the first query of every request to the admin."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO django_session_away")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE django_session_away RENAME TO django_session")


def test_while_the_database_is_away_the_browser_keeps_it_and_hands_it_over_when_it_is_back(
    desk: Page, article: Article
) -> None:
    open_form(desk, article)
    editor(desk, "articles_richtext_set-0-text").wait_for()
    with no_sessions():
        type_some(desk)
        expect(desk.locator(".recovery-status")).to_have_text(IN_BROWSER, timeout=10_000)
    expect(desk.locator(".recovery-status")).to_have_text(KEPT, timeout=10_000)
    again = desk.context.new_page()
    desk.close(run_before_unload=False)

    open_form(again, article)
    bring_back(again)

    assert typed(again) == WHOLE


def test_an_ended_session_keeps_it_until_the_next_log_in(
    desk: Page, article: Article, live_server: LiveServer, admin_user: User
) -> None:
    open_form(desk, article)
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    type_some(desk)
    expect(desk.locator(".recovery-status")).to_have_text(IN_BROWSER, timeout=10_000)
    press(desk, "Save")
    expect(desk).to_have_url(re.compile("/admin/login/"))
    log_in(desk, admin_user, site=live_server.url)

    open_form(desk, article)
    bring_back(desk)

    assert typed(desk) == WHOLE


def test_leaving_with_unsaved_text_warns_and_leaving_an_untouched_form_does_not(desk: Page, article: Article) -> None:
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", agree)
    open_form(desk, article)
    editor(desk, "articles_richtext_set-0-text").click()
    desk.goto("/admin/")
    assert asked == []

    open_form(desk, article)
    write(desk, "articles_richtext_set-0-text", " Mine")
    desk.goto("/admin/")

    assert asked == ["beforeunload"]
    desk.wait_for_timeout(300)
    assert RecoveryCopy.objects.count() == 1


def test_what_was_kept_can_be_thrown_away(desk: Page, article: Article) -> None:
    open_form(desk, article)
    type_some(desk)
    expect(desk.locator(".recovery-status")).to_have_text(KEPT, timeout=10_000)
    again = desk.context.new_page()
    desk.close(run_before_unload=False)
    open_form(again, article)

    with again.expect_response("**/admin/recovery/"):
        again.get_by_role("button", name="Throw it away").click()

    expect(again.locator(".recovery-offer")).to_be_hidden()
    assert RecoveryCopy.objects.count() == 0


def test_a_stale_save_shows_both_and_copies_what_is_stored(desk: Page, article: Article) -> None:
    open_form(desk, article)
    fill(desk, title="My title", summary="My summary.")
    write(desk, "articles_richtext_set-0-text", " Mine")
    edit(article, title="Their title", changed_by=make_user(name="ravi"))
    save(desk)

    clash = desk.locator(".clashes li", has_text="Title")
    assert clash.locator("del").inner_text() == "Their"
    assert clash.locator("ins").inner_text() == "My"
    clash.get_by_role("button", name="Use the saved words here").click()

    assert desk.locator("#id_title").input_value() == "Their title"
    assert (
        desk.locator("#id_summary").input_value() == "My summary."
        or editor(desk, "summary").inner_text() == "My summary."
    )
    clash.get_by_role("button", name="Use my words again").click()
    assert desk.locator("#id_title").input_value() == "My title"


def test_two_browsers_keep_apart_what_each_editor_typed(
    desk: Page, reader: Page, article: Article, live_server: LiveServer, chromium: Browser
) -> None:
    ravi = make_user(name="ravi")
    ravi.is_staff = ravi.is_superuser = True
    ravi.save()
    log_in(reader, ravi, site=live_server.url)
    for tab, title in ((desk, "Of admin"), (reader, "Of Ravi")):
        open_form(tab, article)
        fill(tab, title=title)
    for tab in (desk, reader):
        expect(tab.locator(".recovery-status")).to_have_text(KEPT, timeout=10_000)

    kept = {copy.editor.username: copy.data for copy in RecoveryCopy.objects.select_related("editor")}

    assert {name: "title=Of+" in data for name, data in kept.items()} == {"admin": True, "ravi": True}
    assert {copy.path for copy in RecoveryCopy.objects.all()} == {change_path(article)}
