"""What could stand in for a source that can't be relied on, best first: its newer version, what the same sentences cite
already, what is cited for the same statement and is no weaker.

Advice for editors: whether one carries the sentence, only a reader of it can say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from publishing.models import Edition, Link, Overlay
from references.likeness import words
from references.models import Reference
from references.source_health import Facts, standing
from references.vocabulary import StudyType

MOST = 3
# Two sentences of one page that share so many words of this length speak of one thing.
WORDS_IN_COMMON = 2
LETTERS_THAT_TELL = 5
# In falling order of what a claim may rest on; an unknown kind of study comes last.
LEVELS = {value: level for level, value in enumerate([*StudyType.values, ""])}


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A source that is sound, and why it is named."""

    item_id: UUID
    key: str
    title: str
    path: str
    why: str


def replacements_for(item_id: UUID, *, at: datetime) -> list[Replacement]:
    """None that was retracted, that a journal has doubts about, or that something took the place of."""
    replaced = Reference.objects.filter(item=item_id).first()
    if replaced is None:
        return []
    newer = {one.item_id for one in replaced.newer_versions()}
    beside, near = _cited_with(item_id, at=at)
    ranked = []
    for one in _sound({*newer, *beside, *near} - {item_id}, at=at):
        rank = (LEVELS[one.study_type], -_year(one), one.slug)
        if one.item_id in newer:
            ranked.append(((0, 0, *rank), one, "its newer version"))
        elif count := beside[one.item_id]:
            ranked.append(((1, -count, *rank), one, f"in {count} of these sentences"))
        elif better := _better(one, than=replaced):
            ranked.append(((2, 0, *rank), one, f"cited for the same statement, {better}"))
    best = [(one, why) for _, one, why in sorted(ranked, key=lambda row: row[0])[:MOST]]
    paths = dict(
        Edition.objects.live(at=at).filter(item__in=[one.item_id for one, _ in best]).values_list("item", "path")
    )
    return [
        Replacement(item_id=one.item_id, key=one.slug, title=one.title, path=paths[one.item_id], why=why)
        for one, why in best
    ]


def in_words(replacements: Iterable[Replacement]) -> str:
    """To stand in a message; empty where there are none."""
    named = [f"“{one.key}” ({one.why})" for one in replacements]
    return f"Perhaps instead: {'; '.join(named)}." if named else ""


def _cited_with(item_id: UUID, *, at: datetime) -> tuple[Counter[UUID], set[UUID]]:
    """What its own sentences cite too, each with their number; and what stands at the same statement or says the like."""
    cited = Link.objects.live(at=at).filter(role="cites")
    own = list(cited.filter(target=item_id))
    others = list(cited.filter(edition__in=[link.edition_id for link in own]).exclude(target=item_id))
    sentences = {_sentence(link) for link in own}
    beside = Counter(link.target_id for link in others if _sentence(link) in sentences)
    near: set[UUID] = set()
    for page, of_page in _by_page(others).items():
        mine = [link for link in own if link.edition_id == page]
        anchors = {link.anchor for link in mine if link.anchor}
        said = [_telling(link) for link in mine]
        near |= {link.target_id for link in of_page if link.anchor in anchors or _is_like(_telling(link), said)}
    return beside, near


def _by_page(links: Iterable[Link]) -> dict[int, list[Link]]:
    pages: dict[int, list[Link]] = {}
    for link in links:
        pages.setdefault(link.edition_id, []).append(link)
    return pages


def _sentence(link: Link) -> tuple[int, str, str]:
    """The sentence that a link stands for: cells of a table may be worded alike."""
    return link.edition_id, str(link.excerpt.get("place", "")), str(link.excerpt.get("sentence", ""))


def _is_like(telling: set[str], said: Iterable[set[str]]) -> bool:
    return any(len(telling & one) >= WORDS_IN_COMMON for one in said)


def _telling(link: Link) -> set[str]:
    return {word for word in words(str(link.excerpt.get("sentence", ""))) if len(word) >= LETTERS_THAT_TELL}


def _sound(items: Iterable[UUID], *, at: datetime) -> list[Reference]:
    found = Reference.objects.filter(item__in=items, superseded_by=None)
    live = list(found.filter(item__in=Edition.objects.live(at=at).values("item")))
    facts = dict(Overlay.objects.filter(item__in=[one.item_id for one in live]).values_list("item", "facts"))
    return [one for one in live if standing(msgspec.convert(facts.get(one.item_id, {}), Facts).notices) is None]


def _better(one: Reference, *, than: Reference) -> str:
    """In words; empty unless it is no weaker and either newer or of a stronger kind."""
    if LEVELS[one.study_type] > LEVELS[than.study_type]:
        return ""
    said = [f"newer ({one.issued[:4]})"] if _year(one) > _year(than) else []
    if LEVELS[one.study_type] < LEVELS[than.study_type]:
        said.append(str(StudyType(one.study_type).label).lower())
    return ", ".join(said)


def _year(reference: Reference) -> int:
    return int(reference.issued[:4] or 0)
