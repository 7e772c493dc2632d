"""Tries the addresses of sources, one host at a time and never fast; it runs from a command, never while someone waits.

One bad day proves nothing: an address is dead after failing on three days, and what is closed to machines is not broken.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import transaction

from publishing import clock
from publishing.models import Item, Task
from publishing.task_news import tell_owners
from publishing.tasks import open_task
from references.health import DAYS_TO_LOOK, refresh
from references.health_models import LinkCheck
from references.identifiers import BadIdentifier, canonical_url
from references.lookup.addresses import NotAllowed
from references.lookup.client import Answer, NoAnswer, TimedOut, ask
from references.match_keys import work_of
from references.models import Reference
from references.replacements import in_words, replacements_for
from references.source_health import address_of
from references.vocabulary import LinkState

DAYS_UNTIL_DEAD = 3
SECONDS_BETWEEN = 2.0
# A host that asks for more patience than this is left for the next run.
MOST_PATIENCE = 60.0
MOST_BYTES = 64_000
FRESH_FOR = timedelta(hours=20)
# So many addresses in a row without any answer are our own line, not theirs.
SILENCE = 10
BLOCKED = frozenset({401, 403, 407, 429, 451})
# A resolver of DOIs does nothing but redirect.
RESOLVERS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})


class Tried(NamedTuple):
    state: LinkState
    said: str
    status: int | None = None
    leads_to: str = ""
    patience: float = 0.0
    """Seconds that the host asks to be left alone."""
    is_silent: bool = False
    """Nothing came back at all."""


@dataclass
class Outcome:
    counts: Counter[str] = field(default_factory=Counter)
    fresh: int = 0
    """Tried a short while ago, and therefore not again."""
    left: int = 0
    is_offline: bool = False


class _Due(NamedTuple):
    item: Item
    title: str
    url: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def check_links(
    *,
    everything: bool = False,
    most: int | None = None,
    seconds_between: float = SECONDS_BETWEEN,
    progress: Callable[[str, Tried], None] | None = None,
) -> Outcome:
    """Each result is stored at once, so that a run that was broken off goes on where it stopped."""
    outcome = Outcome()
    waiting = _due(outcome, everything=everything)
    pace = _Pace(seconds_between)
    silent: list[tuple[_Due, Tried]] = []
    answered = False
    while waiting and (most is None or outcome.counts.total() + len(silent) < most):
        due = pace.next(waiting)
        if due is None:
            break
        waiting.remove(due)
        tried = try_address(due.url)
        pace.used(due.host, patience=tried.patience)
        if progress is not None:
            progress(due.url, tried)
        if tried.is_silent:
            silent.append((due, tried))
            if len(silent) >= SILENCE:
                break
            continue
        answered = True
        # Somebody answers, so those that didn't are to blame themselves.
        _store([*silent, (due, tried)], outcome)
        silent = []
    if answered and len(silent) < SILENCE:
        _store(silent, outcome)
        silent = []
    outcome.is_offline = bool(silent)
    outcome.left = len(waiting) + len(silent)
    return outcome


def try_address(url: str) -> Tried:
    """HEAD, and GET where that isn't answered well: many servers know only the one."""
    try:
        answer = ask(url, method="HEAD")
        if answer.status >= 400:
            answer = ask(url, most=MOST_BYTES, cut=True)
    except NotAllowed as error:
        return Tried(LinkState.FAILING, str(error))
    except TimedOut as error:
        return Tried(LinkState.TIMEOUT, str(error), is_silent=True)
    except NoAnswer as error:
        return Tried(LinkState.FAILING, str(error), is_silent=True)
    return _told_by(answer, url)


def _told_by(answer: Answer, url: str) -> Tried:
    if answer.status in BLOCKED:
        return Tried(
            LinkState.BLOCKED,
            f"The site answers machines with {answer.status}. Open it yourself to see whether it is there.",
            answer.status,
            patience=_patience(answer),
        )
    if answer.status >= 400:
        what = "says that there is no such page" if answer.status in (404, 410) else "answers with an error"
        return Tried(LinkState.FAILING, f"The site {what} ({answer.status}).", answer.status)
    if urlsplit(url).hostname in RESOLVERS or not answer.was_redirected or _is_same(answer.url, url):
        return Tried(LinkState.OK, "", answer.status)
    if urlsplit(answer.url).path in ("", "/") and urlsplit(url).path not in ("", "/"):
        return Tried(LinkState.FAILING, "The site leads to its start page instead.", answer.status, answer.url)
    return Tried(LinkState.REDIRECTED, f"The page is at {answer.url} now.", answer.status, answer.url)


