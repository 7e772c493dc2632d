"""An image in a document: what is frozen of it with one edition, and what stands between it and readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from publishing.documents import Part
from publishing.models import Image, ImageChoice, Item
from publishing.problems import Problem

FILE_NAME = re.compile(r"\S+\.(jpe?g|png|webp|gif|avif|heic|tiff?)", re.I)

Hash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Pixel = Annotated[int, msgspec.Meta(ge=1)]
Fraction = Annotated[float, msgspec.Meta(ge=0, le=1)]


class ImageUse(Part, frozen=True, kw_only=True):
    """An image as one place of a document shows it."""

    sha256: Hash
    format: Literal["jpeg", "png", "webp"]
    width: Pixel
    height: Pixel
    alt: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""
    licence: str = ""
    source_url: str = ""
    focal_x: Fraction = 0.5
    focal_y: Fraction = 0.5


def image_use(choice: ImageChoice, *, caption: str = "") -> ImageUse | None:
    """What a document says about the image that the draft chose; None if it chose none."""
    image = choice.image
    if image is None:
        return None
    return ImageUse(
        sha256=image.sha256,
        format=image.format,  # type: ignore[arg-type]
        width=image.width,
        height=image.height,
        alt="" if choice.is_decorative else choice.alt.strip(),
        is_decorative=choice.is_decorative,
        caption=caption,
        credit=image.credit,
        licence=image.licence,
        source_url=image.source_url,
        focal_x=image.focal_x,
        focal_y=image.focal_y,
    )


def choose(choice: ImageChoice, use: ImageUse | None) -> None:
    """Sets the draft's choice to what a document shows; the caller saves it.

    Credit, licence and focal point stay those of the library, which may have been corrected since.
    """
    choice.image = Image.objects.filter(sha256=use.sha256).first() if use else None
    if use and choice.image is None:
        raise LookupError(
            f"The library has no image {use.sha256}. Upload its file first; the names of files tell which."
        )
    choice.alt = use.alt if use else ""
    choice.is_decorative = bool(use and use.is_decorative)


def image_problems(use: ImageUse | None, item: Item, *, place: str) -> Iterator[Problem]:
    """What refuses publishing an image; an absent one is no problem."""
    if use is None:
        return
    if not use.alt and not use.is_decorative:
        code, message = "no-alt", "Describe the picture for readers who can't see it, or tick “decorative”."
        yield Problem(item_id=item.id, code=code, place=place, message=message)
    if FILE_NAME.fullmatch(use.alt):
        code, message = "alt-is-a-file-name", f"“{use.alt}” names a file. Say what the picture shows."
        yield Problem(item_id=item.id, code=code, place=place, message=message)
    for name, value, example in (("credit", use.credit, "Photo: Ada Example"), ("licence", use.licence, "own work")):
        if not value.strip():
            message = f"The picture has no {name}. Fill it in under Images, for example “{example}”."
            yield Problem(item_id=item.id, code=f"no-{name}", place=place, message=message)
