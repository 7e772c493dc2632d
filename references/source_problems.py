"""What speaks against the sources that a text cites: a record that is not what it says, a retraction, a newer version.

The first two refuse publishing, the last advises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from publishing.moment import Live, Moment
from publishing.problems import Problem, Severity
from references import marks
from references.claims import short
from references.replacements import in_words, replacements_for
from references.source_health import Health, Identity, Newer
from references.vocabulary import Nature

# A sentence that says so itself may cite what was retracted: it speaks of the retraction.
SAYS_SO = {
    Nature.RETRACTION: re.compile(r"\b(?:retract|withdraw|withdrew)", re.I),
    Nature.CONCERN: re.compile(r"\bconcerns?\b|\bretract", re.I),
}


def problems_of_sources(passages: Iterable[tuple[str, str]], *, item_id: UUID, moment: Moment) -> Iterator[Problem]:
    """A mismatch and a newer version are named once, a retraction at every sentence that rests on it."""
    mismatched: set[str] = set()
    outdated: set[str] = set()
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
                if problem := _retracted(key, live, sentence.text, others, place=place, item_id=item_id, moment=moment):
                    yield problem
                elif health.newer and health.newer.key not in cited and key not in outdated:
                    outdated.add(key)
                    yield _superseded(key, health.newer, sentence.text, place=place, item_id=item_id)


def _health(live: Live) -> Health:
    found: Health = live.document.health(live.overlay)
    return found


def _mismatch(key: str, live: Live, identity: Identity, *, place: str, item_id: UUID) -> Problem:
    message = (
        f"Source “{key}” is stored as “{live.card.title}”, but its {identity.identifier} {identity.value} belongs to "
        f"“{identity.title}”. Correct the record's title or {identity.identifier}, or cite another source."
    )
    return Problem(item_id=item_id, code="mismatched-source", message=message, place=place)


def _superseded(key: str, newer: Newer, sentence: str, *, place: str, item_id: UUID) -> Problem:
    message = (
        f"“{key}” has a newer version, “{newer.key}”: {newer.label}. Read whether that still says “{short(sentence)}”, "
        f"then cite [[ref:{newer.key}]] here and wherever else this cites the older one."
    )
    return Problem(item_id=item_id, code="superseded-source", message=message, place=place, severity=Severity.ADVISES)


def _is_sound(live: Live) -> bool:
    return not live.overlay or (_health(live).notice is None and _health(live).newer is None)


def _retracted(
    key: str, live: Live, sentence: str, others: list[str], *, place: str, item_id: UUID, moment: Moment
) -> Problem | None:
    notice = _health(live).notice
    if notice is None or SAYS_SO[Nature(notice.nature)].search(sentence):
        return None
    when = f" on {notice.on:%d %b %Y}" if notice.on else ""
    what = "was retracted" if notice.nature == Nature.RETRACTION else "is under an expression of concern"
    named = " and ".join(f"“{other}”" for other in others)
    instead = f"It cites {named} too: leave that alone if it carries the sentence" if others else "Cite another source"
    offered = "" if others else in_words(replacements_for(live.item_id, at=moment.t))
    message = (
        f"“{sentence}” rests on “{key}”, which {what}{when}. {instead}, take the sentence out, "
        f"or say in the sentence itself what happened to the source. {offered}"
    ).strip()
    return Problem(item_id=item_id, code=f"{notice.nature}-source", message=message, place=place)
