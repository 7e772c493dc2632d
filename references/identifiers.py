"""Turns what people paste for a DOI, PMID, PMCID, ISBN or web address into the one form we store; refuses what it can't read."""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# Nothing that is still an identifier is longer. The limit also bounds every loop below on hostile input.
MAX_LENGTH = 2000

# Characters that copying from PDFs and web pages leaves behind, seen by nobody.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

DOI_PREFIX = re.compile(r"(?:https?://)?(?:www\.|dx\.)?doi\.org/|(?:info|urn):doi[:/]|doi\b\s*[:\uff1a=]?\s*", re.I)
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/[^\s,]+")
PMID = re.compile(r"[1-9][0-9]{0,7}")
PMID_PREFIX = re.compile(
    r"(?:https?://)?(?:(?:www\.|m\.)?pubmed\.ncbi\.nlm\.nih\.gov/|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/)|pmid\s*[:\uff1a]?\s*",
    re.I,
)
PMCID = re.compile(r"PMC([1-9][0-9]{0,9})(?:\.[0-9]{1,3})?", re.I)
PMCID_PREFIX = re.compile(
    r"(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov/articles/|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:labs/)?pmc/articles/)"
    r"|pmcid\s*[:\uff1a]?\s*",
    re.I,
)
ISBN_PREFIX = re.compile(r"(?:urn:)?isbn", re.I)
# A note such as "(pbk.)" or a second number may follow.
ISBN_CHARACTERS = re.compile(r"[0-9Xx\s:\uff1a\u2010-\u2015\u2212-]*")

TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid"})
# Sites that answer https with the same page; elsewhere http and https may differ, so the scheme stays as given.
HTTPS_HOSTS = (
    "doi.org",
    "nih.gov",
    "cdc.gov",
    "fda.gov",
    "usda.gov",
    "medlineplus.gov",
    "who.int",
    "nhs.uk",
    "europa.eu",
)
DEFAULT_PORTS = {"http": 80, "https": 443}


class BadIdentifier(ValueError):
    """The message names the value, what was expected and an example; it is fit to show to an editor."""

    def __init__(self, value: str, *, expected: str, example: str) -> None:
        shown = value if len(value) <= 60 else value[:57] + "..."
        printable = "".join(c if c.isprintable() else "\ufffd" for c in shown)
        super().__init__(f"\u201c{printable}\u201d is not {expected}, for example {example}.")


def _tidy(text: str) -> str:
    while (unescaped := html.unescape(text)) != text:
        text = unescaped
    return text.translate(INVISIBLE).strip()


def _without_prefix(text: str, prefix: re.Pattern[str]) -> str:
    """Takes off repeated prefixes too: "doi: https://doi.org/10...." is often pasted."""
    text = text.lstrip("([<\"'\u201c\u2018 ")
    while match := prefix.match(text):
        text = text[match.end() :]
    return text


def _decode(text: str) -> str:
    """Percent-decodes until nothing changes: links copied out of links are encoded twice."""
    while (decoded := unquote(text)) != text:
        text = decoded
    return text


def _without_trailing_noise(text: str) -> str:
    pairs = {")": "(", "]": "[", ">": "<", "}": "{"}
    while text:
        last = text[-1]
        unbalanced = last in pairs and text.count(last) > text.count(pairs[last])
        if not unbalanced and last not in ".,;:\"'\u201d\u2019":
            break
        text = text[:-1]
    return text


def normalise_doi(text: str) -> str:
    """Lower case, because DOIs compare without case."""
    wrong = BadIdentifier(
        text,
        expected="a DOI: 10., a number of four to nine digits, a slash and the rest",
        example="10.1017/S0007114518000491",
    )
    if len(text) > MAX_LENGTH:
        raise wrong
    tidy = _tidy(text)
    if not tidy:
        return ""
    from_link = "doi.org/" in tidy.lower()
    bare = _decode(_without_prefix(tidy, DOI_PREFIX))
    if from_link:
        bare = re.split(r"[?#]", bare, maxsplit=1)[0]
    bare = bare.split("[doi]", 1)[0]
    match = DOI.match(bare)
    doi = _without_trailing_noise(match.group()).lower() if match else ""
    if not doi or doi.endswith("/") or not doi.isprintable():
        raise wrong
    return doi


