"""Newer versions that a registry names of a record: an editor takes one, or puts it aside. Readers learn only what was taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from publishing import workflow
from publishing.models import Edition, Item, User
from publishing.workflow import Refused
from references.finding import named_by
from references.health_models import Notice
from references.models import Reference
from references.vocabulary import Nature


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """`record` is what the library has of it."""

    notice: Notice
    record: Reference | None

    @property
    def identifier(self) -> str:
        return self.notice.doi or self.notice.pmid

    @property
    def label(self) -> str:
        if self.notice.doi:
            return f"doi:{self.notice.doi}"
        return f"PMID {self.notice.pmid}" if self.notice.pmid else "without an identifier"


def open_proposals() -> QuerySet[Notice]:
    return Notice.objects.filter(nature=Nature.NEWER_VERSION, put_aside_at=None)


def proposed(reference: Reference) -> Iterator[Proposed]:
    """None where the library knows the newer version already."""
    if reference.superseded_by_id:
        return
    for notice in open_proposals().filter(item=reference.item_id):
        identifier = notice.doi or notice.pmid
        known = Reference.objects.filter(named_by(identifier), item__merged_into=None) if identifier else None
        yield Proposed(notice=notice, record=known.exclude(pk=reference.pk).first() if known is not None else None)


def perhaps_superseded() -> QuerySet[Reference]:
    """Records of which a registry names a newer version that nobody has taken or put aside."""
    return Reference.objects.filter(
        superseded_by=None, item__merged_into=None, item__in=open_proposals().values("item")
    )


@transaction.atomic
def take(reference: Reference, newer: Reference, *, by: User) -> None:
    """The record names its newer version from now on, as if it had been chosen in its form. Raises Refused."""
    draft = Reference.objects.select_for_update().get(pk=reference.pk)
    draft.superseded_by, draft.changed_by = newer, by
    try:
        draft.clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    draft.save()
    workflow.publish([Item.objects.get(pk=draft.item_id)], by=by, change=Edition.Change.MINOR)


def put_aside(reference: Reference, number: int, *, by: User, at: datetime) -> None:
    """It is something else: nobody is asked about it again."""
    open_proposals().filter(item=reference.item_id, pk=number).update(put_aside_at=at, put_aside_by=by)
