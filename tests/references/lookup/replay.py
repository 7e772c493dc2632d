"""A server on this computer that answers as the registries do, and badly where a test wants it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.test import override_settings

JSON = "application/json"
Reply = Callable[[BaseHTTPRequestHandler], None]


def reply(body: str | bytes = "", *, status: int = 200, media_type: str = JSON, **headers: str) -> Reply:
    content = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(content)

    return answer


class Registries:
    """Replies by path, without the query; what it was asked is kept."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.origin = ""

    def __setitem__(self, path: str, answer: Reply) -> None:
        self.replies[path] = answer

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


@contextmanager
def registries() -> Iterator[Registries]:
    """All four registries at one local address, with look-ups on."""
    known = Registries()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
            answer = known.replies.get(self.path.partition("?")[0])
            (answer or reply("Resource not found.", status=404, media_type="text/plain"))(self)

        do_HEAD = do_GET

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    known.origin = f"http://127.0.0.1:{server.server_port}"
    here = dict.fromkeys(("CROSSREF_URL", "DOI_URL", "EUTILS_URL", "OPEN_LIBRARY_URL"), known.origin)
    try:
        with override_settings(LOOKUPS=True, LOOKUP_TRUSTED_ORIGINS=[known.origin], **here):
            yield known
    finally:
        server.shutdown()
        server.server_close()
