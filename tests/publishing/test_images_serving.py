"""Images as browsers get them: inert, cached for good, and nothing but renditions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from publishing.images.files import in_place
from publishing.images.reading import read
from publishing.images.renditions import Encoded, encode
from tests.leaks.public_tables import only_public_tables
from tests.publishing.sample_images import jpeg, opened
from tests.server_process import ask, environment, headers_of, migrate, running_server

INERT = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def stored() -> Encoded:
    found = encode(read(jpeg(500, 300), name="x"))
    with in_place(found.files, name="x"):
        return found


@pytest.fixture
def image(settings: Any, tmp_path: Path) -> Encoded:
    settings.MEDIA_ROOT = tmp_path
    return stored()


def body(response: Any) -> bytes:
    return response.getvalue() if response.streaming else response.content


@pytest.mark.parametrize("ending", ["webp", "avif"])
@pytest.mark.django_db
def test_a_rendition_is_served_inert_and_for_good(image: Encoded, ending: str) -> None:
    name = f"{image.sha256}-400.{ending}"

    with only_public_tables() as asked:
        found = Client().get(f"/media/images/{name}")

    assert (found.status_code, found.headers["Content-Type"]) == (200, f"image/{ending}")
    assert {header: found.headers[header] for header in INERT} == INERT
    assert found.headers["ETag"] == f'"{name}"'
    assert (asked, found.cookies, found.has_header("Vary")) == ([], {}, False)
    data = body(found)
    assert (data, opened(data).format) == (image.files[name], ending.upper())


def test_head_tells_the_same_without_a_body(image: Encoded) -> None:
    path = f"/media/images/{image.sha256}-500.webp"

    found, head = Client().get(path), Client().head(path)

    assert head.headers == found.headers
    assert (head.status_code, body(head)) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(body(found))


def test_a_browser_that_has_it_is_told_so(image: Encoded) -> None:
    path = f"/media/images/{image.sha256}-400.webp"
    first = Client().get(path)
    etag, _ = first.headers["ETag"], body(first)

    fresh = Client().get(path, headers={"If-None-Match": etag})
    stale = Client().get(path, headers={"If-None-Match": '"another"'})

    assert (fresh.status_code, fresh.content, fresh.headers["ETag"]) == (304, b"", etag)
    assert {header: fresh.headers[header] for header in INERT} == INERT
    assert stale.status_code == 200
    body(stale)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_an_image_can_only_be_read(image: Encoded, method: str) -> None:
    found = getattr(Client(), method)(f"/media/images/{image.sha256}-400.webp")

    assert found.status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/images/",
        "/media/images/{hash}.jpg",
        "/media/images/{hash}-400.jpg",
        "/media/images/{hash}-0400.webp",
        "/media/images/{hash}-401.webp",
        "/media/images/{hash}-99999.webp",
        "/media/images/{hash}-400.webp/",
        "/media/images/{hash}-400.webp%0a",
        "/media/images/{hash}-400.WEBP",
        "/media/images/{upper}-400.webp",
        "/media/images/{other}-400.webp",
        "/media/images/..%2fimages%2f{hash}-400.webp",
        "/media/images/../images/{hash}-400.webp",
        "/media/images/.incoming-abc",
        "/media/images/%2e%2e/%2e%2e/etc/passwd",
    ],
)
def test_any_other_name_is_not_found(image: Encoded, path: str) -> None:
    asked = path.format(hash=image.sha256, upper=image.sha256.upper(), other="0" * 64)

    found = Client().get(asked)

    assert found.status_code == 404
    assert image.sha256 not in found.content.decode().replace(asked, "")


@pytest.mark.once
@pytest.mark.django_db
def test_the_real_server_serves_images_with_debug_off(tmp_path: Path) -> None:
    variables = environment(tmp_path)
    migrate(variables)
    found = encode(read(jpeg(500, 300), name="x"))
    folder = tmp_path / "media" / "images"
    folder.mkdir(parents=True)
    for name, data in found.files.items():
        (folder / name).write_bytes(data)
    name = f"{found.sha256}-400.avif"

    with running_server(variables) as port:
        got = ask(port, f"GET /media/images/{name} HTTP/1.1")
        head = ask(port, f"HEAD /media/images/{name} HTTP/1.1")
        known = ask(port, f"GET /media/images/{name} HTTP/1.1", header=f'If-None-Match: "{name}"')
        listed = ask(port, "GET /media/images/ HTTP/1.1")
        escaped = ask(port, f"GET /media/images/..%2fimages%2f{name} HTTP/1.1")
        original = ask(port, f"GET /media/images/{found.sha256}.jpg HTTP/1.1")

    headers = headers_of(got)
    assert got.split(b"\r\n\r\n", 1)[1] == found.files[name]
    assert {header: headers[header.lower()] for header in INERT} == INERT
    assert (headers["content-type"], headers["etag"], "set-cookie" in headers) == ("image/avif", f'"{name}"', False)
    assert head.split(b"\r\n\r\n", 1)[1] == b""
    assert headers_of(head)["content-length"] == str(len(found.files[name]))
    answers = [int(answer.split(b" ", 2)[1]) for answer in (got, head, known, listed, escaped, original)]
    assert answers == [200, 200, 304, 404, 404, 404]
