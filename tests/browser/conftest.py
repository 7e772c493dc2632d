"""A real Chromium for browser tests; refuses to let a page run a script it may not or ask another site for anything."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from publishing.models import User
from tests.browser.editing import log_in

# The headless shell is Chromium without its windows: the same pages for a third less processor time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
ARGUMENTS = [
    "--no-sandbox",  # containers run the tests as root, where Chromium's sandbox refuses to start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks of another site ends here, not on the network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
# Milliseconds. Ample: another worker, its browser and its database may be busy on the same cores.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP violation: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of this folder; closed with it, because its event loop would disturb other tests."""
    if CHROMIUM is None:
        pytest.skip(f"no Chromium: none of {', '.join(PROGRAMS)} is on the PATH")
    # Playwright runs an event loop in this thread, and Django would refuse every query of a test because of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_problems() -> list[str]:
    """What the browser complained about so far. A test that expects a complaint compares this list and empties it."""
    return []


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[LiveServer]:
    """What the tabs are on; a module whose tests only read may put a site there that outlives them."""
    yield live_server
    wait_for_the_last_answer()


def wait_for_the_last_answer() -> None:
    """A tab may ask for something as it closes; emptying the tables meanwhile could end in a deadlock."""
    if connection.vendor == "sqlite":
        return
    busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    quiet = 0
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(f"{busy} AND state <> 'idle'")
            quiet = quiet + 1 if cursor.fetchone() == (0,) else 0
        if quiet == 5:
            return
        time.sleep(0.05)


@pytest.fixture
def page(chromium: Browser, site: LiveServer, browser_problems: list[str]) -> Iterator[Page]:
    """An empty tab on a site of its own; the test fails on any CSP violation, script error or request off the site."""
    with watched_tab(chromium, site, browser_problems) as tab:
        yield tab
    assert browser_problems == []


@pytest.fixture
def reader(chromium: Browser, site: LiveServer, page: Page, browser_problems: list[str]) -> Iterator[Page]:
    """A tab of somebody else, in a browser that shares nothing with that of `page`; watched like it."""
    with watched_tab(chromium, site, browser_problems) as tab:
        yield tab


@pytest.fixture
def desk(page: Page, live_server: LiveServer, admin_user: User) -> Page:
    """The tab of an administrator who has logged in."""
    log_in(page, admin_user, site=live_server.url)
    return page


@contextmanager
def watched_tab(chromium: Browser, site: LiveServer, browser_problems: list[str]) -> Iterator[Page]:
    def note_console(message: ConsoleMessage) -> None:
        if "CSP violation" in message.text or "Content Security Policy" in message.text:
            browser_problems.append(message.text)

    def note_error(error: Error) -> None:
        browser_problems.append(f"script error: {error.stack or error}")

    def note_request(request: Request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:", "about:")):
            browser_problems.append(f"request off the site: {request.url}")

    context = chromium.new_context(base_url=site.url)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", note_console)
    context.on("weberror", lambda error: note_error(error.error))
    context.on("request", note_request)
    yield context.new_page()
    context.close()
