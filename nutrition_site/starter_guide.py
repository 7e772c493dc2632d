"""The starter guide's loader: publishes the guide's files as one set, through the real code.

It updates an item only while its draft and its live edition are still what the loader itself wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CASCADE

from nutrition_site.guide_files import BadGuideFile, GuideFile, read_guide
from nutrition_site.models import StarterRecord
from publishing import clock, kinds, workflow
from publishing.candidates import candidate
from publishing.models import Draft, Item, ItemKey, User
from publishing.models.drafts import new_item

# What others name comes first, because restoring a document looks the named drafts up.
ORDER = ("person", "reference", "symptom", "nutrient", "food", "faq", "policy", "article")
ACTOR = "starter-guide"


@dataclass
class Outcome:
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Items that editors changed, and that were left as they are."""


def system_actor() -> User:
    """The account in whose name the guide is published. Nobody can log in with it."""
    actor, is_new = User.objects.get_or_create(
        username=ACTOR, defaults={"first_name": "Starter guide", "is_active": False}
    )
    if is_new:
        actor.set_unusable_password()
        actor.save()
    return actor


@transaction.atomic
def load(folder: Path) -> Outcome:
    """Loads the folder's files. Raises BadGuideFile or NotPublishable, and then nothing was written."""
    files = sorted(read_guide(folder), key=_order)
    outcome = Outcome()
    records = {record.item_id: record for record in StarterRecord.objects.filter(item__kind__in=ORDER)}
    items = _items(files)
    written: list[tuple[GuideFile, Item]] = []
    for file in files:
        item, is_new = items[file.kind, file.key]
        if _is_to_write(file, item, records.get(item.id), outcome, is_new=is_new):
            _write_draft(file, item, items)
            written.append((file, item))
    workflow.publish([item for _, item in written], by=system_actor(), note="Loaded from the starter guide.")
    for file, item in written:
        StarterRecord.objects.update_or_create(
            item=item, defaults={"file_sha256": file.sha256, "document_sha256": candidate(item).sha256}
        )
    return outcome


def _order(file: GuideFile) -> tuple[int, str]:
    if file.kind not in ORDER:
        raise BadGuideFile(f"{file.path}: there is no kind “{file.kind}”. Expected one of {', '.join(ORDER)}.")
    return ORDER.index(file.kind), file.key


def _items(files: Sequence[GuideFile]) -> dict[tuple[str, str], tuple[Item, bool]]:
    """Each file's item, and whether it was made just now."""
    known = {(key.kind, key.key): key.item for key in ItemKey.objects.select_related("item")}
    found: dict[tuple[str, str], tuple[Item, bool]] = {}
    for file in files:
        item = known.get((file.kind, file.key))
        found[file.kind, file.key] = (item, False) if item else (new_item(file.kind, file.key), True)
    return found


def _is_to_write(file: GuideFile, item: Item, record: StarterRecord | None, outcome: Outcome, *, is_new: bool) -> bool:
    name = f"{file.kind}/{file.key}"
    if is_new:
        outcome.created.append(name)
        return True
    if record is not None and record.file_sha256 == file.sha256:
        outcome.unchanged.append(name)
        return False
    if record is None or not _is_untouched(item, record):
        outcome.kept.append(name)
        return False
    outcome.updated.append(name)
    return True


def _is_untouched(item: Item, record: StarterRecord) -> bool:
    found = candidate(item)
    live = found.record.live(at=clock.now())
    return live is not None and live.sha256 == found.sha256 == record.document_sha256


def _write_draft(file: GuideFile, item: Item, items: dict[tuple[str, str], tuple[Item, bool]]) -> None:
    def identity(kind: str, key: str) -> UUID:
        if (kind, key) not in items:
            raise LookupError(f"item:{kind}/{key} names no file of the guide.")
        return items[kind, key][0].id

    kind = kinds.get(file.kind)
    draft = kind.draft_model._default_manager.filter(item=item).first() or kind.draft_model(item=item)
    document = file.document(kind.document_type, identity)
    try:
        with transaction.atomic():
            kind.restore(document, draft)
            _check_rows(draft)
    except ValidationError as error:
        raise BadGuideFile(f"{file.path}: {'; '.join(error.messages)}") from error
    except (IntegrityError, LookupError, ValueError) as error:
        raise BadGuideFile(f"{file.path} can't be stored: {error}") from error


def _check_rows(draft: Draft) -> None:
    """What a form would refuse is refused here too: a choice that isn't one would break the page for ever."""
    draft.full_clean(exclude=["item"])
    for relation in draft._meta.related_objects:
        if relation.one_to_many and relation.on_delete is CASCADE:
            for row in getattr(draft, relation.get_accessor_name() or "").all():
                row.full_clean()
