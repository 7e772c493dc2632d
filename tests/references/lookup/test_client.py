"""The client's bounds: size, time, hops, and every hop checked; against a server of our own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest
from django.test import override_settings

from references.lookup.addresses import NotAllowed, resolved
from references.lookup.client import MOST_BYTES, NoAnswer, TimedOut, TooLarge, ask
from tests.references.lookup.replay import Registries, registries, reply


@pytest.fixture
def known() -> Iterator[Registries]:
    with registries() as found:
        yield found


def test_an_answer_comes_whole_and_the_question_tells_who_asks(known: Registries) -> None:
    known["/a"] = reply("ol\u00e9".encode("latin-1"), media_type="text/html; charset=ISO-8859-1")

    answer = ask(f"{known.origin}/a?b=c", accept="text/html")

    assert (answer.status, answer.text, answer.media_type, answer.was_redirected) == (
        200,
        "ol\u00e9",
        "text/html",
        False,
    )
    method, path, headers = known.asked[0]
    assert (method, path, headers["accept"]) == ("GET", "/a?b=c", "text/html")
    assert headers["user-agent"] == "nutrition-guide/1.0 (+http://localhost:8000)"
    assert {"cookie", "authorization", "referer"}.isdisjoint(headers)


def test_no_cookie_is_kept_and_no_proxy_is_asked(known: Registries, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    known["/a"] = reply("{}", Set_Cookie="session=1")

    ask(f"{known.origin}/a")
    ask(f"{known.origin}/a")

    assert ["cookie" in headers for _, _, headers in known.asked] == [False, False]


def test_redirects_are_followed_to_their_end(known: Registries) -> None:
    known["/a"] = reply(status=302, Location="b?x=1#part")
    known["/b"] = reply(status=308, Location=f"{known.origin}/c")
    known["/c"] = reply("{}")

    answer = ask(f"{known.origin}/a")

    assert (answer.url, answer.was_redirected, known.paths) == (f"{known.origin}/c", True, ["/a", "/b?x=1", "/c"])


@pytest.mark.parametrize(
    "inward",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "//127.0.0.1/",
        "file:///etc/passwd",
        "http://user:pass@127.0.0.1/",
    ],
)
def test_a_redirect_inward_is_refused(known: Registries, inward: str) -> None:
    known["/a"] = reply(status=302, Location=inward)

    with pytest.raises(NotAllowed):
        ask(f"{known.origin}/a")

    assert known.paths == ["/a"]


def test_a_name_that_leads_inward_is_refused(known: Registries) -> None:
    known["/a"] = reply(status=302, Location="https://rebound.example/")

    with pytest.raises(NotAllowed, match=r"rebound.example leads to 10.0.0.7, which is not on the public internet."):
        ask(f"{known.origin}/a", resolve=lambda host, port: ["10.0.0.7"] if "rebound" in host else resolved(host, port))


def test_a_ring_of_redirects_ends(known: Registries) -> None:
    known["/a"] = reply(status=302, Location="/a")

    with pytest.raises(NoAnswer, match="redirects more than 5 times"):
        ask(f"{known.origin}/a")

    assert len(known.asked) == 6


@pytest.mark.parametrize("says_its_length", [True, False])
def test_more_than_three_megabytes_are_not_taken(known: Registries, *, says_its_length: bool) -> None:
    known["/a"] = reply(b"x" * (MOST_BYTES + 1)) if says_its_length else _endless
    known["/b"] = reply(b"x" * MOST_BYTES)

    with pytest.raises(TooLarge, match="more than 3 MB"):
        ask(f"{known.origin}/a")

    assert len(ask(f"{known.origin}/a", cut=True).body) == MOST_BYTES
    assert len(ask(f"{known.origin}/b").body) == MOST_BYTES


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(2000):
            handler.wfile.write(b"x" * 10_000)
    except OSError:
        return


class Slow:
    """A server that ends its answer long after anybody should have stopped waiting, or once it is let go."""

    def __init__(self, answer: str) -> None:
        self.answer, self.let_go, self.has_ended = answer, threading.Event(), threading.Event()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        if self.answer:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(self.answer)))
            handler.end_headers()
        with suppress(OSError):
            for letter in self.answer or " " * 100:
                if self.let_go.wait(0.1):
                    return
                if self.answer:
                    handler.wfile.write(letter.encode())
                    handler.wfile.flush()
        self.has_ended.set()


@pytest.mark.parametrize("answer", ["", "x" * 100], ids=["silent", "drop by drop"])
def test_who_does_not_answer_in_time_is_not_waited_for(known: Registries, answer: str) -> None:
    slow = Slow(answer)
    known["/a"] = slow

    with pytest.raises(TimedOut):
        ask(f"{known.origin}/a", seconds=0.4)

    assert not slow.has_ended.is_set()
    slow.let_go.set()


def test_an_answer_that_breaks_off_or_is_compressed_is_no_answer(known: Registries) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x")

    known["/a"] = broken
    known["/b"] = reply(b"\x1f\x8b", Content_Encoding="gzip")

    with pytest.raises(NoAnswer, match="broke off"):
        ask(f"{known.origin}/a")
    with pytest.raises(NoAnswer, match="compressed"):
        ask(f"{known.origin}/b")


def test_a_port_where_nobody_listens_is_said(known: Registries) -> None:
    with (
        override_settings(LOOKUP_TRUSTED_ORIGINS=["http://127.0.0.1:1"]),
        pytest.raises(NoAnswer, match="can't be reached"),
    ):
        ask("http://127.0.0.1:1/")
