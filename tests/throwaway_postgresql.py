"""A PostgreSQL server that exists only while the tests run; refuses to touch any server that is already there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROLE = "guide"
# Nothing here survives the run, so nothing needs to reach the disk.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    # Statistics taken while a table is empty between two tests would mislead the planner in the next.
    "autovacuum": "off",
    "shared_buffers": "64MB",
}


class ClusterFailed(Exception):
    """The server could not be made or started; the message holds what it said."""


def find_binaries() -> Path | None:
    """The folder of the newest PostgreSQL whose initdb and pg_ctl are here."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def running_cluster(binaries: Path) -> Iterator[str]:
    """A DATABASE_URL of an empty database whose owner may create databases and nothing more, as in production."""
    folder = Path(tempfile.mkdtemp(prefix="guide-pg-"))
    account = account_for_server()
    if account:
        shutil.chown(folder, account)
    server = Server(binaries, folder, account)
    try:
        server.start()
        server.create_database()
        yield f"postgres://{ROLE}@/{ROLE}?host={folder}"
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def account_for_server() -> str | None:
    """PostgreSQL refuses to run as root, so root hands it to another account."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = next((name for name in ("postgres", "nobody") if name in names), None)
    if account is None:
        raise ClusterFailed("PostgreSQL refuses to run as root, and there is no account postgres or nobody to run it.")
    return account


class Server:
    def __init__(self, binaries: Path, folder: Path, account: str | None) -> None:
        self.binaries = binaries
        self.folder = folder
        self.account = account
        self.data = folder / "data"
        self.log = folder / "log"

    def start(self) -> None:
        self.run(
            "initdb",
            "--pgdata",
            str(self.data),
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )
        options = " ".join(f"-c {name}='{value}'" for name, value in SERVER_OPTIONS.items())
        self.run(
            "pg_ctl",
            "--pgdata",
            str(self.data),
            "--log",
            str(self.log),
            "--wait",
            "--options",
            f"-k {self.folder} {options}",
            "start",
        )

    def create_database(self) -> None:
        self.run(
            "psql",
            "--host",
            str(self.folder),
            "--username=postgres",
            "--dbname=postgres",
            "--command",
            f"CREATE ROLE {ROLE} LOGIN CREATEDB",
        )
        self.run("createdb", "--host", str(self.folder), "--username=postgres", "--owner", ROLE, ROLE)

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "--pgdata", str(self.data), "--mode=immediate", "--wait", "stop")

    def run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the started server keeps its output open, and a pipe would wait for its end.
        output = self.folder / f"{program}.output"
        try:
            with output.open("w") as stream:
                done = subprocess.run(
                    [str(self.binaries / program), *arguments],
                    stdout=stream,
                    stderr=subprocess.STDOUT,
                    user=self.account,
                    group=pwd.getpwnam(self.account).pw_gid if self.account else None,
                    extra_groups=[] if self.account else None,
                    cwd=self.folder,
                    env=os.environ | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
                    # A Ctrl-C in the terminal reaches us alone: stop() ends the server in its own time.
                    start_new_session=True,
                )
        except OSError as error:
            raise ClusterFailed(f"PostgreSQL's {program} could not be started: {error}") from error
        if done.returncode:
            said = output.read_text(errors="replace") + self.read_log()
            raise ClusterFailed(f"PostgreSQL's {program} ended with {done.returncode}:\n{said}")

    def read_log(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
