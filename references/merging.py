"""Merging two records of one work: what the survivor takes over, and the one transaction that makes one of two.

The key of the merged one leads to the survivor for ever, so no text is rewritten. Refuses in words what makes no sense.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from publishing import clock, merging, workflow
from publishing.candidates import records_of
from publishing.lock import lock_publishing
from publishing.models import Edition, Item, User
from publishing.problems import NotPublishable
from publishing.workflow import Refused
from references.health import refresh
from references.health_models import Notice
from references.likeness import IDENTIFIERS
from references.models import Reference

# The key stays the survivor's; the rest of a record is here.
NOT_TAKEN = frozenset(("id", "item", "slug", "version", "published_version", "changed_at", "changed_by"))


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One field of both records; an editor chooses where they differ."""

    name: str
    label: str
    kept: str
    merged: str

    @property
    def differs(self) -> bool:
        return self.kept != self.merged

    @property
    def is_taken(self) -> bool:
        """What is proposed: nothing that one of them knows is lost."""
        return bool(self.merged) and not self.kept


def pairs(kept: Reference, merged: Reference) -> list[Pair]:
    found = []
    for field in _fields():
        shown = _shown(kept, field), _shown(merged, field)
        if any(shown):
            label = str(field.verbose_name)
            found.append(Pair(name=field.name, label=label[:1].upper() + label[1:], kept=shown[0], merged=shown[1]))
    return found


@transaction.atomic
def merge(merged: Reference, *, into: Reference, taking: Collection[str], by: User, reason: str) -> Reference:
    """`taking` names the fields in which the survivor gets what the other says. Raises Refused, and writes nothing then."""
    lock_publishing()
    rows = Reference.objects.select_for_update(of=("self",)).select_related("item__merged_into")
    merged, kept = rows.get(pk=merged.pk), rows.get(pk=into.pk)
    _refuse(merged, kept, reason)
    values = {field.name: getattr(merged, field.name) for field in _fields() if field.name in taking}
    older = list(merged.older_versions.exclude(pk=kept.pk).select_related("item"))
    merged.older_versions.exclude(pk=kept.pk).update(superseded_by=kept)
    if kept.superseded_by == merged:
        kept.superseded_by = None
    # No two records have one identifier, not even for a moment.
    for scheme in IDENTIFIERS:
        setattr(merged, scheme, "")
    merged.changed_by = kept.changed_by = by
    merged.save()
    if records_of([merged.item])[merged.item_id].live(at=clock.now()):
        workflow.withdraw(merged.item, by=by, reason=f"Merged into {kept.slug}: {reason}")
    for name, value in values.items():
        setattr(kept, name, value)
    try:
        kept.full_clean(exclude=["item"])
        kept.save()
        workflow.publish([kept.item], by=by, change=Edition.Change.MINOR)
    except (ValidationError, NotPublishable) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise Refused(f"The merged record would not be right, so nothing was merged. {said}") from error
    merging.merge(merged.item, into=kept.item, by=by, reason=reason)
    _take_notices(merged.item, kept.item)
    for one in older:
        refresh(one.item, at=clock.now())
    return kept


def _refuse(merged: Reference, kept: Reference, reason: str) -> None:
    if merged.pk == kept.pk:
        raise Refused(f"“{merged}” can't be merged into itself. Choose another record.")
    for record in (merged, kept):
        if record.item.merged_into is not None:
            raise Refused(f"“{record}” ({record.slug}) was merged into {record.item.merged_into.key} already.")
    if not reason.strip():
        raise Refused("Say why they are one work. The reason is kept on record.")


def _take_notices(merged: Item, kept: Item) -> None:
    known = set(Notice.objects.filter(item=kept).values_list("registry", "number"))
    for notice in Notice.objects.filter(item=merged):
        if (notice.registry, notice.number) not in known:
            Notice.objects.filter(pk=notice.pk).update(item=kept)
    refresh(kept, at=clock.now())


def _fields() -> list[Any]:
    fields: list[Any] = [field for field in Reference._meta.concrete_fields if field.name not in NOT_TAKEN]
    return [field for field in fields if field.editable]


def _shown(record: Reference, field: Any) -> str:
    value = field.value_from_object(record)
    if field.is_relation:
        return str(getattr(record, field.name) or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value) or "")
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)
