"""The starter guide's loader: publishes the guide's files as one set, through the real code.

It updates an item only while its draft and its live edition are still what the loader itself wrote. A data release
comes before the foods that read it, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import transaction

from nutrients.data_releases import ReleaseDiffers, load_release
from nutrients.models import DataRelease
from nutrition_site.guide_drafts import unpublishable, write_draft
from nutrition_site.guide_files import GuideFile, read_guide
from nutrition_site.guide_text import BadGuideFile
from nutrition_site.models import StarterRecord
from nutrition_site.release_files import read_releases
from publishing import clock, workflow
from publishing.accounts import system_account
from publishing.candidates import candidate
from publishing.models import Item, ItemKey, User
from publishing.models.drafts import new_item
from publishing.problems import NotPublishable

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
    return system_account(ACTOR, name="Starter guide")


@transaction.atomic
def load(folder: Path) -> Outcome:
    """Loads the folder's files. Raises BadGuideFile or Refused, and then nothing was written."""
    files = sorted(read_guide(folder), key=_order)
    outcome = Outcome()
    _load_releases(folder, outcome)
    records = {record.item_id: record for record in StarterRecord.objects.filter(item__kind__in=ORDER)}
    items = _items(files)
    written: list[tuple[GuideFile, Item]] = []

    def identity(kind: str, key: str) -> UUID:
        return items[kind, key][0].id

    for file in files:
        item, is_new = items[file.kind, file.key]
        if _is_to_write(file, item, records.get(item.id), outcome, is_new=is_new):
            written.append((file, item))
    for file in _newer_versions_first([file for file, _ in written]):
        write_draft(file, items[file.kind, file.key][0], identity)
    try:
        workflow.publish([item for _, item in written], by=system_actor(), note="Loaded from the starter guide.")
    except NotPublishable as error:
        raise unpublishable(error, {item.id: file for file, item in written}) from error
    for file, item in written:
        StarterRecord.objects.update_or_create(
            item=item, defaults={"file_sha256": file.sha256, "document_sha256": candidate(item).sha256}
        )
    return outcome


def _load_releases(folder: Path, outcome: Outcome) -> None:
    known = set(DataRelease.objects.values_list("key", flat=True))
    for files in read_releases(folder):
        key = files.release.head.key
        try:
            added = load_release(files.release)
        except ReleaseDiffers as error:
            raise files.bad(error) from error
        listed = outcome.created if key not in known else outcome.updated if added else outcome.unchanged
        listed.append(f"release/{key}")


def _order(file: GuideFile) -> tuple[int, str]:
    if file.kind not in ORDER:
        raise BadGuideFile(file.path, f"there is no kind “{file.kind}”. Expected one of {', '.join(ORDER)}.")
    return ORDER.index(file.kind), file.key


def _newer_versions_first(files: Sequence[GuideFile]) -> Iterator[GuideFile]:
    """In their order, but no source before the one that took its place. Sources in a circle come as they stand, and are refused."""
    references = {file.key: file for file in files if file.kind == "reference"}
    done: set[tuple[str, str]] = set()
    for file in files:
        chain = [file]
        while (newer := references.get(_newer_key(chain[-1]))) and newer not in chain:
            chain.append(newer)
        for one in reversed(chain):
            if (one.kind, one.key) not in done:
                done.add((one.kind, one.key))
                yield one


def _newer_key(file: GuideFile) -> str:
    named = next((str(value) for _, value in file.named("superseded_by")), "") if file.kind == "reference" else ""
    return named.removeprefix("item:reference/")


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
