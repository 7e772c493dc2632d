"""Pictures: what a template needs to show an image, as plain data from the document alone. Reads neither table nor file."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from publishing.images.renditions import RENDERED, height_at, rendition_name, widths
from publishing.images.uses import ImageUse

# For a browser that knows no srcset.
PLAIN_WIDTH = 800


@dataclass(frozen=True, kw_only=True)
class Source:
    type: str
    srcset: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`width` and `height` are those of the largest file: they reserve the room before it is there.

    `focus` is one of nine words such as "centre-top", for a class that says what stays in sight when cropped.
    """

    sources: tuple[Source, ...]
    src: str
    sizes: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    source_url: str
    focus: str
    is_eager: bool


def picture(use: ImageUse, *, sizes: str = "100vw", is_eager: bool = False) -> Picture:
    """`sizes` says how wide the picture stands on the page; `is_eager` is for one in the first screen."""
    offered = widths(use.width)
    plain = max((width for width in offered if width <= PLAIN_WIDTH), default=offered[0])
    return Picture(
        sources=tuple(_source(use, ending, offered) for ending in RENDERED),
        src=image_url(use.sha256, plain),
        sizes=sizes,
        width=offered[-1],
        height=height_at(offered[-1], width=use.width, height=use.height),
        alt="" if use.is_decorative else use.alt,
        caption=use.caption,
        credit=use.credit,
        licence=use.licence,
        source_url=use.source_url,
        focus=f"{_third(use.focal_x, 'left', 'centre', 'right')}-{_third(use.focal_y, 'top', 'middle', 'bottom')}",
        is_eager=is_eager,
    )


def image_url(sha256: str, width: int, ending: str = "webp") -> str:
    return reverse("publishing:image", args=[rendition_name(sha256, width, ending)])


def _source(use: ImageUse, ending: str, offered: list[int]) -> Source:
    srcset = ", ".join(f"{image_url(use.sha256, width, ending)} {width}w" for width in offered)
    return Source(type=f"image/{ending}", srcset=srcset)


def _third(fraction: float, first: str, second: str, third: str) -> str:
    return first if fraction < 1 / 3 else third if fraction > 2 / 3 else second
