"""Turns environment variables into checked, typed values; refuses every value it cannot read, naming the variable and an example."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import SplitResult, parse_qs, urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

Network = IPv4Network | IPv6Network

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]")
POSTGRESQL_OPTIONS = {"application_name", "options", "sslcert", "sslkey", "sslmode", "sslrootcert"}


def read_dotenv(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file; an absent file is empty, an unreadable line stops the start."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(f"{path.name} is not UTF-8 text: {error}. Save it as UTF-8.") from error
    values = {}
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = re.fullmatch(r"""([A-Z][A-Z0-9_]*)=(?:"([^"]*)"|'([^']*)'|([^"'].*)?)""", stripped)
        if match is None:
            raise ImproperlyConfigured(f"{path.name} line {number} is not NAME=value, for example DEBUG=off.")
        values[match[1]] = (match[2] or match[3] or match[4] or "").strip()
    return values


class Environment:
    """Reads one mapping; an absent variable and an empty one are the same."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def text(self, name: str, *, default: str = "") -> str:
        value = self.variables.get(name, "").strip() or default
        # One line only: these values end up in headers, mails and pages.
        if any(ord(character) < 32 or ord(character) == 127 for character in value):
            refuse(name, "one line without control characters", example="Vitamin House")
        return value

    def secret(self, name: str) -> str:
        value = self.variables.get(name, "").strip()
        if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
            make = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
            refuse(name, "at least 50 random characters", example=f"what this prints: {make}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value and value not in YES | NO:
            refuse(name, "on or off", example="off", value=value)
        return value in YES if value else default

    def number(self, name: str, *, default: int, lowest: int, highest: int) -> int:
        value = self.text(name, default=str(default))
        if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
            refuse(name, f"a whole number from {lowest} to {highest}", example=str(default), value=value)
        return int(value)

    def time_zone(self, name: str, *, default: str) -> str:
        value = self.text(name, default=default)
        try:
            ZoneInfo(value)
        # A folder of the zone database (IsADirectoryError), a path that leaves it (ValueError), an unknown key.
        except (KeyError, ValueError, OSError):
            refuse(name, "a time zone of the IANA list", example="Europe/London", value=value)
        return value

    def email_address(self, name: str) -> str:
        value = self.text(name)
        try:
            if value:
                validate_email(value)
        except ValidationError:
            refuse(name, "one e-mail address, or nothing", example="editors@example.org", value=value)
        return value

    def names(self, name: str) -> list[str]:
        """Plain words separated by commas; what they may name is for a check to say."""
        values = [part.strip().lower() for part in self.text(name).split(",") if part.strip()]
        for value in values:
            if not re.fullmatch(r"[a-z-]+", value):
                refuse(name, "words separated by commas", example="article, symptom", value=value)
        return values

    def hosts(self, name: str) -> list[str]:
        values = [part.strip().lower() for part in self.text(name).split(",") if part.strip()]
        for value in values:
            # A lone * would accept every Host header, which is the attack this list exists against.
            if not HOST.fullmatch(value.removeprefix(".")):
                refuse(
                    name,
                    "host names separated by commas, without scheme or port",
                    example="guide.example.org",
                    value=value,
                )
        return values

    def networks(self, name: str) -> list[Network]:
        values = [part.strip() for part in self.text(name).split(",") if part.strip()]
        try:
            return [ip_network(value) for value in values]
        except ValueError:
            refuse(name, "addresses or networks of the proxy separated by commas", example="10.0.0.5, 10.1.0.0/16")

    def site_url(self, name: str, *, default: str) -> str:
        """The site's origin, without a slash at its end."""
        value = self.text(name, default=default)
        parts = split(
            name, value, expected="http:// or https:// and a host, no path", example="https://guide.example.org"
        )
        if (
            parts.scheme not in {"http", "https"}
            or not HOST.fullmatch(host_of(value))
            or parts.username is not None
            or parts.path not in {"", "/"}
            or "?" in value
            or "#" in value
        ):
            refuse(name, "http:// or https:// and a host, no path", example="https://guide.example.org", value=value)
        return f"{parts.scheme}://{parts.netloc.lower()}"

    def database(self, name: str, *, default: Path) -> dict[str, Any]:
        """ENGINE, NAME and the like of sqlite:///FILE or postgres://USER:PASSWORD@HOST:PORT/NAME."""
        expected = "postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:////FOLDER/FILE"
        example = "postgres://guide:secret@127.0.0.1:5432/guide"
        value = self.text(name)
        if not value:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        parts = split(name, value, expected=expected, example=example)
        if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1 and not parts.query:
            return {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.path[1:]}
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            refuse(name, expected, example=example)
        options = parse_qs(parts.query, keep_blank_values=True)
        socket_folder = options.pop("host", [""])[0]
        if unknown := sorted(set(options) - POSTGRESQL_OPTIONS):
            refuse(
                name,
                f"only the options {', '.join(sorted(POSTGRESQL_OPTIONS))}, not {', '.join(unknown)}",
                example=example,
            )
        found = environ.Env.db_url_config(parts._replace(query="").geturl())
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": found["NAME"],
            "USER": found["USER"],
            "PASSWORD": found["PASSWORD"],
            "HOST": socket_folder or found["HOST"],
            "PORT": str(found["PORT"]),
            "OPTIONS": {key: values[-1] for key, values in options.items()},
        }

    def email_settings(self, name: str) -> dict[str, Any]:
        """All of Django's EMAIL_* settings; without the variable, mail is written to the terminal."""
        expected = "smtp+tls://USER:PASSWORD@HOST:PORT, smtp+ssl://USER:PASSWORD@HOST:PORT or consolemail://"
        example = "smtp+tls://guide:secret@mail.example.org:587"
        value = self.text(name, default="consolemail://")
        parts = split(name, value, expected=expected, example=example)
        by_smtp = parts.scheme in {"smtp", "smtp+tls", "smtp+ssl"} and parts.hostname is not None
        if parts.query or not (by_smtp or value == "consolemail://"):
            refuse(name, expected, example=example)
        found = environ.Env.email_url_config(value)
        return {
            "EMAIL_BACKEND": found["EMAIL_BACKEND"],
            "EMAIL_HOST": found["EMAIL_HOST"] or "localhost",
            "EMAIL_PORT": found["EMAIL_PORT"] or {"smtp+tls": 587, "smtp+ssl": 465}.get(parts.scheme, 25),
            "EMAIL_HOST_USER": found["EMAIL_HOST_USER"] or "",
            "EMAIL_HOST_PASSWORD": found["EMAIL_HOST_PASSWORD"] or "",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        }

    def cache(self, name: str) -> dict[str, Any]:
        """The cache shared between hosts, or one inside each process."""
        expected, example = "redis:// or rediss:// and a host", "redis://127.0.0.1:6379/0"
        value = self.text(name)
        if not value:
            return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        parts = split(name, value, expected=expected, example=example)
        if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
            refuse(name, expected, example=example)
        if find_spec("redis") is None:
            refuse(name, "the Python package redis to be installed, or no value", example="pip install redis")
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value}

    def media_folder(self, name: str, *, default: Path) -> Path:
        value = self.text(name)
        folder = value.removeprefix("file://")
        if value and not folder.startswith("/"):
            refuse(name, "a folder, as a full path", example="/srv/guide/media", value=value)
        return Path(folder) if value else default


def host_of(url: str) -> str:
    """The host part as it stands in a Host header, without the port: an IPv6 address keeps its brackets."""
    return re.sub(r":[0-9]+$", "", urlsplit(url).netloc).lower()


def split(name: str, value: str, *, expected: str, example: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it is the only check of its range
    except ValueError:
        refuse(name, expected, example=example)
    return parts


def refuse(name: str, expected: str, *, example: str, value: str | None = None) -> NoReturn:
    """`value` is only passed where it cannot hold a password: messages end up in logs."""
    given = "is missing or unusable" if value is None else f"is {value!r}"
    raise ImproperlyConfigured(f"{name} {given}: expected {expected}. Example: {example}")