def normalise_pmid(text: str) -> str:
    wrong = BadIdentifier(text, expected="a PMID: one to eight digits, not starting with 0", example="36263304")
    if len(text) > MAX_LENGTH:
        raise wrong
    tidy = _tidy(text)
    if not tidy:
        return ""
    bare = re.split(r"[/?#\[]", _without_prefix(tidy, PMID_PREFIX), maxsplit=1)[0].strip().rstrip(".,;)")
    if not PMID.fullmatch(bare):
        raise wrong
    return bare


def normalise_pmcid(text: str) -> str:
    """A number without PMC is refused: it would be taken for a PMID."""
    wrong = BadIdentifier(text, expected="a PMCID: PMC and a number", example="PMC9573946")
    if len(text) > MAX_LENGTH:
        raise wrong
    tidy = _tidy(text)
    if not tidy:
        return ""
    bare = re.split(r"[/?#\[]", _without_prefix(tidy, PMCID_PREFIX), maxsplit=1)[0].strip().rstrip(".,;)")
    match = PMCID.fullmatch(bare)
    if not match:
        raise wrong
    return "PMC" + match.group(1)


def normalise_isbn(text: str) -> str:
    """ISBN-13 without hyphens, whichever of the two forms was given."""
    wrong = BadIdentifier(
        text, expected="an ISBN: 10 or 13 digits with a right check digit", example="978-0-309-06935-9"
    )
    if len(text) > MAX_LENGTH:
        raise wrong
    tidy = _tidy(text)
    if not tidy:
        return ""
    match = ISBN_CHARACTERS.match(_without_prefix(tidy, ISBN_PREFIX))
    digits = "".join(c for c in match.group() if c in "0123456789Xx").upper() if match else ""
    if len(digits) in (12, 15) and digits[:2] in ("10", "13"):
        digits = digits[2:]  # from "ISBN-10: ..." or "ISBN-13: ..."
    if len(digits) == 10 and _isbn10_holds(digits):
        digits = _isbn13_from(digits)
    if len(digits) != 13 or "X" in digits or digits[:3] not in ("978", "979") or _isbn13_check(digits) != digits[-1]:
        raise wrong
    return digits


def _isbn10_holds(digits: str) -> bool:
    if "X" in digits[:9]:
        return False
    values = [10 if c == "X" else int(c) for c in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _isbn13_from(isbn10: str) -> str:
    stem = "978" + isbn10[:9]
    return stem + _isbn13_check(stem)


def _isbn13_check(digits: str) -> str:
    total = sum(int(c) * (3 if place % 2 else 1) for place, c in enumerate(digits[:12]))
    return str(-total % 10)


def canonical_url(text: str) -> str:
    """One spelling per page: host in lower case, no fragment, no tracking words, no default port."""
    wrong = BadIdentifier(
        text,
        expected="a web address: http:// or https://, a host and a path, without user names or blanks",
        example="https://www.nhs.uk/conditions/",
    )
    if len(text) > MAX_LENGTH:
        raise wrong
    tidy = text.translate(INVISIBLE).strip()
    if not tidy:
        return ""
    if "\\" in tidy or any(c.isspace() or not c.isprintable() for c in tidy):
        raise wrong
    try:
        parts = urlsplit(tidy)
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        raise wrong from None
    if parts.scheme not in DEFAULT_PORTS or not host or "@" in parts.netloc:
        raise wrong
    known = any(host == site or host.endswith("." + site) for site in HTTPS_HOSTS)
    scheme = "https" if known and port in (None, 80) else parts.scheme
    if port is not None and port not in (DEFAULT_PORTS[parts.scheme], DEFAULT_PORTS[scheme]):
        host = f"{host}:{port}"
    url = urlunsplit((scheme, host, _encoded(parts.path) or "/", _encoded(_without_tracking(parts.query)), ""))
    if len(url) > MAX_LENGTH:
        raise wrong
    return url


def _ascii_host(host: str) -> str:
    """Raises ValueError for a host that can't exist."""
    if ":" in host:
        return f"[{host}]"
    name = host.rstrip(".").encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", name):
        raise ValueError(host)
    return name


def _without_tracking(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name = pair.split("=", 1)[0].lower()
        if pair and not name.startswith("utm_") and name not in TRACKING:
            kept.append(pair)
    return "&".join(kept)


def _encoded(text: str) -> str:
    """Encodes what a URL may not hold; what is encoded already stays, with its digits in upper case."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    text = re.sub(r"%[0-9A-Fa-f]{2}", lambda match: match.group().upper(), text)
    return quote(text, safe="/:@!$&'()*+,;=~-._%?[]|")
