"""Two editors in one article and a reviewer in a third browser: what was approved goes out, and nothing that was edited since."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from publishing.models import Submission, User
from tests.browser.conftest import watched_tab
from tests.browser.editing import fill, log_in, press, save
from tests.browser.editing import open_form as open_page
from tests.factories import make_article, make_person, make_policy, make_user, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def member(name: str, *groups: str) -> User:
    user = make_user(name=name)
    user.is_staff = True
    user.save()
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def open_form(page: Page, article: Article) -> None:
    """The block editor stumbles over a form that is sent before it has come up."""
    open_page(page, article)
    page.locator(".order-machine .cke_wysiwyg_div").last.wait_for()
    page.wait_for_timeout(400)


def submit(page: Page) -> None:
    press(page, "Submit …")
    page.get_by_label("Ask for a fact-check").uncheck()
    press(page, "Submit the ticked items")


def approve(page: Page, submission: Submission) -> None:
    page.goto(f"/admin/publishing/submission/{submission.pk}/review/")
    press(page, "Approve")


def test_an_edit_after_approval_keeps_the_page_in_until_it_is_approved_again(
    page: Page, reader: Page, chromium: Browser, live_server: LiveServer, browser_problems: list[str], settings: Any
) -> None:
    # Emptying the tables between such tests takes the groups away too.
    import_module("nutrition_site.migrations.0002_groups").forwards(apps, None)
    author = make_person(name="Ada Adeyemi", live=True)
    publish([make_policy().item], by=make_user())
    article = make_article(title="Weak legs", authors=[author])
    settings.FOUR_EYES = True
    log_in(page, member("ada", "Editors"), site=live_server.url)
    log_in(reader, member("bob", "Editors"), site=live_server.url)
    with watched_tab(chromium, live_server, browser_problems) as third:
        log_in(third, member("petra", "Publishers"), site=live_server.url)
        open_form(page, article)
        submit(page)
        approve(third, Submission.objects.get())
        expect(third.locator("#standing-title")).to_contain_text("Approved by petra")

        open_form(reader, article)
        fill(reader, summary="Other words.")
        save(reader)
        third.goto(f"/admin/publishing/item/publish/?item={article.item_id}")
        expect(third.get_by_role("button", name="Publish the ticked items")).to_be_disabled()
        expect(third.locator(".missing").first).to_contain_text("Approval void: bob edited it")
        assert third.goto("/articles/weak-legs/").status == 404  # type: ignore[union-attr]

        open_form(page, article)
        expect(page.locator("#desk-title")).to_contain_text("bob edited it")
        submit(page)
        approve(third, Submission.objects.latest("pk"))
        third.goto(f"/admin/publishing/item/publish/?item={article.item_id}")
        press(third, "Publish the ticked items")

        assert third.goto("/articles/weak-legs/").status == 200  # type: ignore[union-attr]
        expect(third.locator("main")).to_contain_text("Other words.")
