"""Keys for citations: readable, of the first author and the year, and never one that a record has or once had."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from itertools import count

from django.utils.text import slugify

from publishing.models import ItemKey, Path
from publishing.models.drafts import RESERVED_SLUGS
from references.csl import Name, Source
from references.models import KEY, Reference

MOST_WORDS = 3
LONGEST = 48
SMALL_WORDS = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})
# Letters that come apart into nothing.
SPELLED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "\u0131": "i"}
)


class Keys:
    """Gives each source its key, and remembers those given. All keys of the library are read once."""

    def __init__(self) -> None:
        self._taken = set(RESERVED_SLUGS)
        self._taken |= set(ItemKey.objects.filter(kind=Reference.kind).values_list("key", flat=True))
        paths = Path.objects.filter(path__startswith="/references/").values_list("path", flat=True)
        self._taken |= {path.removeprefix("/references/").rstrip("/") for path in paths}

    def take(self, source: Source) -> str:
        """The source's own key where it is one of ours, else one made of its first author and year."""
        own = source.key if KEY.fullmatch(source.key) and "-" in source.key.strip("-") else ""
        stem = own if own and not own.endswith("-") else key_of(source)
        key = next(key for key in _variants(stem) if key not in self._taken)
        self._taken.add(key)
        return key


def key_of(source: Source) -> str:
    """briani-2013, who-2020, or the first words of the title when nobody signed it."""
    year = str(source.issued[0]) if source.issued else ""
    first = next(iter(source.authors or source.editors), None)
    stem = _of_name(first) if first else ""
    if not stem or not year:
        stem = "-".join(part for part in (stem, _of_title(source.title)) if part)
    key = "-".join(part for part in (stem[:LONGEST].strip("-"), year) if part)
    return key if KEY.fullmatch(key) else f"source-{year}".rstrip("-")


def _of_name(name: Name) -> str:
    if name.family:
        return _slug(name.family)
    capitals = re.findall(r"\b[A-Z]", name.literal)
    return "".join(capitals).lower() if len(capitals) > 2 else _slug(name.literal)


def _of_title(title: str) -> str:
    kept = [word for word in _slug(re.sub(r"<[^>]*>", "", title)).split("-") if word not in SMALL_WORDS]
    return "-".join(kept[:MOST_WORDS])


def _slug(text: str) -> str:
    return slugify(unicodedata.normalize("NFKD", text.translate(SPELLED))).replace("_", "-").strip("-")


def _variants(stem: str) -> Iterator[str]:
    """briani-2013, briani-2013b, briani-2013c ... briani-2013-27 ..."""
    yield stem
    for letter in string.ascii_lowercase[1:]:
        yield f"{stem}{letter}" if stem[-1:].isdigit() else f"{stem}-{letter}"
    for number in count(27):
        yield f"{stem}-{number}"
