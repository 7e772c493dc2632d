"""The library: brings an uploaded picture in, once, and refuses what `reading` refuses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q

from publishing import clock
from publishing.images.files import in_place
from publishing.images.reading import MAX_BYTES, read
from publishing.images.renditions import Encoded, encode
from publishing.lock import lock_publishing
from publishing.models import Image, User


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A picture that has been read and encoded, and is kept nowhere yet."""

    name: str
    sha256: str
    encoded: Encoded


def prepare(file: File[Any]) -> Upload:
    """Reads and encodes the file, which takes seconds. Raises ImageRefused."""
    name = Path(str(file.name)).name
    # One byte more than is allowed tells that there are too many.
    data = file.read(MAX_BYTES + 1)
    return Upload(name=name, sha256=hashlib.sha256(data).hexdigest(), encoded=encode(read(data, name=name)))


def known(upload: Upload) -> Image | None:
    """The image that the library has of the same upload, or of the same pixels."""
    hashes = [upload.sha256, upload.encoded.sha256]
    return Image.objects.filter(Q(sha256__in=hashes) | Q(upload_sha256=upload.sha256)).order_by("id").first()


@transaction.atomic
def keep(upload: Upload, *, by: User, **texts: Any) -> Image:
    """Writes files and row, or neither. An upload that the library has already gives the row that is there."""
    # Uploads and clean-ups take turns, else one could remove the files that the other just found in place.
    lock_publishing()
    encoded = upload.encoded
    found = known(upload)
    if found is not None and found.sha256 != encoded.sha256:
        return found
    # Also for an image that is known: its files may have been lost.
    with in_place(encoded.files, name=upload.name):
        return found or Image.objects.create(
            sha256=encoded.sha256,
            upload_sha256=upload.sha256,
            format=encoded.format,
            width=encoded.width,
            height=encoded.height,
            bytes=encoded.size,
            uploaded_by=by,
            uploaded_at=clock.now(),
            **{"title": Path(upload.name).stem[:200], **texts},
        )


def accept(file: File[Any], *, by: User, **texts: Any) -> Image:
    """Takes a picture into the library; `texts` are its title, credit, licence, source and focal point.

    Raises ImageRefused for what is no sound JPEG, PNG or WebP, and StorageFailed when the disk won't have it.
    """
    return keep(prepare(file), by=by, **texts)
