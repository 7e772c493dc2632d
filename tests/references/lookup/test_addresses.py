"""Which addresses the server asks: public ones, however a private one is dressed up."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from references.lookup.addresses import NotAllowed, is_public, resolved, target_of

INWARD = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "2001:db8::1",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", INWARD)
def test_what_is_not_on_the_public_internet_is_never_asked(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(NotAllowed, match="is not on the public internet"):
        target_of("https://registry.example/", resolve=lambda host, port: [address])


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_are_asked(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(NotAllowed, match=r"leads to 10.0.0.1"):
        target_of("https://registry.example/", resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "//example.org/",
        "example.org",
        "http://",
        "http:///path",
        "http://user:secret@example.org/",
        "http://user@example.org/",
        "http://example.org:8000/",
        "https://example.org:22/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: inside",
        "http://example.org\\@inside/",
        "http://ex\u00e4mple.org/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_plain_web_address_is_refused_before_it_is_resolved(url: str) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was resolved")

    with pytest.raises(NotAllowed):
        target_of(url, resolve=never)


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "[::1]", "[::ffff:7f00:1]"]
)
def test_other_spellings_of_this_computer_are_seen_through(host: str) -> None:
    with pytest.raises(NotAllowed):
        target_of(f"http://{host}/", resolve=resolved)


def test_the_address_that_was_checked_is_the_one_that_is_kept() -> None:
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])

    target = target_of("https://registry.example/a?b=c", resolve=lambda host, port: next(answers))

    assert (target.addresses, target.host, target.port, target.path) == (
        ("8.8.8.8",),
        "registry.example",
        443,
        "/a?b=c",
    )


def test_a_trusted_origin_is_trusted_to_the_port() -> None:
    trusted = ["http://127.0.0.1:9999"]

    assert target_of("http://127.0.0.1:9999/x", resolve=resolved, trusted=trusted).addresses == ("127.0.0.1",)
    for other in ("http://127.0.0.1:9998/", "http://127.0.0.1/", "http://localhost:9999/", "https://127.0.0.1:9999/"):
        with pytest.raises(NotAllowed):
            target_of(other, resolve=resolved, trusted=trusted)
