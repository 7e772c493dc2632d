"""Rows for tests, made on the path that editors take; refuses states that no editor could reach.

Named people: Ada edits, Ravi reviews, Mo may do neither.
"""

from __future__ import annotations

from typing import Any, TypeVar

from publishing.models import Draft, Person, User
from publishing.workflow import publish

DraftT = TypeVar("DraftT", bound=Draft)


def make_user(*, name: str = "ada") -> User:
    """The user of that name, made when first asked for."""
    return User.objects.filter(username=name).first() or User.objects.create_user(username=name)


def make_person(
    *,
    name: str = "Ravi Rao",
    disclosure: str = "Nothing to disclose.",
    live: bool = False,
    **fields: Any,
) -> Person:
    person = Person(name=name, disclosure=disclosure, **fields)
    person.save()
    if live:
        publish([person.item], by=make_user())
        person.refresh_from_db()
    return person


def edit(draft: DraftT, **fields: Any) -> DraftT:
    """Saves changes as the admin does: on a copy read afresh."""
    copy = type(draft)._default_manager.get(pk=draft.pk)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    return copy
