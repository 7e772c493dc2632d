"""Starts granian, the web server, in place of this process; refuses a port that somebody else already serves."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn


def port_is_free(host: str, port: int) -> bool:
    """granian itself never complains about another granian on its port: both would serve, in turns."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Without this a port whose last connections are still fading away would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def granian_command(*, host: str, port: int, workers: int) -> list[str]:
    return [
        str(Path(sys.executable).with_name("granian")),
        *("--interface", "wsgi"),
        *("--host", host),
        *("--port", str(port)),
        *("--workers", str(workers)),
        # Without a number granian starts up to 512 threads, each with a database connection.
        *("--blocking-threads", "4"),
        *("--backpressure", "64"),
        # Without this the death of one worker ends the whole server.
        "--respawn-failed-workers",
        # Without this a hanging request keeps the server from ever stopping.
        *("--workers-kill-timeout", "30"),
        "nutrition_site.wsgi:application",
    ]


def become_server(*, host: str, port: int, workers: int) -> NoReturn:
    command = granian_command(host=host, port=port, workers=workers)
    sys.stdout.flush()
    os.execv(command[0], command)
