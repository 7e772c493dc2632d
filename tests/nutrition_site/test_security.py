"""Headers, methods and addresses: the same protection on every response, whoever answers it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from pytest_django import Settings

from nutrition_site.security import HEADERS, forget_forwarded_headers_of_strangers
from publishing.workflow import withdraw
from tests.factories import edit, make_nutrient, make_user, publish

# An error page shows the navigation, which the database knows.
pytestmark = pytest.mark.django_db

PUBLIC_POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(response: HttpResponseBase) -> set[str]:
    return set(response.headers["Content-Security-Policy"].split("; "))


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/healthz/live", 200), ("/no-such-page/", 404), ("/%00", 400), ("/static/no-such-file.css", 404)],
)
def test_public_responses_carry_the_strict_policy_and_every_header(client: Client, address: str, status: int) -> None:
    response = client.get(address)

    assert (response.status_code, policy(response)) == (status, PUBLIC_POLICY)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_a_response_that_failed_carries_them_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutrition_site.health.why_not_ready", lambda: 1 / 0)

    response = client.get("/healthz/ready")

    assert (response.status_code, policy(response)) == (500, PUBLIC_POLICY)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_a_foreign_host_name_is_refused_with_all_headers(client: Client) -> None:
    response = client.get("/healthz/live/", headers={"host": "evil.example"})

    assert (response.status_code, policy(response)) == (400, PUBLIC_POLICY)


def test_public_responses_set_no_cookie_and_do_not_vary_by_one(client: Client) -> None:
    response = client.get("/no-such-page/")

    assert ("Set-Cookie" in response.headers, "Vary" in response.headers, dict(response.cookies)) == (False, False, {})


def test_admin_pages_run_only_our_own_script_and_are_never_stored(client: Client) -> None:
    response = client.get("/admin/login/")

    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert policy(response) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    }


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "FOO"])
@pytest.mark.parametrize("address", ["/healthz/live", "/admin/", "/no-such-page/"])
def test_methods_no_page_has_a_use_for_are_refused(client: Client, method: str, address: str) -> None:
    response = client.generic(method, address)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    "address", ["/\x00", "/a%00b/", "/admin/%00", "/?q=%00", "/?q=\x00", "/static/%00.css", "/healthz/live?x=1%00"]
)
def test_a_nul_byte_in_an_address_is_a_bad_request_and_one_line_in_the_log(
    client: Client, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get(address).status_code == 400
    assert [record.exc_info for record in caplog.records] == [None]


@pytest.mark.parametrize("address", ["/%ff%fe/", "/%zz/", "/%", "/%c3%28/", "/no/?q=%ff", "/no/?%=%"])
def test_a_broken_encoding_in_an_address_finds_no_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def forwarded_headers_seen(remote: str) -> list[str]:
    request = RequestFactory().get(
        "/",
        REMOTE_ADDR=remote,
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_HOST="evil.example",
    )
    seen: list[str] = []

    def view(inner: HttpRequest) -> HttpResponse:
        seen.extend(name for name in inner.META if name.startswith("HTTP_X_FORWARDED"))
        return HttpResponse()

    forget_forwarded_headers_of_strangers(view)(request)
    return sorted(seen)


@pytest.mark.parametrize("remote", ["203.0.113.9", "", "not an address", "::1"])
def test_a_stranger_can_forward_nothing(settings: Settings, remote: str) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24")]

    assert forwarded_headers_seen(remote) == []


def test_the_named_proxy_is_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/24")]

    assert forwarded_headers_seen("10.0.0.7") == [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
    ]


@pytest.mark.django_db
def test_a_browser_asks_again_for_what_moved_or_was_taken_down() -> None:
    """Left to themselves, browsers keep 301 and 410 for ever."""
    renamed = make_nutrient(name="Cobalamin", live=True)
    publish([edit(renamed, slug="vitamin-b12").item], by=make_user())
    gone = make_nutrient(name="Iron", live=True)
    withdraw(gone.item, by=make_user(), reason="An example.")

    answers = [Client().get(path) for path in ("/nutrients/cobalamin/", "/nutrients/iron/", "/nutrients/vitamin-b12/")]

    assert [(answer.status_code, answer.headers["Cache-Control"]) for answer in answers] == [
        (301, "no-cache"),
        (410, "no-cache"),
        (200, "no-cache"),
    ]
