"""Reads an uploaded picture down to its pixels in sRGB; refuses all but sound JPEG, PNG and WebP of a bearable size.

Only pixels pass: metadata (a phone writes down where it was), comments and whatever hangs behind the picture don't.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 25_000_000
# WebP goes no further than 16383.
MAX_SIDE = 16_000

# The first bytes decide, never the name: one decoder is asked, and only for its own format.
SIGNATURES = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
# What else editors try, so that the refusal can say it.
OTHERS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%!PS": "an EPS",
    b"\xc5\xd0\xd3\xc6": "an EPS",
    b"%PDF": "a PDF",
    b"<svg": "an SVG",
    b"<?xml": "an SVG or another XML file",
    b"PK\x03\x04": "a ZIP archive",
}
# In the "ftyp" box of a file of the HEIF family.
BRANDS = {b"avif": "an AVIF", b"heic": "a HEIC photo", b"heix": "a HEIC photo", b"mif1": "a HEIC photo"}
# What Pillow raises on broken or hostile bytes: 50,000 damaged files gave the first three, its code the others.
BROKEN = (
    *(OSError, SyntaxError, ValueError),
    *(EOFError, LookupError, OverflowError, struct.error, zlib.error, MemoryError),
)
SRGB = ImageCms.createProfile("sRGB")


class ImageRefused(ValueError):
    """The upload is no picture that the site keeps; the message names the file, what was expected and the way out."""


@dataclass(frozen=True, kw_only=True)
class Pixels:
    """A picture the right way up in sRGB: mode L, RGB or RGBA, without any metadata."""

    format: str
    image: Image.Image


def read(data: bytes, *, name: str) -> Pixels:
    format_ = _format(data, name)
    try:
        with Image.open(io.BytesIO(data), formats=[format_.upper()]) as opened:
            # The header is read by now and nothing is decoded.
            _check_size(opened.size, name)
            _check_frames(opened, name)
            upright = ImageOps.exif_transpose(opened)
            return Pixels(format=format_, image=_only_pixels(_in_srgb(upright)))
    except ImageRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except BROKEN as error:
        raise ImageRefused(
            f"“{name}” begins like a {format_.upper()} picture but can't be read to its end; it may be damaged or cut "
            f"short. Open it in a picture editor, save it again as JPEG or PNG, then upload that. ({error})"
        ) from error


def _format(data: bytes, name: str) -> str:
    if not data:
        raise ImageRefused(f"“{name}” is empty. Choose the picture again; perhaps it was still being copied.")
    if len(data) > MAX_BYTES:
        raise ImageRefused(
            f"“{name}” has {len(data) / 1024 / 1024:.1f} MB; {MAX_BYTES // 1024 // 1024} MB is the most. Save it smaller, "
            "about 2000 pixels wide, then upload that."
        )
    found = next((format_ for format_, start in SIGNATURES.items() if data.startswith(start)), None)
    if found is None or (found == "webp" and data[8:12] != b"WEBP"):
        raise ImageRefused(
            f"“{name}” is {_guess(data)}; expected a JPEG, PNG or WebP picture. Save or export it as JPEG or PNG, "
            "then upload that."
        )
    return found


def _guess(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "no picture that this site knows")
    start = data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((what for begin, what in OTHERS.items() if start.startswith(begin)), "no picture that this site knows")


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS or max(size) > MAX_SIDE:
        raise _too_large(name, f" ({width} by {height})")


def _too_large(name: str, size: str = "") -> ImageRefused:
    return ImageRefused(
        f"“{name}” has too many pixels{size}: {MAX_PIXELS // 1_000_000} million in all and {MAX_SIDE} on a side are the "
        "most. Save it smaller, about 2000 pixels wide, then upload that."
    )


def _check_frames(opened: Image.Image, name: str) -> None:
    # A phone's JPEG may carry a second picture for other screens behind the one that it shows: only that one is kept.
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise ImageRefused(
            f"“{name}” is animated; expected a still picture. Save one frame of it as JPEG or PNG, then upload that."
        )


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image = _in_eight_bits(image)
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    # A palette's colours, and those under a mask, are plain RGB.
    colours = image.convert("RGB") if alpha or image.mode not in ("L", "RGB", "CMYK") else image
    colours = _converted(colours, profile) if profile else colours
    if colours.mode not in ("L", "RGB"):
        colours = colours.convert("RGB")
    if alpha is not None:
        colours = colours.convert("RGB")
        colours.putalpha(alpha)
    return colours


def _converted(colours: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(colours, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile that is broken or meant for another kind of picture says nothing; browsers ignore it too.
        return colours
    return converted or colours


def _in_eight_bits(image: Image.Image) -> Image.Image:
    if not image.mode.startswith("I"):
        return image
    # A plain conversion would clip everything above 255 to white.
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _only_pixels(image: Image.Image) -> Image.Image:
    # Encoders copy comments and profiles from where the picture was read; a new picture has none.
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean
