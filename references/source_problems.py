"""What speaks against the sources that a text cites: a record that is not what it says, a retraction. It blocks publishing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from publishing.moment import Live, Moment
from publishing.problems import Problem
from references import marks
from references.source_health import Health, Identity
from references.vocabulary import Nature

# A sentence that says so itself may cite what was retracted: it speaks of the retraction.
SAYS_SO = {
    Nature.RETRACTION: re.compile(r"\b(?:retract|withdraw|withdrew)", re.I),
    Nature.CONCERN: re.compile(r"\bconcerns?\b|\bretract", re.I),
}


def problems_of_sources(passages: Iterable[tuple[str, str]], *, item_id: UUID, moment: Moment) -> Iterator[Problem]:
    """A mismatch is named once, a retraction at every sentence that rests on it."""
    mismatched: set[str] = set()
    for place, html in passages:
        for sentence in marks.sentences(html):
            cited = moment.by_keys("reference", sentence.keys)
            for key, live in cited.items():
                if not live.overlay:
                    continue
                health = _health(live)
                if health.identity is not None and health.is_mismatch and key not in mismatched:
                    mismatched.add(key)
                    yield _mismatch(key, live, health.identity, place=place, item_id=item_id)
                others = [other for other in cited if other != key and _is_sound(cited[other])]
                if problem := _retracted(key, health, sentence.text, others, place=place, item_id=item_id):
                    yield problem


def _health(live: Live) -> Health:
    found: Health = live.document.health(live.overlay)
    return found


def _mismatch(key: str, live: Live, identity: Identity, *, place: str, item_id: UUID) -> Problem:
    message = (
        f"Source “{key}” is stored as “{live.card.title}”, but its {identity.identifier} {identity.value} belongs to "
        f"“{identity.title}”. Correct the record's title or {identity.identifier}, or cite another source."
    )
    return Problem(item_id=item_id, code="mismatched-source", message=message, place=place)


def _is_sound(live: Live) -> bool:
    return not live.overlay or _health(live).notice is None


def _retracted(
    key: str, health: Health, sentence: str, others: list[str], *, place: str, item_id: UUID
) -> Problem | None:
    notice = health.notice
    if notice is None or SAYS_SO[Nature(notice.nature)].search(sentence):
        return None
    when = f" on {notice.on:%d %b %Y}" if notice.on else ""
    what = "was retracted" if notice.nature == Nature.RETRACTION else "is under an expression of concern"
    named = " and ".join(f"“{other}”" for other in others)
    instead = f"It cites {named} too: leave that alone if it carries the sentence" if others else "Cite another source"
    message = (
        f"“{sentence}” rests on “{key}”, which {what}{when}. {instead}, take the sentence out, "
        "or say in the sentence itself what happened to the source."
    )
    return Problem(item_id=item_id, code=f"{notice.nature}-source", message=message, place=place)
