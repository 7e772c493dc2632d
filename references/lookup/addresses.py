"""Which web addresses the server may ask: only public ones. It decides before anything is sent, and it connects nowhere.

An address that someone pastes, or that a redirect names, must not lead into the network where the server stands.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 2000
SECONDS_TO_RESOLVE = 5

Address = IPv4Address | IPv6Address
# A host and a port to the addresses that it has.
Resolver = Callable[[str, int], Collection[str]]

# What `is_global` lets through on one of the Pythons that we run on, and what no host of the public net has.
NOT_PUBLIC_4 = tuple(map(IPv4Network, ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")))
NOT_PUBLIC_6 = tuple(
    map(IPv6Network, ("64:ff9b:1::/48", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10"))
)
NAT64 = IPv6Network("64:ff9b::/96")


class NotAllowed(Exception):
    """The address may not be asked; the message says why, fit to show to an editor."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A web address that was checked, with the network addresses that its host had when it was."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


def target_of(url: str, *, resolve: Resolver, trusted: Collection[str] = ()) -> Target:
    """Raises NotAllowed unless every address of the host is public. `trusted` names origins that are asked regardless."""
    parts, host, port = _parts(url)
    is_trusted = f"{parts.scheme}://{host}:{port}" in trusted
    if not is_trusted and port != PORTS[parts.scheme]:
        raise NotAllowed(f"{url} names port {port}. Only the usual ports, 80 and 443, are asked.")
    addresses = tuple(resolve(host, port))
    if not addresses:
        raise NotAllowed(f"{host} has no network address.")
    if not is_trusted:
        for address in addresses:
            if not is_public(ip_address(address.partition("%")[0])):
                raise NotAllowed(f"{host} leads to {address}, which is not on the public internet.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url=url, scheme=parts.scheme, host=host, port=port, path=path, addresses=addresses)


def _parts(url: str) -> tuple[SplitResult, str, int]:
    wrong = NotAllowed(f"“{url[:200]}” is no web address that can be asked: http:// or https://, a host and a path.")
    if len(url) > MAX_LENGTH or "\\" in url or not url.isascii() or any(c <= " " or c == "\x7f" for c in url):
        raise wrong
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise wrong from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in PORTS or not host or "%" in host:
        raise wrong
    if "@" in parts.netloc:
        raise NotAllowed("An address with a user name or password in it is not asked.")
    return parts, host, port


def resolved(host: str, port: int) -> Collection[str]:
    """What the system's resolver says, within some seconds."""
    # No `with`: that would wait for a resolver that hangs.
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        found = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(SECONDS_TO_RESOLVE)
    except (OSError, UnicodeError, TookTooLong):
        return ()
    finally:
        pool.shutdown(wait=False)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Whether the address, and every other one that is written into it, belongs to the public internet."""
    if address in NAT64 and isinstance(address, IPv6Address):
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_4)
    return not any(address in network for network in NOT_PUBLIC_6) and all(map(is_public, _inside(address)))


def _inside(address: IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that a gateway would unwrap and connect to."""
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return [inner for inner in found if inner is not None]
