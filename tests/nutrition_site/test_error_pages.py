"""Error pages: plain words, and an answer even when the page itself cannot be made."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings

from nutrition_site.error_pages import error_page


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html"])
def test_an_error_page_says_what_happened_and_is_not_indexed(template: str) -> None:
    response = error_page(template, status=418, title="Page <title>", advice="Some advice.")

    html = response.content.decode()
    assert (
        response.status_code,
        "<h1>Page &lt;title&gt;</h1>" in html,
        '<p class="lead">Some advice.</p>' in html,
    ) == (
        418,
        True,
        True,
    )
    assert '<meta name="robots" content="noindex">' in html


def test_a_missing_template_still_gives_a_plain_page() -> None:
    response = error_page("no-such-template.html", status=500, title="Server error", advice="Try again.")

    assert response.content.decode() == (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Server error</title><h1>Server error</h1>"
        "<p>Try again.</p></html>"
    )


def test_a_missing_static_manifest_still_gives_a_plain_page() -> None:
    manifest = {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "OPTIONS": {"location": "/nowhere"},
    }

    with override_settings(STORAGES={"staticfiles": manifest}):
        response = error_page("500.html", status=500, title="Server error", advice="Try again.")

    assert (response.status_code, b"<h1>Server error</h1>" in response.content) == (500, True)


@pytest.mark.django_db
def test_a_database_that_is_gone_still_gives_a_plain_page(client: Client) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        response = client.get("/healthz/no-such-page")

    assert (response.status_code, b"<h1>Page not found</h1>" in response.content) == (404, True)


@pytest.mark.django_db
def test_a_form_without_its_token_gets_the_way_out() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "ada", "password": "wrong"})

    assert (response.status_code, "This form has expired" in response.content.decode()) == (403, True)
