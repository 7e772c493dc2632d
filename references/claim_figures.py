"""The figure that a sentence states about people, bodies, food or medicine; numbers that only name things are none."""

from __future__ import annotations

import re

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000,
}  # fmt: skip
SMALL = "|".join(WORDS)
DIGITS = r"[0-9]{1,9}(?:[.,][0-9]{1,9}){0,3}"
NUMBER = rf"(?:{DIGITS}|(?:{SMALL})(?:[- ](?:{SMALL}))?)"
RANGE = rf"{NUMBER}(?: ?(?:-|\u2013|to|or|and|/) ?{NUMBER})?"
SOON = r"(?: (?:more|extra|or so|full))?[- ]?"

# Units that are hardly ever written but of a body, a food or a medicine.
STRONG = (
    r"(?:mg\b|mcg\b|ug\b|\u00b5g\b|\u03bcg\b|micrograms?\b|milligrams?\b|iu\b|(?:international )?units?\b|nmol|mmol|\u00b5mol|pmol|"
    r"pg/ml|ng/ml|mmhg|kcal\b|kilojoules\b|calories\b|beats\b)"
)
WEAK = (
    r"(?:g\b|grams?\b|kg\b|kilos?\b|ml\b|millilitres?\b|litres?\b|l\b|\u00b0 ?c\b|degrees?\b|seconds?\b|minutes?\b|hours?\b|days?\b|nights?\b|weeks?\b|"
    r"months?\b|years?\b|doses\b|tablets?\b|servings?\b|portions?\b|hairs\b|cups?\b|times a (?:day|week)\b|times (?:as|more|higher)\b)"
)
PEOPLE = (
    r"(?:people|patients|adults|children|babies|infants|newborns|women|men|americans|participants|volunteers|deaths|births|cases|"
    r"americans|of us|of all|of them)"
)
WITH_STRONG = re.compile(rf"(?<![\w.,]){RANGE}{SOON}{STRONG}", re.I)
WITH_WEAK = re.compile(rf"(?<![\w.,]){RANGE}{SOON}{WEAK}", re.I)
# "Half a cup" is a helping, "half of people" a share.
SHARE = re.compile(
    r"\b(?:(?:a|one|two|three|four|nearly|about|roughly|almost) )?(?:half|thirds?|quarters?|fifths?|tenths?|majority) of\b(?! an?\b)"
    r"|\b(?:two|three|four) (?:thirds|quarters|fifths|tenths)\b|\b(?:doubles?|doubled|halves|halved|triples?|tripled)\b (?:the|their|its|your)\b",
    re.I,
)
PERCENT = re.compile(rf"(?<![\w.,])(?P<number>{NUMBER})[ -]?(?:[%\uff05]|per ?cent\b)(?P<next> \w{{1,20}})?", re.I)
# Part of the name of a food, or a manner of speaking.
WHOLE = frozenset(
    {"sure", "certain", "whole", "wholegrain", "wholemeal", "wholewheat", "fruit", "juice", "orange", "apple", "grape"}
)
RATIO = re.compile(
    rf"(?:(?P<before>[a-z]{{1,20}})[ -])?(?<![\w.,])(?P<part>{NUMBER})[ -](?:in|out of)[ -](?:every |each |about )?"
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
COUNTED = re.compile(
    rf"(?<![\w.,])(?:{NUMBER}|thousands of|millions of|hundreds of)(?: million| thousand)? (?:(?:other|older|young|pregnant|more|american|healthy) )?{PEOPLE}\b",
    re.I,
)
TIMES = re.compile(
    r"\b(?:twice|three times|four times|five times|ten times|[0-9]{1,3} times) (?:as|more|the|higher)\b", re.I
)
MEASURED = re.compile(
    r"\b(?:index|score|ratio|level|count|ferritin|temperature|pressure|rate|intake|limit|allowance)s? (?:of|at|below|above|under|over) [0-9]",
    re.I,
)
# Sentences about the matters that this guide is about; a weak unit counts in these only.
OF_HEALTH = re.compile(
    r"\b(?:bod(?:y|ies)|blood|bones?|heart|liver|nerves?|muscles?|skin|brain|hair(?:s)?|symptoms?|recover\w*|treat\w*|therap\w+|tests?|tablets?|"
    r"doses?|medicines?|drugs?|disease|infect\w+|incubation|deficien\w+|lack|stores?d?|levels?|intakes?|vitamins?|minerals?|iron|iodine|copper|calcium|"
    r"zinc|sodium|salt|potassium|magnesium|thiamin|folate|caffeine|protein|fibre|fat|sugar|pregnan\w+|birth|bab(?:y|ies)|newborns?|infants?|sleep|"
    r"fever|temperature|weight|life expectancy|half-life|daily|deaths?|adults?|milk|meal|vaccin\w+|trial|participants|patients|injections?|"
    r"stretching|walk|activity|exercise|sun|anaemia|cramps?|strokes?|vegans?|supplements?|overdose|portion|serving|beans|paracetamol|treatment)\b",
    re.I,
)
# The number names a thing, a place in an order, a moment or an age of somebody.
NAMING = re.compile(
    r"\bper 100 ?(?:g|ml|grams?)\b|\b(?:chapter|table|figure|section|part|phase|type|step|pages?|group|stage|grade|version|volume|issue|number|level|class|category|room|hall|"
    r"floor|bus|question|edition|sr|release|covid|omega|vitamin|photo) ?-?[a-z]?[0-9]+(?:\.[0-9]+)?\b"
    r"|\bvitamins? [a-z][0-9]{1,2}\b|\b[a-z]-?[0-9]{1,2}\b"
    r"|\b(?:in|since|of|until|from|between|by|to|and) (?:1[5-9]|20)[0-9]{2}\b"
    r"|\b(?:aged?|ages) (?:of )?(?:[0-9]{1,3}|one|two|three|four|five|six)(?: ?(?:-|\u2013|to|and) ?(?:[0-9]{1,3}|over|older|under|above))?(?: (?:years|months))?(?: (?:and|or) (?:over|older|under|above|more))?"
    r"|\b(?:people|adults|women|men|children|anyone|someone|person|those|everyone|boys|girls|babies|infants)(?: aged)? (?:over|under|above|below|from|up to|older than|younger than|between) [0-9]{1,3}(?: (?:to|and) [0-9]{1,3})?(?: years| months)?(?: of age| old)?"
    r"|\b[0-9]{1,3}(?: to [0-9]{1,3})?[- ](?:years?|months?)[- ](?:old|of age)\b"
    # A time of the day; with a unit behind it, it is an amount: 0.45 g.
    rf"|\b[0-9]{{1,2}}[:.][0-9]{{2}}(?: ?[ap]\.?m\b)?(?![0-9]|[- ]?(?:{STRONG}|{WEAK}))"
    r"|\b[0-9]{1,2} ?[ap]\.m\."
    r"|\b[0-9]{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.I,
)
KITCHEN = re.compile(
    r"^(?:then |now |next,? )?(?:preheat|stir|add|soak|cut|chop|slice|simmer|boil|bake|chill|serves?|makes|season|toast|wash|drain|mix|pour|cook|heat|"
    r"roast|fry|blend|whisk|knead|grate|peel|rinse|leave|cover|drizzle|sprinkle|fold|melt)\b",
    re.I,
)
OWN_STORY = re.compile(
    r"^(?:i|my|our|she|he|her|his|we|they told|the nurse|the committee|at [0-9]{2})\b(?!.{0,40}\b(?:absorb|need|lose|recommend|get fewer)\b)",
    re.I,
)
ELSEWHERE = re.compile(
    r"\b(?:reading time|min read|euros?|dollars?|pounds sterling|sold for|costs?|pack of|kit comes|founded|beds|open from|opening|arrive|early|"
    r"train|marathon|course|answer within|working days|cubes|copyright|published|reviewed|met (?:twice|four)|experts|wrote|database|microgram is|"
    r"milligram is|gram is|international unit is|cranial|vertebrae|pairs of|biscuits|patient group|first tuesday|foods|strips)\b",
    re.I,
)


def figure(text: str) -> str:
    """The figure as it is written, or ""."""
    if found := _percentage(text) or _proportion(text):
        return found
    if KITCHEN.search(text) or OWN_STORY.search(text) or ELSEWHERE.search(text):
        return ""
    plain = NAMING.sub(" ", text)
    for pattern in (WITH_STRONG, TIMES, MEASURED, COUNTED, SHARE):
        if match := pattern.search(plain):
            return match.group().strip()
    if OF_HEALTH.search(plain) and (match := WITH_WEAK.search(plain)):
        return match.group().strip()
    return ""


def _percentage(text: str) -> str:
    for match in PERCENT.finditer(text):
        following = (match.group("next") or "").strip().lower()
        if not (_value(match.group("number")) == 100 and following in WHOLE):
            return match.group().removesuffix(match.group("next") or "")
    return ""


def _proportion(text: str) -> str:
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
    if number[:1].isdigit():
        return float(number.replace(",", "")) if number.count(".") <= 1 else 0.0
    return float(WORDS.get(re.split(r"[- ]", number.lower())[0], 0))
