"""Clean-up: removes images that no draft and no kept version of one names, and files that belong to no image."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from publishing import clock, documents, kinds
from publishing.image_index import images_named_in
from publishing.images.files import abandoned, stored
from publishing.images.where_used import kept_texts, kept_texts_naming
from publishing.lock import lock_publishing
from publishing.models import Edition, EditionImage, Image
from publishing.workflow import Refused

# An upload takes seconds; what is older was left behind.
HOUR = 3600


@dataclass
class Removed:
    images: list[str] = field(default_factory=list)
    """Titles of the images that nothing names."""
    files: int = 0
    bytes: int = 0


def remove_unused(*, before: datetime, is_rehearsal: bool = False) -> Removed:
    """Removes what was uploaded before the moment and is named nowhere; a rehearsal only tells what it would be.

    Rows go first: a file without a row harms nobody and goes with the next clean-up, a row without its file does.
    """
    removed = Removed()
    named = _named_in_drafts() | _named_in_editions() | _named_in_kept()
    for image in Image.objects.filter(uploaded_at__lt=before).exclude(sha256__in=named).order_by("title", "id"):
        if is_rehearsal or _remove_row(image):
            removed.images.append(str(image))
    if not is_rehearsal:
        _remove_files(removed)
    return removed


def _named_in_drafts() -> set[str]:
    """Chosen in a field or written into a text: each kind's document knows all of its draft."""
    found: set[str] = set()
    for kind in kinds.every():
        for draft in kind.draft_model._default_manager.iterator(chunk_size=200):
            found |= images_named_in(documents.encode(kind.build(draft)))
    return found


def _named_in_editions() -> set[str]:
    found = set(EditionImage.objects.values_list("image__sha256", flat=True))
    # Every document once more, because a kind that forgot its index would lose pictures that readers see.
    for text in Edition.objects.values_list("document", flat=True).iterator(chunk_size=200):
        found |= images_named_in(text)
    return found


def _named_in_kept() -> set[str]:
    found: set[str] = set()
    for texts in kept_texts(at=clock.now()):
        for text in texts.values_list("document", flat=True).iterator(chunk_size=200):
            found |= images_named_in(text)
    return found


def _remove_row(image: Image) -> bool:
    try:
        _delete(image)
    except (Refused, ProtectedError, IntegrityError):
        # Chosen in a draft, or kept with one, since we looked.
        return False
    return True


def remove_image(image: Image) -> None:
    """Removes an image that an editor deletes.

    Raises ProtectedError if a draft or an edition shows it, and Refused if a kept text does.
    """
    _delete(image)
    transaction.on_commit(partial(_remove_files, Removed(), only=image.sha256))


@transaction.atomic
def _delete(image: Image) -> None:
    # Submitting, restoring and sharing keep texts; none may name the image between this look and its end.
    lock_publishing()
    if kept := kept_texts_naming(image, at=clock.now()):
        raise Refused(
            f"“{image}” was not deleted, because it can be brought back or is shown with {'; '.join(kept)}. "
            "It can go once nothing that is kept names it."
        )
    image.delete()


@transaction.atomic
def _remove_files(removed: Removed, *, only: str = "") -> None:
    # No upload may put a file in place meanwhile whose row we did not see.
    lock_publishing()
    kept = set(Image.objects.values_list("sha256", flat=True))
    strays = [path for sha256, path in stored() if sha256 not in kept and only in ("", sha256)]
    for path in [*strays, *([] if only else abandoned(seconds=HOUR))]:
        removed.bytes += path.stat().st_size
        removed.files += 1
        path.unlink()
