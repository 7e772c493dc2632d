"""What one passage shows to be unsourced or miscited: the claim gate. Pure; it is told which sources are live.

Every sentence that claims a cause, a quantity, a treatment or something of safety cites a live source, or has an editor's
waiver. Headings claim nothing. The cells of one row of a table are read as one sentence, and a sentence that ends in a
colon and leads on to a list is cited when every item of the list is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from publishing.problems import Severity
from references.claim_kinds import ClaimKind, amount_to_take, claimed, tells_of_treatment
from references.marks import Mark, Sentence, broken_marks, sentences
from references.vocabulary import StudyType

EXCERPT_LENGTH = 200

BARE_NUMBER = re.compile(r"\[ ?[0-9]{1,3}(?: ?[,;\u2013-] ?[0-9]{1,3}){0,30} ?\]")
MALFORMED = re.compile(r"\[{1,2} ?refs? ?:[^\[\]]{0,200}\]{0,2}", re.I)
# The verb must follow at once: "studies show", not "studies of bones show".
ATTRIBUTION = re.compile(
    r"\baccording to (?!(?:your|their|his|her|its|our|my|one's|age|body|weight|needs?|tastes?|preferences?|tolerance|"
    r"(?:the )?(?:label|packet|package|instructions|directions|recipe))\b)"
    r"|\b(?:stud(?:y|ies)|research|trials?|evidence|surveys?|meta-analys[ei]s|(?:reviews?|data)(?= (?:show|suggest|found|indicate))|"
    r"scientists|researchers|experts)(?: (?:have|has|had|also|now|clearly|consistently|often|repeatedly)){0,2} "
    r"(?:shows?|showed|shown|suggest(?:s|ed)?|finds?|found|indicate[sd]?|demonstrate[sd]?|report(?:s|ed)?|link(?:s|ed)|prove[sdn]?|"
    r"confirm(?:s|ed)?|says?|believe|agree|estimate[sd]?|recommend(?:s|ed)?)\b"
    r"|\bit (?:is|was|has been) (?:widely |generally )?(?:estimated|proven|shown|reported|established)\b",
    re.I,
)
# What they say of health stands nowhere but with them.
WEAK_TYPES = frozenset({StudyType.NEWS.value, StudyType.COMMERCIAL.value})
EVERY_KIND = frozenset(ClaimKind)
# Causes are told less surely than the other kinds, so an editor is only asked to look.
REFUSING = EVERY_KIND - {ClaimKind.CAUSE}
DOES = {
    ClaimKind.SAFETY: "says what is safe or harmful",
    ClaimKind.TREATMENT: "says what treats or prevents something",
    ClaimKind.QUANTITY: "states a figure",
    ClaimKind.CAUSE: "says what brings something about or is a sign of it",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    code: str
    message: str
    excerpt: str
    severity: Severity = Severity.REFUSES
    sentence: str = ""
    claims: str = ""
    """What the sentence does, in words; with its fingerprint, where an editor may waive the finding."""

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.sentence) if self.claims else ""


def findings(
    html: str,
    *,
    sources: Mapping[str, str],
    waived: Collection[str] = (),
    gated: Collection[ClaimKind] = EVERY_KIND,
) -> list[Finding]:
    """At most one finding of each sort for each sentence, in the order of the text.

    `sources` has the kind of study of every source that is live, by each key that the passage cites it with.
    """
    said = list(_with_marks_of_rows(sentences(html)))
    keys = list(_keys_of_each(said))
    found = [
        finding
        for sentence, cited in zip(said, keys, strict=True)
        for finding in _of_sentence(sentence, cited, sources=sources, waived=waived, gated=gated)
    ]
    return found + [_malformed(text) for text in broken_marks(html)]


def without_place(html: str, *, sources: Collection[str]) -> list[str]:
    """The sentences that tell of a treatment and cite a source, but no page, table or section of it; the gate holds doses to that."""
    return [
        sentence.text
        for sentence in sentences(html)
        if not (sentence.in_heading or sentence.has_place)
        and any(key in sources for key in sentence.keys)
        and not amount_to_take(sentence.text)
        and tells_of_treatment(sentence.text)
    ]


def fingerprint_of(text: str) -> str:
    """The same for the same words; a changed sentence has another, so that a waiver ends with its sentence."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()[:32]


def short(text: str) -> str:
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1].rstrip() + "…"


def _with_marks_of_rows(said: Sequence[Sentence]) -> Iterator[Sentence]:
    """A mark in any cell of a row tells for all of its cells where the source says so."""
    rows: dict[int, tuple[Mark, ...]] = {}
    for sentence in said:
        rows[sentence.row] = (*rows.get(sentence.row, ()), *sentence.marks)
    for sentence in said:
        yield sentence._replace(marks=rows[sentence.row]) if sentence.row else sentence


