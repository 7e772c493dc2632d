"""Problems: what stands between drafts and their readers. They refuse publishing or advise; they never refuse saving.

Here are the checks that every kind shares; each kind adds its own. Checks see the whole set as live.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError

from publishing import clock, kinds
from publishing.candidates import Candidate, candidates_of
from publishing.documents import Document
from publishing.kinds import AnyKind, KeyOf, Mention
from publishing.models import Edition, Item, ItemKey, Path
from publishing.moment import Moment


class Severity(StrEnum):
    REFUSES = "refuses"
    ADVISES = "advises"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to mend, or to look at: in which item and place, and how."""

    item_id: UUID
    code: str
    message: str
    place: str = ""
    severity: Severity = Severity.REFUSES
    exception_url: str = ""
    """Where an editor may let it pass, with a reason."""
    exception_right: str = ""
    """What an account must be allowed for that."""
    sentence: str = ""
    """The words that it is about, as they begin in the text."""

    @property
    def refuses(self) -> bool:
        return self.severity is Severity.REFUSES

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class NotPublishable(Exception):
    """Publishing was refused; `problems` names every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.refuses]


def publish_problems(items: Iterable[Item], *, at: datetime | None = None) -> list[Problem]:
    """Everything to mend before publishing these items as one set at the moment, and everything to look at."""
    candidates = candidates_of(items)
    return problems_of(candidates, moment_after(candidates, at=at or clock.now()))


def moment_after(candidates: Sequence[Candidate], *, at: datetime) -> Moment:
    """The moment as it will be once the whole set is live."""
    moment = Moment(at, overrides=[candidate.as_live(at) for candidate in candidates])
    moment.resolve(mention for candidate in candidates for mention in candidate.mentions)
    return moment


def problems_of(candidates: Sequence[Candidate], moment: Moment) -> list[Problem]:
    paths = Counter(candidate.card.path for candidate in candidates if candidate.card.path)
    owned = Path.objects.select_related("item").filter(path__in=paths)
    owners = {path.path: path.item for path in owned}
    found: list[Problem] = []
    for candidate in candidates:
        found += _title(candidate)
        found += _path(candidate, paths=paths, owners=owners)
        found += problems_in(candidate.kind, candidate.document, candidate.item, moment)
    return found


def problems_in(kind: AnyKind, document: Document, item: Item, moment: Moment) -> list[Problem]:
    """What the document itself shows, whether it is a draft's or was published long ago."""
    return [*kind.problems(document, item, moment), *_mentions(kind.mentions(document), item, moment)]


def _title(candidate: Candidate) -> list[Problem]:
    title, longest = candidate.card.title.strip(), Edition._meta.get_field("title").max_length or 0
    if not title:
        code, message = (
            "no-title",
            f"This {in_a_sentence(candidate.kind.label)} has no title. Readers and lists need one.",
        )
    elif len(title) > longest:
        code, message = "long-title", f"The title has {len(title)} characters; {longest} is the most."
    else:
        return []
    return [Problem(item_id=candidate.item.id, code=code, message=message, place="Title")]


def _path(candidate: Candidate, *, paths: Counter[str], owners: dict[str, Item]) -> list[Problem]:
    path = candidate.card.path
    if not path:
        return []
    slug = candidate.draft.slug
    try:
        candidate.draft._meta.get_field("slug").run_validators(slug)
    except ValidationError as error:
        message = " ".join(error.messages)
        return [Problem(item_id=candidate.item.id, code="bad-address", message=message, place="Address")]
    owner = owners.get(path)
    if owner is not None and candidate.item.id not in (owner.id, owner.merged_into_id):
        message = (
            f"The address {path} belongs to {describe(owner)} for ever, which published there first. "
            "Choose another address."
        )
    elif paths[path] > 1:
        message = f"The address {path} is wanted by another item of this set too. Change one of them."
    else:
        return []
    return [Problem(item_id=candidate.item.id, code="path-taken", message=message, place="Address")]


def _mentions(said: Iterable[Mention], item: Item, moment: Moment) -> list[Problem]:
    mentions = list(said)
    live = moment.resolve(mentions)
    lost = {mention.target: mention for mention in reversed(mentions) if mention.target not in live}
    return [_lost(item.id, mention) for mention in reversed(lost.values())]


def _lost(item_id: UUID, mention: Mention) -> Problem:
    if isinstance(mention.target, KeyOf):
        kind, key = kinds.get(mention.target.kind), mention.target.key
        if not ItemKey.objects.filter(kind=kind.name, key=key).exists():
            code = f"unknown-{kind.name}"
            message = f"There is no {in_a_sentence(kind.label)} with the key “{key}”. Create it, or correct the key."
        else:
            code = "not-live"
            message = f"{kind.label} “{key}” is not live. Cite another source, or publish it again."
        return Problem(item_id=item_id, code=code, message=message, place=mention.place)
    item = Item.objects.filter(id=mention.target).first()
    if item is None:
        code, message = "unknown-item", "This leads to something that was deleted. Remove it or choose another."
    else:
        code = "not-live"
        message = f"{describe(item)} is not live. Publish it in the same set, or take it out here."
    return Problem(item_id=item_id, code=code, message=message, place=mention.place)


def in_a_sentence(label: str) -> str:
    """FAQ and DOI stay as they are, Policy page becomes policy page."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def describe(item: Item) -> str:
    """The item in an editor's words: kind and draft title."""
    kind = kinds.get(item.kind)
    draft = kind.draft_model._default_manager.filter(item=item).first()
    return f"{kind.label} “{draft or item.key}”"
