"""What publishing a set would change for readers: every public page, passage by passage, before it happens.

The set is written for real inside a transaction, each page that could change is read as readers would get it, and then
everything is taken back. So the picture is exact, rankings and lists included; nothing of it is ever committed. On PostgreSQL
others save and publish while the pages are read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from publishing import clock, kinds
from publishing.candidates import Candidate, candidates_of
from publishing.comparison import Difference, compare_passages
from publishing.lock import publishing_locked
from publishing.models import Edition, Item, Link, MedicalReview, User
from publishing.problems import NotPublishable, moment_after, problems_of, refusals
from publishing.snapshot import as_of_one_commit
from publishing.workflow import begin_of, write_set

# Pages that are read inside the transaction: some seconds' worth, in which nobody else can publish the same items.
MOST_PAGES = 100
# How far a change may travel: into what includes it, and into what includes that.
HOPS = 2
MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.S)
# Of a citation's button and link only one is shown.
NOT_READ = re.compile(r"<(svg|nav|style|button)\b.*?</\1>|<!--.*?-->", re.S)
PASSAGE = re.compile(r"</?(?:p|h[1-6]|li|dt|dd|td|th|tr|caption|figcaption|summary|div|section|ul|ol|dl)\b[^>]*>")
# "Upper limit" says nothing without its figure.
NAMED = re.compile(r"</dt>\s*<dd\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class ChangedPage:
    title: str
    path: str
    what: str
    """In words: new, changed, or gone from this address."""
    differences: Sequence[Difference] = ()
    reviewed_at: datetime | None = None
    """Of the page's latest medical review, which saw other words than these."""


@dataclass(frozen=True, kw_only=True)
class BlastRadius:
    pages: Sequence[ChangedPage]
    unread: Sequence[str]
    """Paths that could change too, but are too many to be read here."""


def blast_radius(items: Iterable[Item], *, by: User) -> BlastRadius:
    """Raises NotPublishable when the set could not go out as it is. Writes nothing that stays."""
    now = clock.stamp()
    found = candidates_of(items)
    own = {candidate.item.id for candidate in found if not candidate.is_unchanged(at=now)}
    before_paths = paths_near(own, at=now)
    before = {path: passages(path, at=now) for path in before_paths[:MOST_PAGES]}
    with rehearsed(found, by=by) as t:
        after_paths = list(dict.fromkeys([*paths_near(own, at=t), *before_paths]))
        after = {path: passages(path, at=t) for path in after_paths[:MOST_PAGES]}
        titles = dict(Edition.objects.live(at=t).filter(path__in=after).values_list("path", "title"))
    for path in after.keys() - before.keys():
        before[path] = passages(path, at=now)
    reviews = _reviews(after, at=now)
    pages = [_changed(path, _title(path, titles), before[path], after[path], reviews.get(path)) for path in after]
    return BlastRadius(pages=[page for page in pages if page is not None], unread=after_paths[MOST_PAGES:])


@contextmanager
def rehearsed(candidates: Sequence[Candidate], *, by: User) -> Iterator[datetime]:
    """Within it the set is live from the given moment; at its end everything is as it was.

    Only the writing needs the lock. What is read afterwards is read as of the moment of the lock, whatever goes out meanwhile.
    """
    with ExitStack() as others_wait:
        others_wait.enter_context(publishing_locked())
        with _own_state(), transaction.atomic():
            live_from = _write(candidates, by=by)
            others_wait.close()
            yield live_from
            transaction.set_rollback(True)


