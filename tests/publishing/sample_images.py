"""Pictures made for tests, sound and hostile; none of them is stored in the repository."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

# A camera's note of a place: GPSLatitude 12 degrees, 34 minutes, 56 seconds.
GPS = {0x8825: {1: "N", 2: (12.0, 34.0, 56.0)}, 0x010F: "ExampleCamera"}


def encoded(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def gradient(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    return Image.merge("RGB", [across, across.rotate(180), Image.new("L", (width, height), 90)]).convert(mode)


def jpeg(width: int = 60, height: int = 40, **options: Any) -> bytes:
    return encoded(gradient(width, height), "JPEG", **options)


def png(width: int = 60, height: int = 40, mode: str = "RGB", **options: Any) -> bytes:
    return encoded(gradient(width, height, mode), "PNG", **options)


def webp(width: int = 60, height: int = 40, **options: Any) -> bytes:
    return encoded(gradient(width, height), "WEBP", **options)


def animated(format_: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green")]
    return encoded(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(width: int, height: int) -> bytes:
    """A sound PNG in shades of two, some kilobytes that unfold to width times height pixels."""
    row = b"\0" * (width // 8 + 2)
    deflated = zlib.compress(row * height, 9)
    return png_of(width, height, chunk(b"IDAT", deflated), bits=1)


def png_of(width: int, height: int, *chunks: bytes, bits: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def webp_that_claims(width: int, height: int) -> bytes:
    """A small WebP whose extended header says another size."""
    flags = bytes([0x10, 0, 0, 0])
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    inner = webp(10, 10, lossless=True)[12:]
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + flags + size + inner
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_that_claims(width: int, height: int) -> bytes:
    data = bytearray(jpeg())
    start = data.index(b"\xff\xc0") + 5
    data[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def upload(data: bytes, name: str = "lentils.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
