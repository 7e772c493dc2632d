"""What the words of one passage show to be unsourced or miscited; it knows no reference and can't tell a good one.

Each check prefers to name a sentence that is fine to passing one that isn't, with these exceptions, which are never
claims: headings, "100% juice", "2 in 1", "chapter 1 in 2015", "according to your weight".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from references.marks import Sentence, broken_marks, sentences

EXCERPT_LENGTH = 200

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1_000_000,
}  # fmt: skip
NUMBER = rf"[0-9]{{1,9}}(?:[.,][0-9]{{1,9}}){{0,3}}|{'|'.join(WORDS)}"

BARE_NUMBER = re.compile(r"\[ ?[0-9]{1,3}(?: ?[,;\u2013-] ?[0-9]{1,3}){0,30} ?\]")
MALFORMED = re.compile(r"\[{1,2} ?refs? ?:[^\[\]]{0,200}\]{0,2}", re.I)
PERCENT = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})[ -]?(?:[%\uff05]|per ?cent\b)(?P<next> \w{{1,20}})?", re.I)
# Part of the name of a food, or a manner of speaking.
WHOLE = frozenset(
    {"sure", "certain", "whole", "wholegrain", "wholemeal", "wholewheat", "fruit", "juice", "orange", "apple", "grape"}
)
RATIO = re.compile(
    rf"(?:(?P<before>[a-z]{{1,20}})[ -])?(?<![\w.,])(?P<part>{NUMBER})[ -](?:in|out of)[ -](?:every |each )?"
    rf"(?P<whole>{NUMBER})(?![\w%])(?P<next> [a-z]{{1,20}})?",
    re.I,
)
# "Chapter 1 in 2015": the number names a thing.
NAMED_BY_NUMBER = frozenset(
    (
        "chapter", "table", "figure", "section", "part", "phase", "type", "step", "page", "group", "stage", "grade",
        "version", "volume", "number", "day", "week", "level", "class", "category", "diabetes", "vitamin",
    )
)  # fmt: skip
UNITS = frozenset(
    (
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
        "year", "years", "decade", "decades",
    )
)  # fmt: skip
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


class Finding(NamedTuple):
    code: str
    message: str
    excerpt: str


def findings(html: str) -> list[Finding]:
    """At most one finding of each kind for each sentence, in the order of the text."""
    found = [finding for sentence in sentences(html) for finding in _of_sentence(sentence)]
    return found + [_malformed(text) for text in broken_marks(html)]


def _of_sentence(sentence: Sentence) -> Iterator[Finding]:
    if match := BARE_NUMBER.search(sentence.text):
        yield Finding(
            "bare-number",
            f"The number {match.group()} is typed by hand in “{_short(sentence.text)}”. Numbers are made by the page: "
            "put [[ref:key]] in its place.",
            _short(sentence.text),
        )
    if match := MALFORMED.search(sentence.text):
        yield _malformed(match.group())
    if sentence.in_heading or sentence.has_mark:
        return
    if quantity := _quantity(sentence.text):
        yield Finding(
            "uncited-quantity",
            f"“{_short(sentence.text)}” states a figure ({quantity}) and cites no source. Add [[ref:key]] to the "
            "sentence, or take the figure out.",
            _short(sentence.text),
        )
    if match := ATTRIBUTION.search(sentence.text):
        yield Finding(
            "uncited-attribution",
            f"“{_short(sentence.text)}” appeals to a source (“{match.group().strip()}”) and cites none. Add "
            "[[ref:key]] to the sentence, or say it in your own name.",
            _short(sentence.text),
        )


def _malformed(text: str) -> Finding:
    return Finding(
        "malformed-citation",
        f"“{_short(text)}” is no citation that can be read. Expected one to twelve keys of small letters, digits and "
        "hyphens, for example [[ref:cui-2022]], [[ref:cui-2022, liu-2018]] or [[ref:cui-2022 | Table 3]].",
        _short(text),
    )


def _quantity(text: str) -> str:
    """The percentage or proportion that the sentence states, or ""."""
    for match in PERCENT.finditer(text):
        following = (match.group("next") or "").strip().lower()
        if not (_value(match.group("number")) == 100 and following in WHOLE):
            return match.group().removesuffix(match.group("next") or "")
    for match in RATIO.finditer(text):
        if _is_proportion(match):
            return f"{match.group('part')} in {match.group('whole')}"
    return ""


def _is_proportion(match: re.Match[str]) -> bool:
    part, whole = match.group("part"), match.group("whole")
    following = (match.group("next") or "").strip().lower()
    if _value(part) >= _value(whole) or following in UNITS:
        return False
    if (match.group("before") or "").lower() in NAMED_BY_NUMBER:
        return False
    # "Rose by 3 in 2015": a year, unless people follow.
    return not (re.fullmatch(r"(?:19|20)[0-9]{2}", whole) and not following)


def _value(number: str) -> float:
    if number.lower() in WORDS:
        return WORDS[number.lower()]
    return float(re.sub(r",", "", number)) if number.count(".") <= 1 else 0.0


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 1].rstrip() + "…"
