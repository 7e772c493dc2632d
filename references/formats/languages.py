"""Languages by their two-letter codes, which the library keeps; English, the guide's own, is left out."""

from __future__ import annotations

import re

CODES = {
    "en": "english eng",
    "de": "german ger deu ngerman deutsch",
    "fr": "french fre fra français francais",
    "es": "spanish spa español espanol",
    "it": "italian ita italiano",
    "pt": "portuguese por português",
    "nl": "dutch dut nld nederlands",
    "pl": "polish pol polski",
    "ru": "russian rus",
    "ja": "japanese jpn",
    "zh": "chinese chi zho",
    "sv": "swedish swe svenska",
    "da": "danish dan dansk",
    "no": "norwegian nor norsk",
    "fi": "finnish fin suomi",
    "cs": "czech cze ces",
    "hu": "hungarian hun",
    "tr": "turkish tur",
    "ko": "korean kor",
    "he": "hebrew heb",
    "ar": "arabic ara",
    "el": "greek gre ell",
    "ro": "romanian rum ron",
    "hr": "croatian hrv",
    "sr": "serbian srp",
    "uk": "ukrainian ukr",
}
BY_NAME = {name: code for code, names in CODES.items() for name in names.split()}
CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?", re.I)


def language_code(text: str) -> str:
    """de of "German", "ger", "de-CH" or "DE"; nothing of English, and of what is no language."""
    text = text.strip().lower()
    code = BY_NAME.get(text, "")
    if not code and (found := CODE.fullmatch(text)):
        code = found[1]
    return "" if code == "en" else code


def language_name(code: str) -> str:
    """The English name, or nothing where the code is not one of those that are known."""
    names = CODES.get(code.lower()[:2], "")
    return names.split()[0].capitalize() if names else ""
