"""Which images an edition names: written when it is frozen, so that no file goes while a page may show it."""

from __future__ import annotations

import re

from publishing.models import Edition, EditionImage, Image

SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def images_named_in(text: str) -> set[str]:
    """The hashes in the text of a document: of images it shows, and of those inside its rich text."""
    return set(SHA256.findall(text))


def index_images(edition: Edition) -> None:
    """Writes down which images the edition names, in its transaction; they can't be deleted from then on."""
    hashes = images_named_in(edition.document)
    if not hashes:
        return
    named = Image.objects.filter(sha256__in=hashes).order_by("id")
    EditionImage.objects.bulk_create(EditionImage(edition=edition, image=image) for image in named)
