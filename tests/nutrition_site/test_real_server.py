"""The real server: granian as it is started in production, asked over real sockets."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nutrition_site.security import HEADERS
from tests.server_process import ROOT, ask, environment, headers_of, log_of, manage, migrate, running_server, status

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def port(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    variables = environment(tmp_path_factory.mktemp("site"))
    migrate(variables)
    with running_server(variables) as port:
        yield port


def test_a_migrated_server_is_ready(port: int) -> None:
    assert (status(port, "/healthz/live"), status(port, "/healthz/ready")) == (200, 200)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/no-such-page/", 404),
        ("/%00", 400),
        ("/static/%00", 400),
        ("/?q=%00", 400),
        ("/admin/?q=%00", 400),
        ("/%ff%fe/", 404),
        ("/%zz/", 404),
        ("/\xff/", 400),
        ("/static/..%2f..%2fmanage.py", 404),
        ("/static/../manage.py", 404),
        ("/.env", 404),
        ("/.git/config", 404),
        ("//evil.example/..", 404),
        ("/" + "a" * 60_000, 404),
    ],
)
def test_a_hostile_address_gets_a_plain_refusal(port: int, path: str, expected: int) -> None:
    assert status(port, path) == expected


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "FOO"])
def test_a_method_without_a_use_is_refused(port: int, method: str) -> None:
    assert status(port, "/healthz/live", method=method) == 405


@pytest.mark.parametrize("host", ["evil.example", "localhost@evil.example", "a b", "[::1", ""])
def test_a_foreign_host_header_is_refused(port: int, host: str) -> None:
    assert status(port, "/no-such-page/", host=host) == 400


def test_an_error_page_carries_every_header(port: int) -> None:
    found = headers_of(ask(port, "GET /no-such-page/ HTTP/1.1"))

    assert {name: found.get(name.lower()) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in found["content-security-policy"]
    assert "set-cookie" not in found


def test_a_public_site_behind_its_proxy_is_https_only(tmp_path: Path) -> None:
    host, https = "guide.example.org", "X-Forwarded-Proto: https"
    variables = environment(tmp_path, SITE_URL=f"https://{host}", TRUSTED_PROXY="127.0.0.1")

    with running_server(variables) as port:
        plain = ask(port, "GET /nutrients/?a=1 HTTP/1.1", host=host)
        health = status(port, "/healthz/live")
        login = ask(port, "GET /admin/login/ HTTP/1.1", host=host, header=https)

    assert plain.startswith(b"HTTP/1.1 301 ")
    assert headers_of(plain)["location"] == f"https://{host}/nutrients/?a=1"
    assert health == 200
    assert login.startswith(b"HTTP/1.1 200 ")
    assert headers_of(login)["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    cookie = headers_of(login)["set-cookie"].split("; ")
    assert (cookie[0].split("=")[0], "Secure" in cookie, "HttpOnly" in cookie, "Path=/" in cookie) == (
        "__Host-csrftoken",
        True,
        True,
        True,
    )


def test_a_forwarded_scheme_from_a_stranger_is_not_believed(tmp_path: Path) -> None:
    variables = environment(tmp_path, SITE_URL="https://guide.example.org", TRUSTED_PROXY="203.0.113.7")

    with running_server(variables) as port:
        answer = ask(port, "GET /no/ HTTP/1.1", host="guide.example.org", header="X-Forwarded-Proto: https")

    assert answer.startswith(b"HTTP/1.1 301 ")


def test_with_a_database_that_never_answers_a_server_lives_and_says_that_it_is_not_ready(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = f"postgres://guide@127.0.0.1:{silent.getsockname()[1]}/guide"
        with running_server(environment(tmp_path, DATABASE_URL=database)) as port:
            # Who asks waits for ten seconds.
            answers = (status(port, "/healthz/live"), status(port, "/healthz/ready"))

    assert answers == (200, 503)


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_malformed_environment_stops_the_start_with_one_sentence_about_it(tmp_path: Path, command: str) -> None:
    done = manage(command, variables=environment(tmp_path, SITE_URL="guide.example.org"))

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "SITE_URL is 'guide.example.org': expected http:// or https:// and a host, no path. "
        "Example: https://guide.example.org\n",
    )


def test_a_taken_port_is_named_before_granian_shares_it(tmp_path: Path, port: int) -> None:
    variables = environment(tmp_path, PORT=str(port))

    served = manage("serve", "--host", "127.0.0.1", variables=variables)
    local = manage("run_local_site", variables=variables)

    assert (served.returncode, local.returncode) == (1, 1)
    assert f"Port {port} of 127.0.0.1 is in use" in served.stderr
    assert f"Port {port} is in use" in local.stderr
    assert "make run PORT=9000" in local.stderr


def test_a_local_site_is_prepared_once_and_left_alone_the_second_time(tmp_path: Path) -> None:
    variables = environment(tmp_path)
    said = []
    for _ in range(2):
        with running_server(variables, command=["run_local_site"]) as port:
            answers = (status(port, "/healthz/ready"), status(port, "/static/css/site.css"))
            said.append(log_of(variables, port).read_text())
        assert answers == (200, 200)

    first, second = said
    steps = ["Bringing the database up to date", "Collected the static files", "First administrator, shown only now"]
    assert [step in first for step in steps] == [True, True, True]
    assert [step in second for step in steps] == [False, False, False]


def test_static_files_that_were_never_collected_stop_the_start(tmp_path: Path) -> None:
    code = (
        "import os, sys; from nutrition_site import settings; settings.STATIC_ROOT = sys.argv[1];"
        "import django; django.setup(); from django.core.management import call_command; call_command('serve')"
    )
    variables = environment(tmp_path, DJANGO_SETTINGS_MODULE="nutrition_site.settings")

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path)],
        cwd=ROOT,
        env=variables,
        text=True,
        capture_output=True,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "The static files are not collected. Run: .venv/bin/python manage.py collectstatic --noinput"
    )
