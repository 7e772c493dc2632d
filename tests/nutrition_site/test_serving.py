"""Serving: a port somebody else serves is noticed before granian would share it."""

from __future__ import annotations

import socket

import pytest

from nutrition_site.serving import granian_command, port_is_free


def test_a_port_is_free_until_somebody_listens() -> None:
    with socket.socket() as server:
        # granian listens like this, which is why it does not notice a second granian.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        server.listen()
        taken = port_is_free("127.0.0.1", port)

    assert (taken, port_is_free("127.0.0.1", port)) == (False, True)


def test_a_port_is_taken_when_somebody_listens_on_every_address() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("0.0.0.0", 0))
        server.listen()

        assert not port_is_free("127.0.0.1", server.getsockname()[1])


@pytest.mark.parametrize(
    "option", ["--respawn-failed-workers", "--backpressure", "--blocking-threads", "--workers-kill-timeout"]
)
def test_the_server_never_starts_without_its_safety_options(option: str) -> None:
    command = granian_command(host="127.0.0.1", port=9000, workers=3)

    assert option in command
    assert command[command.index("--port") + 1] == "9000"
    assert command[command.index("--workers") + 1] == "3"
