"""Environment variables: every value is either read as meant or refused by name, with an example."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from nutrition_site.environment import Environment, read_dotenv


def read(method: str, value: str, **options: Any) -> Any:
    return getattr(Environment({"NAME": value}), method)("NAME", **options)


READABLE = [
    ("text", {}, "  Vitamin House ", "Vitamin House"),
    ("flag", {"default": True}, "off", False),
    ("flag", {"default": False}, "YES", True),
    ("flag", {"default": True}, "", True),
    ("number", {"default": 8000, "lowest": 1, "highest": 65535}, "9000", 9000),
    ("number", {"default": 8000, "lowest": 1, "highest": 65535}, "", 8000),
    ("time_zone", {"default": "UTC"}, "Europe/London", "Europe/London"),
    ("time_zone", {"default": "UTC"}, "", "UTC"),
    ("email_address", {}, "editors@example.org", "editors@example.org"),
    ("email_address", {}, "", ""),
    ("hosts", {}, "Guide.example.org, .example.net,[::1]", ["guide.example.org", ".example.net", "[::1]"]),
    ("hosts", {}, "", []),
    ("networks", {}, "10.0.0.5, 10.1.0.0/16", [ip_network("10.0.0.5"), ip_network("10.1.0.0/16")]),
    ("site_url", {"default": "http://localhost:8000"}, "https://Guide.example.org/", "https://guide.example.org"),
    ("site_url", {"default": "http://localhost:8000"}, "http://[::1]:9000", "http://[::1]:9000"),
    ("site_url", {"default": "http://localhost:8000"}, "", "http://localhost:8000"),
    ("media_folder", {"default": Path("/var/media")}, "", Path("/var/media")),
    ("media_folder", {"default": Path("/var/media")}, "/srv/media", Path("/srv/media")),
    ("media_folder", {"default": Path("/var/media")}, "file:///srv/media", Path("/srv/media")),
    ("cache", {}, "", {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}),
]


@pytest.mark.parametrize(("method", "options", "value", "expected"), READABLE)
def test_a_readable_value_is_read_as_meant(method: str, options: dict[str, Any], value: str, expected: Any) -> None:
    assert read(method, value, **options) == expected


UNREADABLE = [
    ("text", {}, "two\nlines"),
    ("text", {}, "null\x00byte"),
    ("secret", {}, ""),
    ("secret", {}, "short"),
    ("secret", {}, "a" * 60),
    ("secret", {}, "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"),
    ("flag", {"default": False}, "ture"),
    ("flag", {"default": False}, "2"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "0"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "65"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "two"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "1.5"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "\u0661"),
    ("number", {"default": 1, "lowest": 1, "highest": 64}, "1" * 5000),
    ("time_zone", {"default": "UTC"}, "Europe/Atlantis"),
    ("time_zone", {"default": "UTC"}, "Europe"),
    ("time_zone", {"default": "UTC"}, "../../etc/passwd"),
    ("time_zone", {"default": "UTC"}, "/etc/passwd"),
    ("email_address", {}, "not an address"),
    ("email_address", {}, "a@example.org, b@example.org"),
    ("hosts", {}, "*"),
    ("hosts", {}, "https://example.org"),
    ("hosts", {}, "example.org:8000"),
    ("hosts", {}, "exa mple.org"),
    ("networks", {}, "proxy.example.org"),
    ("networks", {}, "on"),
    ("networks", {}, "10.0.0.1/8"),
    ("site_url", {"default": ""}, "guide.example.org"),
    ("site_url", {"default": ""}, "ftp://guide.example.org"),
    ("site_url", {"default": ""}, "https://"),
    ("site_url", {"default": ""}, "https://guide.example.org/folder"),
    ("site_url", {"default": ""}, "https://guide.example.org/?q=1"),
    ("site_url", {"default": ""}, "https://guide.example.org#top"),
    ("site_url", {"default": ""}, "https://user@guide.example.org"),
    ("site_url", {"default": ""}, "https://guide.example.org:port"),
    ("site_url", {"default": ""}, "https://guide.example.org:99999"),
    ("site_url", {"default": ""}, "https://[::1"),
    ("site_url", {"default": ""}, "https://guide_example!.org"),
    ("database", {"default": Path("db")}, "guide"),
    ("database", {"default": Path("db")}, "mysql://user:pw@host/name"),
    ("database", {"default": Path("db")}, "sqlite://"),
    ("database", {"default": Path("db")}, "sqlite:///"),
    ("database", {"default": Path("db")}, "sqlite://:memory:"),
    ("database", {"default": Path("db")}, "sqlite://host/name"),
    ("database", {"default": Path("db")}, "postgres://user:pw@host"),
    ("database", {"default": Path("db")}, "postgres://user:pw@host:port/name"),
    ("database", {"default": Path("db")}, "postgres://user:pw@host/name?sslmood=require"),
    ("email_settings", {}, "mail.example.org"),
    ("email_settings", {}, "smtps://user:pw@mail.example.org"),
    ("email_settings", {}, "smtp://"),
    ("email_settings", {}, "smtp://mail.example.org:port"),
    ("email_settings", {}, "smtp://mail.example.org?timeout=1"),
    ("cache", {}, "127.0.0.1:6379"),
    ("cache", {}, "redis://"),
    ("cache", {}, "memcached://127.0.0.1"),
    ("media_folder", {"default": Path("/var/media")}, "media"),
    ("media_folder", {"default": Path("/var/media")}, "s3://bucket"),
]


@pytest.mark.parametrize(("method", "options", "value"), UNREADABLE)
def test_an_unreadable_value_is_refused_by_name_with_an_example(
    method: str, options: dict[str, Any], value: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"(?s)^NAME .*: expected .*\. Example: .+"):
        read(method, value, **options)


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("secret", "hunter2"),
        ("database", "mysql://guide:hunter2@127.0.0.1/guide"),
        ("email_settings", "smtps://guide:hunter2@mail.example.org"),
        ("cache", "memcached://:hunter2@127.0.0.1"),
    ],
)
def test_a_refusal_never_repeats_a_password(method: str, value: str) -> None:
    options = {"default": Path("db")} if method == "database" else {}

    with pytest.raises(ImproperlyConfigured) as refusal:
        read(method, value, **options)

    assert "hunter2" not in str(refusal.value)


def test_without_a_database_url_the_file_in_the_checkout_is_used() -> None:
    assert read("database", "", default=Path("/checkout/db.sqlite3")) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/checkout/db.sqlite3",
    }


def test_a_sqlite_address_names_its_file_by_full_path() -> None:
    assert read("database", "sqlite:////srv/guide/db.sqlite3", default=Path("db")) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/srv/guide/db.sqlite3",
    }


def test_a_postgresql_address_is_taken_apart_and_its_escapes_undone() -> None:
    url = "postgres://guide:p%40ss+w%2Frd@db.example.org:5433/guide?sslmode=verify-full&sslrootcert=/etc/ca.pem"

    assert read("database", url, default=Path("db")) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "guide",
        "USER": "guide",
        "PASSWORD": "p@ss+w/rd",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
    }


def test_a_postgresql_socket_folder_is_given_as_host_option() -> None:
    assert read("database", "postgres://guide@/guide?host=/run/postgresql", default=Path("db")) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "guide",
        "USER": "guide",
        "PASSWORD": "",
        "HOST": "/run/postgresql",
        "PORT": "",
        "OPTIONS": {},
    }


def test_mail_goes_to_the_terminal_unless_a_server_is_named() -> None:
    assert read("email_settings", "")["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://guide:p%40ss@mail.example.org", 25, False, False),
        ("smtp+tls://guide:p%40ss@mail.example.org", 587, True, False),
        ("smtp+ssl://guide:p%40ss@mail.example.org", 465, False, True),
        ("smtp+tls://guide:p%40ss@mail.example.org:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_read_with_its_encryption(url: str, port: int, tls: bool, ssl: bool) -> None:  # noqa: FBT001
    assert read("email_settings", url) == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "guide",
        "EMAIL_HOST_PASSWORD": "p@ss",
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
    }


def test_a_dotenv_file_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("\ufeff# a comment\r\n\r\nA=one=two # kept\r\nB=\"quoted \"\r\nC='single'\r\nD=\r\n".encode())

    assert read_dotenv(file) == {"A": "one=two # kept", "B": "quoted", "C": "single", "D": ""}


def test_an_absent_dotenv_file_sets_nothing(tmp_path: Path) -> None:
    assert read_dotenv(tmp_path / ".env") == {}


@pytest.mark.parametrize("line", ["SECRET_KEY", "export A=1", "A = 1", 'A="open', "a=1", "=1"])
def test_an_unreadable_dotenv_line_is_refused_by_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"A=1\n{line}\n")

    with pytest.raises(ImproperlyConfigured, match=r"^\.env line 2 is not NAME=value"):
        read_dotenv(file)


def test_a_dotenv_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("PUBLISHER_NAME=Käte".encode("latin-1"))

    with pytest.raises(ImproperlyConfigured, match=r"^\.env is not UTF-8 text"):
        read_dotenv(file)
