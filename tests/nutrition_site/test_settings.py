"""Settings: the scheme of SITE_URL decides cookies and redirects, and a bad environment stops the start."""

from __future__ import annotations

import runpy
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

import nutrition_site.settings
from tests.settings import ENVIRONMENT


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the settings file under a changed environment and gives what it set."""

    def load_with(**changes: str) -> dict[str, Any]:
        for name, value in (ENVIRONMENT | changes).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(nutrition_site.settings.__file__)

    return load_with


HTTPS_NAMES = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "CSRF_TRUSTED_ORIGINS",
)


def test_an_https_site_locks_its_cookies_and_redirects(load: Any) -> None:
    found = load(SITE_URL="https://guide.example.org")

    assert {name: found[name] for name in HTTPS_NAMES} == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_TRUSTED_ORIGINS": ["https://guide.example.org"],
    }


def test_a_local_site_works_without_encryption(load: Any) -> None:
    found = load(SITE_URL="", PORT="9000")

    assert {name: found[name] for name in HTTPS_NAMES} == {
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SESSION_COOKIE_NAME": "sessionid",
        "CSRF_COOKIE_NAME": "csrftoken",
        "CSRF_TRUSTED_ORIGINS": ["http://localhost:9000"],
    }


@pytest.mark.parametrize(
    ("site_url", "local"),
    [
        ("", True),
        ("http://127.0.0.1:9000", True),
        ("http://[::1]:9000", True),
        ("https://localhost", False),
        ("http://guide.example.org", False),
        ("http://localhost.example.org", False),
    ],
)
def test_only_plain_http_on_this_computer_is_local(load: Any, site_url: str, local: bool) -> None:  # noqa: FBT001
    assert load(SITE_URL=site_url)["SITE_IS_LOCAL"] == local


def test_the_site_answers_to_its_own_name_and_to_this_computer(load: Any) -> None:
    found = load(SITE_URL="https://guide.example.org:8443", ALLOWED_HOSTS="www.example.org")

    assert found["ALLOWED_HOSTS"] == ["www.example.org", "localhost", "127.0.0.1", "[::1]", "guide.example.org"]


def test_debug_on_a_public_site_stops_the_start(load: Any) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DEBUG is on while SITE_URL is https://guide\.example\.org"):
        load(SITE_URL="https://guide.example.org", DEBUG="on")


def test_forwarded_schemes_are_believed_only_behind_a_named_proxy(load: Any) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in load(TRUSTED_PROXY="")
    assert load(TRUSTED_PROXY="10.0.0.5")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_sqlite_gets_the_options_that_never_failed_locked(load: Any) -> None:
    options = load(DATABASE_URL="sqlite:////tmp/guide.sqlite3")["DATABASES"]["default"]["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "PRAGMA journal_mode=WAL" in options["init_command"]


def test_postgresql_gets_a_pool_and_quick_timeouts(load: Any) -> None:
    database = load(DATABASE_URL="postgres://guide:secret@127.0.0.1/guide?sslmode=require")["DATABASES"]["default"]

    assert (database["OPTIONS"], database["CONN_MAX_AGE"]) == (
        {"sslmode": "require", "pool": {"min_size": 1, "max_size": 4, "timeout": 3}, "connect_timeout": 2},
        0,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("DEBUG", "maybe"),
        ("PORT", "http"),
        ("WORKERS", "0"),
        ("SITE_URL", "guide"),
        ("ALLOWED_HOSTS", "*"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("DATABASE_URL", "guide"),
        ("EMAIL_URL", "guide"),
        ("CONTACT_EMAIL", "guide"),
        ("PUBLISHER_NAME", "a\nb"),
        ("REDIS_URL", "guide"),
        ("MEDIA_STORAGE_URL", "guide"),
        ("TRUSTED_PROXY", "guide"),
    ],
)
def test_a_malformed_variable_stops_the_start_by_name(load: Any, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} "):
        load(**{name: value})
