"""What the library takes and what it refuses: every hostile file here is made by the test itself."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import Any

import pytest
from PIL import Image, ImageCms

from publishing.images.reading import MAX_BYTES, ImageRefused, read
from publishing.images.renditions import WIDTHS, encode, height_at, widths
from tests.publishing.sample_images import (
    GPS,
    animated,
    chunk,
    encoded,
    gradient,
    jpeg,
    jpeg_that_claims,
    opened,
    png,
    png_bomb,
    png_of,
    webp,
    webp_that_claims,
)

# Pillow warns of what it can't make sense of; elsewhere in the tests a warning is an error.
pytestmark = [
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]
SCRIPT = b"<script>alert(document.domain)</script>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return out.getvalue()


def kept(data: bytes, *, name: str = "photo") -> tuple[str, Image.Image, bytes]:
    """The format, the picture and the bytes of what would be kept of an upload."""
    result = encode(read(data, name=name))
    original = next(file for file_name, file in result.files.items() if "-" not in file_name)
    return result.format, opened(original), original


# --- Refused ------------------------------------------------------------------------------------------------------

REFUSED = {
    "nothing at all": (b"", "“x” is empty"),
    "words": (b"just some words", "“x” is no picture that this site knows; expected a JPEG, PNG or WebP"),
    "GIF": (encoded(gradient(), "GIF"), "“x” is a GIF; expected a JPEG, PNG or WebP picture. Save or export it"),
    "GIF that is a script": (b"GIF89a/*" + b"\0" * 30 + b"*/=1;alert(1)//", "is a GIF"),
    "BMP": (encoded(gradient(), "BMP"), "is a BMP"),
    "TIFF": (encoded(gradient(), "TIFF"), "is a TIFF"),
    "EPS": (encoded(gradient(), "EPS"), "is an EPS"),
    "EPS with a preview": (b"\xc5\xd0\xd3\xc6" + encoded(gradient(), "EPS"), "is an EPS"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "is an SVG"),
    "SVG behind a byte order mark": (b'\xef\xbb\xbf \n<?xml version="1.0"?><svg/>', "is an SVG or another XML file"),
    "AVIF": (encoded(gradient(), "AVIF"), "is an AVIF"),
    "HEIC by its brand": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "is a HEIC photo"),
    "PDF with a picture inside": (b"%PDF-1.7\n" + jpeg(), "is a PDF"),
    "ZIP with a picture inside": (zipped() + jpeg(), "is a ZIP archive"),
    "page with a picture behind": (b"<html>" + SCRIPT + b"</html>" + png(), "no picture that this site knows"),
    "another RIFF": (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "no picture that this site knows"),
    "only the first bytes of a JPEG": (b"\xff\xd8\xff", "begins like a JPEG picture but can't be read"),
    "only the first bytes of a PNG": (b"\x89PNG\r\n\x1a\n", "begins like a PNG picture but can't be read"),
    "a JPEG cut short": (jpeg(400, 300)[:2000], "begins like a JPEG picture but can't be read to its end"),
    "a PNG cut short": (png(400, 300)[:600], "begins like a PNG picture but can't be read to its end"),
    "a WebP cut short": (webp(400, 300)[:600], "begins like a WEBP picture but can't be read to its end"),
    "a PNG without pixels": (png_of(10, 10), "begins like a PNG picture but can't be read"),
    "a PNG of no width": (png_of(0, 10, chunk(b"IDAT", b"")), "begins like a PNG picture but can't be read"),
    "a PNG whose checksum is wrong": (png().replace(b"IDAT", b"IDAU", 1), "begins like a PNG picture but can't be read"),
    "animated PNG": (animated("PNG"), "“x” is animated; expected a still picture"),
    "animated WebP": (animated("WEBP"), "“x” is animated"),
    "169 million pixels": (png_bomb(13_000, 13_000), "has too many pixels"),
    "26 million pixels": (png_bomb(5_200, 5_000), r"has too many pixels \(5200 by 5000\): 25 million in all"),
    "a header of four thousand million pixels": (png_of(65_535, 65_535, chunk(b"IDAT", b"\0")), "has too many pixels"),
    "a header of 2 to the 31 pixels": (png_of(2**31 - 1, 2**31 - 1, chunk(b"IDAT", b"\0")), "“x” "),
    "a JPEG that claims 65500 on a side": (jpeg_that_claims(65_500, 65_500), "has too many pixels"),
    "a WebP that claims 16383 on a side": (webp_that_claims(16_383, 16_383), "has too many pixels"),
    "a thread of pixels": (png_bomb(1, 16_001), r"\(1 by 16001\).*16000 on a side"),
    "a byte too many": (jpeg() + b"\0" * (MAX_BYTES + 1 - len(jpeg())), "has 8.0 MB; 8 MB is the most"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_sound_picture_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(ImageRefused, match=reason):
        read(data, name="x")


def test_every_refusal_says_the_way_out() -> None:
    said = set()
    for data, _ in REFUSED.values():
        with pytest.raises(ImageRefused) as refusal:
            read(data, name="x")
        said.add(any(way in str(refusal.value) for way in ("then upload that", "Choose the picture again")))

    assert said == {True}


def test_broken_bytes_anywhere_are_refused_or_read_but_never_crash() -> None:
    chance = random.Random(7)
    for whole in (jpeg(exif=exif(GPS)), png(mode="P"), webp(exif=exif(GPS)), png(icc_profile=srgb())):
        for _ in range(60):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                broken[chance.randrange(3, len(broken))] = chance.randrange(256)
            try:
                found = read(bytes(broken), name="x").image.mode
            except ImageRefused:
                found = "refused"
            assert found in {"L", "RGB", "RGBA", "refused"}


# --- Taken, with nothing but its pixels ---------------------------------------------------------------------------


def exif(tags: dict[int, Any]) -> Image.Exif:
    found = Image.Exif()
    for tag, value in tags.items():
        found[tag] = value
    return found


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(("data", "format_"), [(jpeg(), "jpeg"), (png(), "png"), (webp(), "webp")])
@pytest.mark.parametrize("name", ["photo.png", "photo.exe", "photo.html", "../../etc/passwd", ""])
def test_the_bytes_decide_what_a_file_is_and_never_its_name(data: bytes, format_: str, name: str) -> None:
    found, image, _ = kept(data, name=name)

    assert (found, image.format, image.size) == (format_, format_.upper(), (60, 40))


@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        pytest.param(png() + SCRIPT, b"<script>", id="script behind a PNG"),
        pytest.param(jpeg() + SCRIPT, b"<script>", id="script behind a JPEG"),
        pytest.param(webp() + SCRIPT, b"<script>", id="script behind a WebP"),
        pytest.param(jpeg() + zipped(), b"PK\x03\x04", id="archive behind a JPEG"),
        pytest.param(png() + jpeg(), b"\xff\xd8\xff", id="JPEG behind a PNG"),
        pytest.param(jpeg(comment=SCRIPT), b"<script>", id="script in a JPEG comment"),
        pytest.param(
            png()[:33] + chunk(b"tEXt", b"Comment\0" + SCRIPT) + png()[33:], b"<script>", id="script in a PNG's text"
        ),
        pytest.param(jpeg(exif=exif(GPS)), b"Exif", id="place in a JPEG"),
        pytest.param(png(exif=exif(GPS)), b"eXIf", id="place in a PNG"),
        pytest.param(webp(exif=exif(GPS)), b"EXIF", id="place in a WebP"),
        pytest.param(jpeg(xmp=b"<x:xmpmeta>ExampleCamera</x:xmpmeta>"), b"xmpmeta", id="XMP in a JPEG"),
        pytest.param(png(icc_profile=srgb()), b"iCCP", id="profile in a PNG"),
        pytest.param(jpeg(icc_profile=srgb()), b"ICC_PROFILE", id="profile in a JPEG"),
    ],
)
def test_what_hides_in_or_behind_a_picture_is_gone(data: bytes, hidden: bytes) -> None:
    assert hidden in data

    result = encode(read(data, name="x"))

    assert [name for name, file in result.files.items() if hidden in file or b"ExampleCamera" in file] == []


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    upright = Image.new("RGB", (20, 40), "red")
    upright.paste("blue", (0, 20, 20, 40))
    lying = encoded(upright.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif({0x0112: 6}))

    _, image, _ = kept(lying)

    assert image.size == (20, 40)
    assert [strongest(image, 10, y) for y in (5, 35)] == ["red", "blue"]
    assert 0x0112 not in image.getexif()


def strongest(image: Image.Image, x: int, y: int) -> str:
    colours: Any = image.convert("RGB").getpixel((x, y))
    return ("red", "green", "blue")[colours.index(max(colours))]


def test_colours_of_a_printer_become_those_of_a_screen() -> None:
    red = Image.new("CMYK", (20, 20), (0, 255, 255, 0))

    _, image, _ = kept(encoded(red, "JPEG", quality=95))

    assert (image.mode, image.size, strongest(image, 10, 10)) == ("RGB", (20, 20), "red")


def test_a_profile_is_applied_and_not_only_dropped() -> None:
    # Linear light: the same number is much brighter there than in sRGB.
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = linear.replace(b"rXYZ", b"temp").replace(b"bXYZ", b"rXYZ").replace(b"temp", b"bXYZ")
    red = Image.new("RGB", (20, 20), (200, 20, 20))

    _, plain, _ = kept(encoded(red, "PNG"))
    _, converted, _ = kept(encoded(red, "PNG", icc_profile=swapped))

    assert (strongest(plain, 1, 1), strongest(converted, 1, 1)) == ("red", "blue")


# A real profile says when it was made: its bytes are no name for a test.
@pytest.mark.parametrize("profile", [b"no profile", srgb()[:60], b"\0" * 200], ids=["words", "cut short", "zeros"])
def test_a_broken_profile_says_nothing(profile: bytes) -> None:
    _, image, _ = kept(png(icc_profile=profile))

    assert image.tobytes() == gradient().tobytes()


def test_sixteen_bits_become_eight_without_turning_white() -> None:
    grey = Image.new("I;16", (4, 1))
    for x, value in enumerate((0, 257 * 64, 257 * 128, 65_535)):
        grey.putpixel((x, 0), value)

    _, image, _ = kept(encoded(grey, "PNG"))

    assert (image.mode, [image.getpixel((x, 0)) for x in range(4)]) == ("L", [0, 64, 128, 255])


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_what_is_see_through_stays_so(mode: str) -> None:
    image = Image.new("RGBA", (20, 20), (10, 200, 10, 255))
    image.paste((0, 0, 0, 0), (0, 0, 10, 20))

    _, found, _ = kept(encoded(image.convert(mode), "PNG"))

    assert found.mode == "RGBA"
    assert [found.getpixel((x, 10))[3] for x in (2, 17)] == [0, 255]  # type: ignore[index]


@pytest.mark.parametrize(("mode", "kept_as"), [("1", "RGB"), ("L", "L"), ("P", "RGB"), ("RGB", "RGB")])
def test_every_kind_of_png_is_read(mode: str, kept_as: str) -> None:
    _, image, _ = kept(png(mode=mode))

    assert (image.mode, image.size) == (kept_as, (60, 40))


def test_a_phones_second_picture_is_left_behind() -> None:
    both = encoded(gradient(), "MPO", save_all=True, append_images=[gradient(30, 20)])
    assert opened(both).format == "MPO"

    format_, image, data = kept(both)

    assert (format_, image.format, image.size, data.count(b"\xff\xd8\xff")) == ("jpeg", "JPEG", (60, 40), 1)


def test_the_same_upload_gives_the_same_bytes() -> None:
    data = jpeg(500, 300)

    assert encode(read(data, name="a")).sha256 == encode(read(data, name="b")).sha256


# --- Renditions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (1, [1]),
        (399, [399]),
        (400, [400]),
        (401, [400, 401]),
        (1000, [400, 800, 1000]),
        (1600, [400, 800, 1200, 1600]),
        (1601, [400, 800, 1200, 1600]),
        (6000, [400, 800, 1200, 1600]),
    ],
)
def test_no_rendition_is_larger_than_the_picture(width: int, offered: list[int]) -> None:
    assert widths(width) == offered


def test_the_height_follows_the_width_and_is_never_nothing() -> None:
    assert [height_at(400, width=1600, height=900), height_at(400, width=16_000, height=1)] == [225, 1]


def test_every_rendition_is_what_its_name_says() -> None:
    result = encode(read(jpeg(900, 600), name="x"))

    found = {}
    for name, data in result.files.items():
        image = opened(data)
        found[name.removeprefix(result.sha256)] = (image.format, image.size, len(image.getexif()))

    assert found == {
        ".jpg": ("JPEG", (900, 600), 0),
        **{
            f"-{width}.{ending}": (ending.upper(), (width, height), 0)
            for width, height in ((400, 267), (800, 533), (900, 600))
            for ending in ("avif", "webp")
        },
    }


def test_the_longest_and_the_widest_picture_have_renditions() -> None:
    tall, wide = png_bomb(8, 16_000), png_bomb(16_000, 8)

    sizes = [
        [opened(data).size for name, data in encode(read(picture, name="x")).files.items() if name.endswith(".webp")]
        for picture in (tall, wide)
    ]

    assert sizes == [[(8, 16_000)], [(width, max(1, round(width / 2000))) for width in WIDTHS]]


def test_the_samples_are_what_they_claim_to_be() -> None:
    assert struct.unpack(">II", png_bomb(13_000, 13_000)[16:24]) == (13_000, 13_000)
    assert len(png_bomb(13_000, 13_000)) < 100_000
    assert opened(jpeg(exif=exif(GPS))).getexif().get_ifd(0x8825)[2] == (12.0, 34.0, 56.0)
