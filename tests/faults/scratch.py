"""A database of a test's own, of the sort that the suite runs on, and programs that use it from processes of their own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Scratch:
    """`name` is a file on SQLite; on PostgreSQL a database beside the suite's own."""

    vendor: str
    name: str

    @property
    def url(self) -> str:
        if self.vendor == "sqlite":
            return f"sqlite:///{self.name}"
        server = connection.settings_dict
        account = f"{server['USER']}:{server['PASSWORD']}" if server["PASSWORD"] else server["USER"]
        if server["HOST"].startswith("/"):
            return f"postgres://{account}@/{self.name}?host={server['HOST']}"
        return f"postgres://{account}@{server['HOST']}:{server['PORT']}/{self.name}"

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows read over a connection of its own, outside of Django."""
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.name, timeout=20)) as own:
                return own.execute(sql).fetchall()
        with closing(_postgresql(self.name)) as own:
            rows: list[tuple[Any, ...]] = own.execute(sql).fetchall()
            return rows

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=os.environ | {"TEST_DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> str:
        """What the program printed; it must end well within three minutes, on a busy machine too."""
        process = self.start(*command)
        try:
            printed, complaints = process.communicate(timeout=180)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            raise
        assert process.returncode == 0, complaints
        return printed

    def migrate(self, *arguments: str) -> None:
        self.run("manage.py", "migrate", "--verbosity=0", *arguments)


@contextmanager
def scratch_database(folder: Path) -> Iterator[Scratch]:
    """With the tables of the suite's own database, which must be there already."""
    if connection.vendor == "sqlite":
        file = folder / "scratch.sqlite3"
        copy_of_the_suites(file)
        yield Scratch("sqlite", str(file))
        return
    name = f"scratch_{uuid4().hex}"
    with closing(_postgresql("postgres")) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}"')
    try:
        yield Scratch("postgresql", name)
    finally:
        with closing(_postgresql("postgres")) as server:
            # FORCE: a killed program's connection may linger for a moment.
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def copy_of_the_suites(file: Path) -> None:
    """Writes the suite's own SQLite database to a file, as after its migrations."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as own:
        own.execute("VACUUM INTO ?", [str(file)])


@contextmanager
def kept_for_copies() -> Iterator[None]:
    """Keeps a copy of the suite's PostgreSQL database: later, others would be connected, and there'd be no copying it."""
    if connection.vendor == "sqlite":
        yield
        return
    suites, template = connection.settings_dict["NAME"], _template()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    with closing(_postgresql("postgres")) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{template}"')
        server.execute(f'CREATE DATABASE "{template}" TEMPLATE "{suites}"')
    yield
    with closing(_postgresql("postgres")) as server:
        server.execute(f'DROP DATABASE "{template}"')


def _template() -> str:
    return f"{connection.settings_dict['NAME']}_copied"


def _postgresql(database: str) -> Any:
    # The driver is there only where the suite runs on PostgreSQL.
    import psycopg

    server = connection.settings_dict
    return psycopg.connect(
        dbname=database,
        host=server["HOST"],
        port=server["PORT"] or None,
        user=server["USER"],
        password=server["PASSWORD"] or None,
        autocommit=True,
    )
