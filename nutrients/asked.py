"""What a reader chose in a form of a page: read from the address, brought into one normal form, or told what is wrong with it.

One choice has one address, so that it can be shared and kept. Whatever else stands in the address changes nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponsePermanentRedirect

from nutrients.names_like import nearest
from publishing.models import Edition

# No choice of ours is longer; what is can't be a name.
LONGEST = 200
Pairs = Sequence[tuple[str, str]]


# How many names are offered for one that isn't there.
LIKE_IT = 6


@dataclass(frozen=True, kw_only=True)
class Meant:
    """The same choice with a name that is there: its title and its address."""

    title: str
    address: str


class BadChoice(ValueError):
    """What was asked for does not exist, or is too much. The message names it and the way out, `like` what it may mean."""

    def __init__(self, message: str, *, like: Sequence[Meant] = ()) -> None:
        super().__init__(message)
        self.like = like


def meant(
    request: HttpRequest,
    name: str,
    unknown: str,
    there: Iterable[tuple[str, str, Iterable[str]]],
    *,
    parameters: Container[str],
) -> list[Meant]:
    """What the unknown value of a parameter may mean, by (slug, title, other names) of what is there."""
    names = ((one, (slug, title)) for slug, title, others in there for one in (title, *others))
    given = [
        (key, value) for key, every in request.GET.lists() if key in parameters for value in every if value.strip()
    ]
    return [
        Meant(
            title=title,
            address=address(
                request.path,
                [(key, slug if key == name and value.strip() == unknown else value) for key, value in given],
            ),
        )
        for slug, title in nearest(unknown.replace("-", " "), names, most=LIKE_IT)
    ]


def values(request: HttpRequest, name: str, *, most: int) -> list[str]:
    """The filled values of a parameter, each once. Raises BadChoice when there are more than can be shown."""
    found = list(dict.fromkeys(value.strip() for value in request.GET.getlist(name) if value.strip()))
    if len(found) > most:
        raise BadChoice(f"Here are {len(found)} choices, and one page has room for {most} at most. Leave some out.")
    for value in found:
        if len(value) > LONGEST or "\x00" in value:
            raise BadChoice(f"“{value[:40]}…” is no name. Choose one from the form below.")
    return found


def known_of(request: HttpRequest, name: str, known: Container[str]) -> list[str]:
    """What of a refused choice the form can keep: the values that it has, each once."""
    return [value for value in dict.fromkeys(request.GET.getlist(name)) if value in known]


def one_of(request: HttpRequest, name: str, known: Iterable[str], *, default: str) -> str:
    """The one value of a parameter. Raises BadChoice for a value that the form doesn't have."""
    value = request.GET.get(name, "").strip() or default
    if value != default and value not in known:
        raise BadChoice(f"“{value[:40]}” can't be chosen here. Choose from the form below.")
    return value


def normal(pairs: Pairs, *, defaults: Pairs = ()) -> Pairs:
    """The pairs as the address has them: without what is empty or goes without saying."""
    return [(name, value) for name, value in pairs if value and (name, value) not in defaults]


def moved_to_normal(
    request: HttpRequest, pairs: Pairs, *, names: Iterable[str]
) -> HttpResponsePermanentRedirect | None:
    """The way to the choice's one address, where it was asked for in another form."""
    known = set(names)
    given = [(name, value) for name, every in request.GET.lists() if name in known for value in every]
    if given == list(pairs):
        return None
    return HttpResponsePermanentRedirect(address(request.path, pairs))


def slug_of(edition: Edition) -> str:
    """What a choice calls the page of this edition."""
    return edition.path.rstrip("/").rpartition("/")[2]


def address(path: str, pairs: Pairs) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path