def _keys_of_each(said: Sequence[Sentence]) -> Iterator[tuple[str, ...]]:
    """The keys that stand for each sentence: its own, its row's, or those of the list that it leads on to."""
    rows: dict[int, list[str]] = {}
    for sentence in said:
        if sentence.row:
            rows.setdefault(sentence.row, []).extend(sentence.keys)
    for number, sentence in enumerate(said):
        if sentence.row:
            yield tuple(rows[sentence.row])
        elif sentence.keys or not sentence.text.endswith(":"):
            yield sentence.keys
        else:
            yield _keys_of_list(said[number + 1 :])


def _keys_of_list(following: Sequence[Sentence]) -> tuple[str, ...]:
    number = following[0].in_list if following else 0
    items: list[Sentence] = []
    for sentence in following:
        if not number or sentence.in_list != number:
            break
        items.append(sentence)
    every_item_cites = bool(items) and all(item.keys for item in items)
    return tuple(key for item in items for key in item.keys) if every_item_cites else ()


def _of_sentence(
    sentence: Sentence,
    cited: Iterable[str],
    *,
    sources: Mapping[str, str],
    waived: Collection[str],
    gated: Collection[ClaimKind],
) -> Iterator[Finding]:
    if match := BARE_NUMBER.search(sentence.text):
        yield Finding(
            code="bare-number",
            message=f"The number {match.group()} is typed by hand in “{short(sentence.text)}”. Numbers are made by the "
            "page: put [[ref:key]] in its place.",
            excerpt=short(sentence.text),
        )
    if match := MALFORMED.search(sentence.text):
        yield _malformed(match.group())
    if sentence.in_heading or (waived and fingerprint_of(sentence.text) in waived):
        return
    live = [sources[key] for key in cited if key in sources]
    if live and not WEAK_TYPES.issuperset(live):
        amount = "" if sentence.has_place else amount_to_take(sentence.text)
        if amount and ClaimKind.QUANTITY in gated:
            yield _unplaced(sentence, amount)
        return
    kinds = {kind: words for kind, words in claimed(sentence.text).items() if kind in gated}
    if kinds:
        yield _weak(sentence, kinds) if live else _uncited(sentence, kinds)
    if not live and not sentence.has_mark and (match := ATTRIBUTION.search(sentence.text)):
        yield Finding(
            code="uncited-attribution",
            message=f"“{short(sentence.text)}” appeals to a source (“{match.group().strip()}”) and cites none. Add "
            "[[ref:key]] to the sentence, or say it in your own name.",
            excerpt=short(sentence.text),
            sentence=sentence.text,
            claims=f"appeals to a source ({match.group().strip()})",
        )


def _uncited(sentence: Sentence, kinds: Mapping[ClaimKind, str]) -> Finding:
    gravest = next(iter(kinds))
    lacks = "the source that it cites is not live" if sentence.has_mark else "cites no source"
    return Finding(
        code=f"uncited-{gravest}",
        message=f"“{short(sentence.text)}” {_does(kinds)} and {lacks}. Add [[ref:key]] to the sentence, or take the "
        "claim out.",
        excerpt=short(sentence.text),
        severity=_severity(kinds),
        sentence=sentence.text,
        claims=_does(kinds),
    )


def _weak(sentence: Sentence, kinds: Mapping[ClaimKind, str]) -> Finding:
    return Finding(
        code="weak-source",
        message=f"“{short(sentence.text)}” {_does(kinds)} and rests on news or a commercial page alone. Cite what those "
        "rest on: a guideline, a review, a study or a fact sheet.",
        excerpt=short(sentence.text),
        severity=_severity(kinds),
        sentence=sentence.text,
        claims=_does(kinds),
    )


def _unplaced(sentence: Sentence, amount: str) -> Finding:
    key = next(iter(sentence.keys), "key")
    return Finding(
        code="dose-without-place",
        message=f"“{short(sentence.text)}” says how much to take ({amount}), and not where its source says so. Name the "
        f"place, for example [[ref:{key} | Table 3]], or quote the source in the citation, so that the next one can check it.",
        excerpt=short(sentence.text),
        sentence=sentence.text,
        claims=f"says how much to take ({amount}), without the place in its source",
    )


def _does(kinds: Mapping[ClaimKind, str]) -> str:
    """ "states a figure (35%) and says what is safe or harmful (side effects)" """
    return " and ".join(f"{DOES[kind]} ({words})" for kind, words in kinds.items())


def _severity(kinds: Iterable[ClaimKind]) -> Severity:
    return Severity.REFUSES if REFUSING.intersection(kinds) else Severity.ADVISES


def _malformed(text: str) -> Finding:
    return Finding(
        code="malformed-citation",
        message=f"“{short(text)}” is no citation that can be read. Expected one to twelve keys of small letters, digits "
        "and hyphens, for example [[ref:cui-2022]], [[ref:cui-2022, liu-2018]] or [[ref:cui-2022 | Table 3]].",
        excerpt=short(text),
    )