def _own_state() -> AbstractContextManager[None]:
    """What others commit meanwhile is not in the picture. A transaction that is open already is left as it is."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return nullcontext()
    return as_of_one_commit(read_only=False)


def _write(candidates: Sequence[Candidate], *, by: User) -> datetime:
    now = clock.stamp()
    live_from = begin_of(candidates, now=now)
    moment = moment_after(candidates, at=live_from)
    if problems := refusals(problems_of(candidates, moment)):
        raise NotPublishable(problems)
    changed = [candidate for candidate in candidates if not candidate.is_unchanged(at=live_from)]
    change = Edition.Change.MAJOR
    write_set(changed, live_from=live_from, now=now, by=by, change=change, note="", moment=moment)
    return live_from


def paths_near(item_ids: Iterable[UUID], *, at: datetime) -> list[str]:
    """Addresses of the items and of all whose pages could change with them, nearest first."""
    own = dict.fromkeys(item_ids)
    # What an item says of another stands on the other's page too.
    spoken_of = Link.objects.live(at=at).filter(item_id__in=own).values_list("target_id", flat=True)
    seen = own | dict.fromkeys(sorted(set(spoken_of)))
    front = set(own)
    for _ in range(HOPS):
        linked = Link.objects.live(at=at).filter(target__in=front).values_list("item_id", flat=True)
        front = set(linked) - seen.keys()
        seen |= dict.fromkeys(sorted(front))
    editions = {edition.item_id: edition for edition in _live(seen, at=at)}
    near = [editions[item_id] for item_id in seen if item_id in editions]
    hubs = [
        kinds.get(kind).prefix for kind in Item.objects.filter(id__in=seen).values_list("kind", flat=True).distinct()
    ]
    ranked_on = {name for edition in near if edition.item_id in own for name in kinds.get(edition.kind).ranks_on}
    ranked = list(Edition.objects.cards().live(at=at).filter(kind__in=ranked_on).order_by("path"))
    paths = [
        *(edition.path for edition in near),
        *(path for edition in near for path in kinds.get(edition.kind).also_on(edition)),
        *sorted({kinds.get(edition.kind).prefix for edition in ranked} | set(hubs)),
        "/",
        *(edition.path for edition in ranked),
        *(path for edition in ranked for path in kinds.get(edition.kind).rankings(edition)),
        *(path for edition in near if edition.item_id in own for path in kinds.get(edition.kind).tables(edition)),
        *(path for edition in ranked for path in kinds.get(edition.kind).tables(edition)),
    ]
    # A fragment stands on its hub.
    return [path for path in dict.fromkeys(path.partition("#")[0] for path in paths) if path]


def _live(item_ids: Iterable[UUID], *, at: datetime) -> list[Edition]:
    return list(Edition.objects.live(at=at).filter(item_id__in=list(item_ids)))


def passages(address: str, *, at: datetime) -> list[str] | None:
    """What a reader reads at the address, line by line; None where there is no page."""
    request = HttpRequest()
    request.method = "GET"
    request.path, _, query = address.partition("?")
    request.GET = QueryDict(query)
    request._moment = at  # type: ignore[attr-defined]
    try:
        match = resolve(request.path)
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, Resolver404):
        return None
    if response.status_code != 200:
        return None
    if not response["Content-Type"].startswith("text/html"):
        return [line.strip() for line in response.content.decode().splitlines()]
    main = MAIN.search(response.content.decode())
    text = NAMED.sub(": ", NOT_READ.sub("", main[1])) if main else ""
    lines = (SPACES.sub(" ", html.unescape(TAG.sub("", part))).strip() for part in PASSAGE.split(text))
    return [line for line in lines if line]


def _title(path: str, titles: Mapping[str, str]) -> str:
    """Of the page; a table beside it goes by the page's title. Empty where none is known."""
    page, dot, _ = path.rpartition(".")
    if not dot:
        return titles.get(path, "")
    return f"{titles[f'{page}/']} (CSV and JSON)" if f"{page}/" in titles else path


def _changed(
    path: str, title: str, before: list[str] | None, after: list[str] | None, reviewed_at: datetime | None
) -> ChangedPage | None:
    if before == after:
        return None
    # What is no item's own page has its name in its heading, which comes first.
    title = title or next(iter(after or before or []), path)
    if before is None:
        return ChangedPage(title=title, path=path, what="New page")
    if after is None:
        return ChangedPage(title=title, path=path, what="No longer at this address")
    differences = compare_passages(before, after)
    return ChangedPage(title=title, path=path, what="Changed", differences=differences, reviewed_at=reviewed_at)


def _reviews(paths: Iterable[str], *, at: datetime) -> dict[str, datetime]:
    """When the page at each path was last medically reviewed."""
    live = dict(Edition.objects.live(at=at).filter(path__in=list(paths)).values_list("item_id", "path"))
    records = MedicalReview.objects.given(by=at).filter(item__in=live).order_by("reviewed_at")
    return {live[item_id]: reviewed_at for item_id, reviewed_at in records.values_list("item_id", "reviewed_at")}
