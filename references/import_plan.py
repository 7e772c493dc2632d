"""What an import would do with each record, and why: compares sources with the library and with each other; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from publishing.models import Edition
from references.ama import expand_pages
from references.csl import Name, Source
from references.duplicates import Duplicate, near_duplicates
from references.import_models import ImportRow
from references.kinds import NAMES, ReferenceKind
from references.likeness import IDENTIFIERS, Likeness, author_key, likeness, title_key, words
from references.models import Reference

Proposal, Choice = ImportRow.Proposal, ImportRow.Choice
LABELS = {
    field.name: str(getattr(field, "verbose_name", field.name))
    for field in Reference._meta.get_fields()
    if field.concrete
} | {"accessed": "day of reading"}
# What a record is found by or is called, and what no file tells better than the library.
NOT_COMPARED = frozenset({"key", "type", "title"})
COMPARED = tuple(name for name in Source.__struct_fields__ if name not in NOT_COMPARED)
USUAL_CHOICE = {
    Proposal.CREATE: Choice.CREATE,
    Proposal.UPDATE: Choice.FILL,
    Proposal.SAME: Choice.SKIP,
    Proposal.DUPLICATE: Choice.SKIP,
    Proposal.CONFLICT: Choice.SKIP,
    Proposal.BAD: Choice.SKIP,
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`missing` is what the record of the library lacks and the file says; `differing` what the two say differently."""

    proposal: str
    reason: str = ""
    target: UUID | None = None
    missing: dict[str, Any] = field(default_factory=dict)
    differing: dict[str, Any] = field(default_factory=dict)


@dataclass
class Planner:
    """Plans the records of one file in their order, so many at a time, and remembers those before."""

    seen: dict[tuple[str, str], tuple[int, Source]] = field(default_factory=dict)

    def plans(self, sources: Sequence[Source], *, positions: Sequence[int]) -> list[Plan]:
        """What to do with each of the sources; `positions` say where they stand in their file."""
        found = near_duplicates(sources)
        stored = _stored(one.item_id for some in found for one in some)
        live = set(
            Edition.objects.filter(item_id__in=stored, live_until=None)
            .exclude(live_from=None)
            .values_list("item_id", flat=True)
        )
        plans = []
        for position, source, alike in zip(positions, sources, found, strict=True):
            before = self._before(source, position)
            plans.append(_twice(*before) if before else _plan(source, alike, stored, live))
        return plans

    def _before(self, source: Source, position: int) -> tuple[int, Likeness] | None:
        """The position of a record of this file that is the same work or nearly reads so, and what they share."""
        marks = [(name, getattr(source, name)) for name in IDENTIFIERS if getattr(source, name)]
        marks.append(("work", f"{author_key(source)} {title_key(source)}"))
        for mark in marks:
            if mark in self.seen:
                other_position, other = self.seen[mark]
                alike = likeness(source, other)
                if alike.is_duplicate and not alike.is_conflict:
                    return other_position, alike
        for mark in marks:
            self.seen.setdefault(mark, (position, source))
        return None


def _twice(position: int, alike: Likeness) -> Plan:
    if alike.same:
        return Plan(
            proposal=Proposal.SAME, reason=f"Record {position} of this file is the same: it has {alike.reason}."
        )
    # Perhaps a second part, or a reprint.
    return Plan(proposal=Proposal.DUPLICATE, reason=f"Record {position} of this file has {alike.reason}. Look at both.")


def _stored(ids: Iterable[UUID]) -> dict[UUID, Source]:
    kind = ReferenceKind()
    return {draft.item_id: kind.build(draft).source for draft in Reference.objects.filter(item_id__in=set(ids))}


def _plan(source: Source, alike: Sequence[Duplicate], stored: dict[UUID, Source], live: set[UUID]) -> Plan:
    if not source.title:
        return Plan(proposal=Proposal.BAD, reason="It has no title.")
    named = [one for one in alike if one.likeness.same]
    if len(named) > 1 and len({one.item_id for one in named}) > 1:
        records = " and ".join(f"“{one.key}”" for one in named[:3])
        return Plan(
            proposal=Proposal.CONFLICT,
            target=named[0].item_id,
            reason=f"Its identifiers belong to several records: {records}. Correct the file, or merge those.",
        )
    if named:
        return _of_one(source, named[0], stored, live)
    for one in alike:
        if _is_the_same(source, stored[one.item_id], one):
            return _of_one(source, one, stored, live)
    if alike:
        one = alike[0]
        missing, differing = differences(stored[one.item_id], source)
        return Plan(
            proposal=Proposal.DUPLICATE,
            target=one.item_id,
            reason=f"“{one.key}” has {one.likeness.reason}. Look at both.",
            missing=missing,
            differing=differing,
        )
    return Plan(proposal=Proposal.CREATE)


def _is_the_same(source: Source, stored: Source, one: Duplicate) -> bool:
    """Without a common identifier only what leaves no doubt: the same key, or all of title, author and year."""
    if one.likeness.different or one.likeness.score < 1:
        return False
    says_all = bool(source.authors and stored.authors and source.issued[:1] == stored.issued[:1] != ())
    return source.key == stored.key or says_all


def _of_one(source: Source, one: Duplicate, stored: dict[UUID, Source], live: set[UUID]) -> Plan:
    if one.likeness.is_conflict:
        return Plan(
            proposal=Proposal.CONFLICT,
            target=one.item_id,
            reason=f"It has {one.likeness.reason} than “{one.key}”, which is “{one.title}”. One of the two is wrong.",
        )
    missing, differing = differences(stored[one.item_id], source)
    said = [f"“{one.key}” has {one.likeness.reason}."]
    if missing:
        said.append(f"It lacks {_names(missing)}.")
    if differing:
        said.append(f"Different here: {_names(differing)}.")
    is_away = one.item_id not in live
    if is_away:
        said.append("It was withdrawn, and would come back.")
    proposal = Proposal.UPDATE if missing or is_away else Proposal.SAME
    return Plan(proposal=proposal, target=one.item_id, reason=" ".join(said), missing=missing, differing=differing)


def _names(fields: Iterable[str]) -> str:
    return ", ".join(LABELS.get(name, name.replace("_", " ")) for name in fields)


def differences(stored: Source, found: Source) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the file adds, and what it says differently. What it leaves out says nothing."""
    missing: dict[str, Any] = {}
    differing: dict[str, Any] = {}
    for name in COMPARED:
        mine, theirs = getattr(stored, name), getattr(found, name)
        if not theirs or mine == theirs:
            continue
        if not mine or (name == "issued" and theirs[: len(mine)] == mine):
            missing[name] = theirs
        elif not _means_the_same(name, mine, theirs):
            differing[name] = theirs
    # The short name of a journal that the library has under another name says nothing about it.
    if "container_title" in differing and "container_title_short" in missing:
        del missing["container_title_short"]
    return missing, differing


def _means_the_same(name: str, mine: Any, theirs: Any) -> bool:
    if name in NAMES:
        return list(map(_folded, mine)) == list(map(_folded, theirs))
    if name in ("issued", "accessed"):
        return bool(mine[: len(theirs)] == theirs)
    if name == "page":
        return expand_pages(mine) == expand_pages(theirs)
    return words(str(mine)) == words(str(theirs))


def _folded(name: Name) -> tuple[tuple[str, ...], str]:
    """A family name and the first initial: one export spells out what another shortens."""
    initials = words(name.given)
    return words(name.family or name.literal), initials[0][:1] if initials else ""