def _is_same(one: str, other: str) -> bool:
    """But for http and https, www and a last slash."""
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    with suppress(BadIdentifier):
        url = canonical_url(url)
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _patience(answer: Answer) -> float:
    asked = answer.headers.get("retry-after", "").strip()
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0.0


class _Pace:
    """Whose turn it is: each host gets one question, then its rest."""

    def __init__(self, seconds_between: float) -> None:
        self._between = seconds_between
        self._free_at: dict[str, float] = {}

    def next(self, waiting: Iterable[_Due]) -> _Due | None:
        """Waits for the first host that may be asked again; None when all ask for more patience than a run has."""
        due = min(waiting, key=lambda one: self._free_at.get(one.host, 0.0))
        rest = self._free_at.get(due.host, 0.0) - time.monotonic()
        if rest > MOST_PATIENCE:
            return None
        if rest > 0:
            time.sleep(rest)
        return due

    def used(self, host: str, *, patience: float) -> None:
        self._free_at[host] = time.monotonic() + max(self._between, patience)


def _due(outcome: Outcome, *, everything: bool) -> list[_Due]:
    """Every source with an address, those that were never tried or longest ago first."""
    known = {check.item_id: check for check in LinkCheck.objects.all()}
    now = clock.now()
    found: list[tuple[datetime | None, _Due]] = []
    for record in Reference.objects.filter(item__merged_into=None).select_related("item"):
        url, check = address_of(work_of(record)), known.get(record.item_id)
        if not url:
            continue
        before = check.checked_at if check is not None and check.url == url else None
        if before is not None and before > now - FRESH_FOR and not everything:
            outcome.fresh += 1
            continue
        found.append((before, _Due(record.item, record.title, url)))
    found.sort(key=lambda one: (one[0] is not None, one[0] or now, one[1].url))
    return [due for _, due in found]


def _store(results: Iterable[tuple[_Due, Tried]], outcome: Outcome) -> None:
    for due, tried in results:
        outcome.counts[store(due.item, due.url, tried, at=clock.stamp(), title=due.title)] += 1


@transaction.atomic
def store(item: Item, url: str, tried: Tried, *, at: datetime, title: str) -> str:
    """Notes what came of it, lets readers know, and asks editors once an address is dead. Gives the state."""
    before = LinkCheck.objects.filter(item=item, url=url).first()
    days = before.failed_days if before else 0
    last = before.failed_on if before else None
    has_failed = tried.state in (LinkState.FAILING, LinkState.TIMEOUT)
    if not has_failed:
        days, last = 0, None
    elif last != at.date():
        days, last = days + 1, at.date()
    state = LinkState.DEAD if days >= DAYS_UNTIL_DEAD else tried.state
    LinkCheck.objects.update_or_create(
        item=item,
        defaults={
            "url": url,
            "state": state,
            "status": tried.status,
            "said": tried.said,
            "leads_to": tried.leads_to[:2000],
            "checked_at": at,
            "failed_days": days,
            "failed_on": last,
        },
    )
    refresh(item, at=at)
    if state == LinkState.DEAD and not (before and before.state == LinkState.DEAD):
        instead = in_words(replacements_for(item.id, at=at))
        task = open_task(
            item,
            kind=Task.Kind.BROKEN_LINK,
            cause=url[:200],
            reason=f"The link of “{title}” failed on {DAYS_UNTIL_DEAD} days: {url}. {tried.said} "
            f"Give the address where it is now or that of an archived copy, or cite another source. {instead}".strip(),
            due_on=at.date() + timedelta(days=4 * DAYS_TO_LOOK),
            by=None,
            at=at,
        )
        tell_owners([task], subject=f"Dead link: {title}", by=None, at=at)
    return str(state)
