"""Where an image is used: the drafts that choose it, the editions and kept texts that name it. For editors only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from publishing.models import (
    Draft,
    Edition,
    EditionImage,
    Image,
    PreviewDocument,
    PreviewLink,
    ReplacedDraft,
    Submission,
)
from publishing.problems import describe


def drafts_choosing(image: Image) -> list[Draft]:
    """Drafts that chose the image in a field of their own or of a row of theirs."""
    found: dict[Any, Draft] = {}
    for relation in Image._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model is EditionImage:
            continue
        chooser: Any = relation.related_model
        for row in chooser._default_manager.filter(**{relation.field.name: image}):
            draft = _draft_of(row)
            if draft is not None:
                found[draft.item_id] = draft
    return sorted(found.values(), key=str)


def _draft_of(row: models.Model) -> Draft | None:
    if isinstance(row, Draft):
        return row
    named = (getattr(row, field.name) for field in row._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return next((owner for owner in named if isinstance(owner, Draft)), None)


def editions_naming(image: Image, *, at: datetime) -> list[tuple[Edition, str]]:
    """Editions whose document names the image, newest first, each with what it is at the moment."""
    rows = EditionImage.objects.filter(image=image).select_related("edition").defer("edition__document")
    return [(row.edition, _standing(row.edition, at=at)) for row in rows.order_by("-edition__recorded_at")]


def kept_texts(*, at: datetime) -> list[models.QuerySet[Any]]:
    """What was submitted or replaced and can be brought back, and what an open preview link shows; all have a document."""
    shown = PreviewDocument.objects.filter(link__in=PreviewLink.objects.open(at=at)).select_related("link")
    return [Submission.objects.all(), ReplacedDraft.objects.all(), shown]


def kept_texts_naming(image: Image, *, at: datetime) -> list[str]:
    """Each in words, with the title of its item."""
    return [
        f"{describe(kept.item)}: {kept._meta.verbose_name}, {kept}"
        for texts in kept_texts(at=at)
        for kept in texts.filter(document__contains=image.sha256).select_related("item").order_by("pk")
    ]


def _standing(edition: Edition, *, at: datetime) -> str:
    if edition.live_from is None:
        return "cancelled"
    if edition.is_live(at=at):
        return "live"
    return "scheduled" if edition.live_from > at else "no longer live"
