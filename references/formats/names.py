"""Names out of one string, person or organisation, in the orders that the formats use. Guesses are few and stated here."""

from __future__ import annotations

import re

from references.csl import Name
from references.formats.text import plain

# Words that no person's name holds.
GROUP = re.compile(
    r"\b(?:organi[sz]ation|institut\w*|group|committee|universit\w+|society|societies|association|national|department|dept|"
    r"ministry|force|collaborat\w+|consorti\w+|cent(?:er|re)s?|office|academ(?:y|ies)|agency|council|federation|"
    r"foundation|network|trial|study|studies|investigators|inc|ltd|llc|nhs|who|cdc|nih|usda|college|board|services?|"
    r"commission|clinic|hospital|press|programm?e?|union|administration|laborator(?:y|ies)|team|panel|working|staff|"
    r"initiative|project|registry|authority|bureau|international|health|medical|medicine|research|statistics|library|"
    r"collection|company|corporation|trust|alliance|partnership|division|government|staff|editors?|writers?)\b",
    re.I,
)
INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,4}")
SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?", re.I)
# The end of a list that names no further person.
OTHERS = re.compile(r"(?:and )?others|et al\.?", re.I)


def person(family: str, given: str = "", suffix: str = "") -> Name | None:
    """A name of its parts, whatever stands in them."""
    family, given, suffix = (plain(part).strip("{} ,;") for part in (family, given, suffix))
    family = " ".join(family.replace(",", " ").split())
    if suffix:
        given = f"{given}, {suffix}" if given else suffix
    if not family:
        return organisation(given)
    return Name(family=family, given=" ".join(given.split()))


def organisation(text: str) -> Name | None:
    text = plain(text)
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return Name(literal=text) if text else None


def read_name(text: str, *, is_organisation: bool = False) -> Name | None:
    """One name: "Family, Given", "Family, Given, Jr", "Family GN", "Given Family", or an organisation.

    Organisations keep a comma when it is doubled ("University of Example,, Exampleton") and may end in one.
    """
    text = plain(text).strip("; ")
    if not text or OTHERS.fullmatch(text):
        return None
    if ",," in text or is_organisation or (text.startswith("{") and text.endswith("}")):
        return organisation(text.replace(",,", ",").rstrip(","))
    family, comma, rest = (part.strip() for part in text.partition(","))
    if comma:
        return _with_comma(text, family, rest)
    return _without_comma(text)


def _with_comma(text: str, family: str, rest: str) -> Name | None:
    if not rest:
        return organisation(family) if " " in family else person(family)
    if GROUP.search(family) and " " in family and len(rest.split()) > 1:
        return organisation(text)
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if SUFFIX.fullmatch(given) and suffix:
        given, suffix = suffix, given  # BibTeX puts Jr in the middle
    return person(family, given, suffix)


def _without_comma(text: str) -> Name | None:
    words = text.split()
    if len(words) == 1 or GROUP.search(text) or len(words) > 5:
        return organisation(text)
    suffix = words.pop() if SUFFIX.fullmatch(words[-1]) and len(words) > 2 else ""
    if INITIALS.fullmatch(words[-1]) and not INITIALS.fullmatch(words[0]):
        return person(" ".join(words[:-1]), words[-1], suffix)
    return given_first(words, suffix)


def given_first(words: list[str], suffix: str = "") -> Name | None:
    """ "Ludwig van der Berg": particles in small letters begin the family name."""
    if not words:
        return None
    begin = len(words) - 1
    for place, word in enumerate(words[1:-1], start=1):
        if word[:1].islower():
            begin = place
            break
    if len(words) > 1 and words[0][:1].islower():
        begin = 0
    return person(" ".join(words[begin:]), " ".join(words[:begin]), suffix)


def written(name: Name) -> str:
    """One string that `read_name` reads as this name again."""
    if not name.literal:
        return f"{name.family}, {name.given}".rstrip()
    if "," in name.literal:
        return name.literal.replace(",", ",,", 1)
    if read_name(name.literal) == name or " " not in name.literal:
        return name.literal
    return name.literal + ","
