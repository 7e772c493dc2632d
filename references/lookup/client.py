"""The one way in which the server asks other sites: guarded, bounded, without cookies, proxies or credentials.

Every hop is checked anew and connects to the very address that was checked, so that a name can't lead elsewhere in
between. Refuses to wait: ten seconds and three megabytes are the most that any answer gets.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from django.conf import settings

from references.lookup.addresses import Resolver, Target, resolved, target_of

SECONDS_TO_CONNECT = 5.0
SECONDS = 10.0
MOST_BYTES = 3_000_000
MOST_HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What a redirect may hold unencoded, though an address may not.
KEPT = "/:?#[]@!$&'()*+,;=~-._%"


class NoAnswer(Exception):
    """Nothing usable came back; the message says why, fit to show to an editor."""


class TimedOut(NoAnswer):
    pass


class TooLarge(NoAnswer):
    pass


@dataclass(frozen=True, kw_only=True)
class Answer:
    url: str
    """Where the answer came from, after all redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes
    was_redirected: bool = False

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        named = self.headers.get("content-type", "").partition("charset=")[2].split(";")[0].strip("\"' ") or "utf-8"
        try:
            return self.body.decode(named, errors="replace")
        except LookupError:
            return self.body.decode("utf-8", errors="replace")


def ask(
    url: str,
    *,
    method: str = "GET",
    accept: str = "*/*",
    most: int = MOST_BYTES,
    cut: bool = False,
    seconds: float = SECONDS,
    resolve: Resolver = resolved,
) -> Answer:
    """Follows redirects. Raises NotAllowed or NoAnswer. With `cut`, of a long answer the beginning is enough."""
    ends_at = time.monotonic() + seconds
    was_redirected = False
    for _ in range(MOST_HOPS + 1):
        target = target_of(url, resolve=resolve, trusted=settings.LOOKUP_TRUSTED_ORIGINS)
        answer = _hop(target, method=method, accept=accept, most=most, cut=cut, ends_at=ends_at)
        location = answer.headers.get("location", "")
        if answer.status not in REDIRECTS or not location:
            return Answer(
                url=url, status=answer.status, headers=answer.headers, body=answer.body, was_redirected=was_redirected
            )
        url, was_redirected = quote(urljoin(url, location.partition("#")[0]), safe=KEPT), True
    raise NoAnswer(f"{target.host} redirects more than {MOST_HOPS} times.")


def _hop(target: Target, *, method: str, accept: str, most: int, cut: bool, ends_at: float) -> Answer:
    connection = _Connection(target, ends_at=ends_at)
    try:
        with _closing_at(ends_at, connection):
            connection.request(method, target.path, headers=_headers(accept))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            body = b"" if method == "HEAD" or response.status in REDIRECTS else response.read(most + 1)
    except TimeoutError as error:
        raise TimedOut(f"{target.host} did not answer within {SECONDS:.0f} seconds.") from error
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() >= ends_at:
            raise TimedOut(f"{target.host} did not answer within {SECONDS:.0f} seconds.") from error
        raise NoAnswer(f"{target.host} can't be reached: {error or type(error).__name__}.") from error
    finally:
        connection.close()
    if time.monotonic() >= ends_at:
        raise TimedOut(f"{target.host} did not answer within {SECONDS:.0f} seconds.")
    if len(body) > most and not cut:
        raise TooLarge(f"{target.host} sends more than {most // 1_000_000} MB, which is no answer to this question.")
    if response.length and not cut and method != "HEAD" and response.status not in REDIRECTS:
        raise NoAnswer(f"{target.host} broke off in the middle of its answer.")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise NoAnswer(f"{target.host} answers in a compressed form that it was not asked for.")
    return Answer(url=target.url, status=response.status, headers=headers, body=body[:most])


def _headers(accept: str) -> dict[str, str]:
    contact = f"; mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else ""
    return {
        "Accept": accept,
        "Accept-Encoding": "identity",
        "User-Agent": f"nutrition-guide/1.0 (+{settings.SITE_URL}{contact})",
        "Connection": "close",
    }


@contextmanager
def _closing_at(moment: float, connection: _Connection) -> Iterator[None]:
    """Each read has its own patience; this ends an answer that comes drop by drop."""
    timer = threading.Timer(max(0.0, moment - time.monotonic()), connection.give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Connection(http.client.HTTPConnection):
    """Connects to the addresses that were checked; the host's name is only said, never asked again."""

    def __init__(self, target: Target, *, ends_at: float) -> None:
        super().__init__(target.host, target.port)
        self._target, self._ends_at = target, ends_at
        self.default_port = {"http": 80, "https": 443}[target.scheme]
        # The connection lets go of its socket once the headers are read; the response still reads from it.
        self._watched: socket.socket | None = None

    def connect(self) -> None:
        last: OSError | None = None
        for address in self._target.addresses:
            left = self._ends_at - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                self.sock = socket.create_connection((address, self.port), timeout=min(SECONDS_TO_CONNECT, left))
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError("no address")
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._target.host)
        self._watched = self.sock

    def give_up(self) -> None:
        if self._watched is not None:
            # It may have been closed by the other side, or by ours, a moment ago.
            with suppress(OSError):
                self._watched.shutdown(socket.SHUT_RDWR)
