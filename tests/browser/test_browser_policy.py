"""The policies in a real browser: injected script does not run, and a violation cannot pass unnoticed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INJECT_SCRIPT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  return window.injected === true;
}"""


def test_an_injected_script_does_not_run_on_a_public_page(page: Page, browser_problems: list[str]) -> None:
    page.goto("/no-such-page/")

    assert page.evaluate(INJECT_SCRIPT) is False
    page.wait_for_timeout(100)
    assert any("CSP violation: script-src-elem blocked inline" in problem for problem in browser_problems)
    browser_problems.clear()


def test_a_request_to_another_site_is_noticed(page: Page, browser_problems: list[str]) -> None:
    page.goto("/no-such-page/")

    page.evaluate("() => { const image = new Image(); image.src = 'https://tracker.example/pixel.gif'; }")
    page.wait_for_timeout(100)

    assert any("img-src blocked https://tracker.example" in problem for problem in browser_problems)
    browser_problems.clear()


def test_logging_in_to_the_admin_breaks_no_policy(page: Page, admin_user: object) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()

    page.get_by_role("heading", name="Desk").wait_for()
    assert {cookie["name"]: cookie["httpOnly"] for cookie in page.context.cookies()} == {
        "csrftoken": True,
        "sessionid": True,
    }
