"""Starts the real server (granian) for a test and asks it over a socket; refuses to leave one running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.faults.scratch import copy_of_the_suites
from tests.settings import ENVIRONMENT

ROOT = Path(__file__).resolve().parent.parent


class ServerDidNotStart(Exception):
    """Holds what the server said before it gave up."""


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """Variables of a site that keeps its database and files in `folder`."""
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.server_settings",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "MEDIA_STORAGE_URL": f"{folder}/media",
        "SITE_URL": "",
        "WORKERS": "1",
    }
    return os.environ | ENVIRONMENT | own | changes


def manage(*arguments: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, text=True, capture_output=True
    )


def migrate(variables: dict[str, str]) -> None:
    """Gives a site its tables. The suite's own SQLite database, if it has one, is copied: that takes no time."""
    if connection.vendor == "sqlite":
        copy_of_the_suites(Path(variables["DATABASE_URL"].removeprefix("sqlite:///")))
        return
    migrated = manage("migrate", "--verbosity=0", variables=variables)
    assert migrated.returncode == 0, migrated.stderr


SERVE = ("serve", "--host", "127.0.0.1")


@contextmanager
def running_server(variables: dict[str, str], *, command: Sequence[str] = SERVE) -> Iterator[int]:
    """The port of a server that listens."""
    port = free_port()
    log = log_of(variables, port)
    with log.open("w") as stream:
        server = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=variables | {"PORT": str(port)},
            stdout=stream,
            stderr=stream,
        )
    try:
        if not listens(port, server):
            raise ServerDidNotStart(log.read_text(errors="replace"))
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def log_of(variables: dict[str, str], port: int) -> Path:
    """What the server wrote to its terminal."""
    return Path(variables["MEDIA_STORAGE_URL"]).with_name(f"server-{port}.log")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int, server: subprocess.Popen[bytes]) -> bool:
    # Two minutes: the first start of a site loads the whole guide, on a machine that runs other tests meanwhile.
    for _ in range(2400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        if server.poll() is not None:
            return False
        time.sleep(0.05)
    return False


def ask(port: int, request_line: str, *, host: str = "localhost", header: str = "Accept: */*") -> bytes:
    """The raw answer, headers and all, to a request line no client library would send."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        lines = (request_line, f"Host: {host}", header, "Connection: close", "", "")
        connection.sendall("\r\n".join(lines).encode("latin-1"))
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def status(port: int, path: str, *, method: str = "GET", host: str = "localhost") -> int:
    return int(ask(port, f"{method} {path} HTTP/1.1", host=host).split(b" ", 2)[1])


def headers_of(answer: bytes) -> dict[str, str]:
    """By lower-case name; of a header sent twice the last one."""
    lines = answer.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
