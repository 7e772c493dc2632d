"""Where an item is used: live pages that name it and drafts that hold it, each in words; refuses to change anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from publishing import kinds
from publishing.candidates import candidate
from publishing.kinds import AnyKind, KeyOf
from publishing.models import Draft, DraftCheck, Item
from publishing.moment import Moment

# What a page does with the item, by the role of its link; a role that is missing here is shown as it is.
ROLES = {
    "about": "is about it",
    "answers": "shows it among its questions",
    "author": "is signed by it",
    "cites": "cites it",
    "signs": "shows its signs in a table",
    "compares": "compares it in a table",
    "disclaimer": "carries it at its foot",
    "doses": "speaks of doses of it",
    "foods": "lists foods by it",
    "links": "links to it in its text",
    "deficiency": "makes a statement about it",
}
# A short key stands in many texts: so many drafts are read at once to see whether they mean the item.
MOST_READ = 40


@dataclass(frozen=True, kw_only=True)
class Use:
    title: str
    kind: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Uses:
    """Role in words -> what uses the item in that role. Of drafts those from `first` on, as many as are read at once."""

    live: dict[str, list[Use]]
    drafts: dict[str, list[Use]]
    first: int = 0
    unread: int = 0
    rest_url: str = ""

    def __bool__(self) -> bool:
        return bool(self.live or self.drafts or self.unread)


def uses_of(item: Item, *, at: datetime, first: int = 0) -> Uses:
    keys = set(item.keys.values_list("key", flat=True)) | {item.key}
    perhaps = sorted(_perhaps(item, keys), key=lambda draft: (str(draft), str(draft.item_id)))
    behind = first + MOST_READ
    return Uses(
        live=_live(item, at=at),
        drafts=_drafts(item, keys, perhaps[first:behind]),
        first=first,
        unread=max(0, len(perhaps) - behind),
        rest_url=f"{reverse('admin:publishing_item_uses', args=[item.id])}?from={behind}",
    )


def forget_checks_of_users(item: Item) -> None:
    """What drafts that may hold the item were found to be no longer holds; lists say “not checked” of them."""
    holders = _perhaps(item, set(item.keys.values_list("key", flat=True)) | {item.key})
    DraftCheck.objects.filter(item__in=[draft.item_id for draft in holders]).delete()


def live_pages(item: Item, *, at: datetime) -> int:
    """On how many live pages other than its own the item is named: one query."""
    return len({said.source_id for said in Moment(at).incoming(item.id)} - {item.id})


def _live(item: Item, *, at: datetime) -> dict[str, list[Use]]:
    found: dict[str, dict[UUID, Use]] = {}
    for said in Moment(at).incoming(item.id):
        if said.source_id != item.id:
            use = Use(title=said.card.title, kind=kinds.get(said.kind).label, url=said.card.path)
            found.setdefault(_words(said.role), {})[said.source_id] = use
    return {role: list(uses.values()) for role, uses in sorted(found.items())}


def _drafts(item: Item, keys: set[str], perhaps: list[Draft]) -> dict[str, list[Use]]:
    own = {item.id, *(KeyOf(item.kind, key) for key in keys)}
    found: dict[str, dict[UUID, Use]] = {}
    for draft in perhaps:
        for mention in candidate(draft.item).mentions:
            if mention.target in own:
                use = Use(title=str(draft), kind=kinds.get(draft.kind).label, url=_change_url(draft))
                found.setdefault(_words(mention.role), {})[draft.item_id] = use
    return {role: list(uses.values()) for role, uses in sorted(found.items())}


def _perhaps(item: Item, keys: set[str]) -> list[Draft]:
    """Drafts that choose the item, or whose text has its id or key in it."""
    own = kinds.get(item.kind)
    chosen = own.draft_model._default_manager.filter(item=item)
    # A link in a text names the item by its id; a citation names a record of the library by its key.
    texts = [str(item.id), *(keys if own.publishes_on_save else ())]
    found: dict[UUID, Draft] = {}
    for kind in kinds.every():
        for model, to_draft in _rows_of(kind):
            condition = _condition(model, chosen, texts)
            if condition is None:
                continue
            ids = model._default_manager.filter(condition).values(to_draft)
            for draft in kind.draft_model._default_manager.filter(pk__in=ids).select_related("item"):
                found[draft.item_id] = draft
    found.pop(item.id, None)
    return list(found.values())


def _rows_of(kind: AnyKind) -> Iterator[tuple[Any, str]]:
    """The kind's draft model and the models of its rows, each with its way to the draft's primary key."""
    yield kind.draft_model, "pk"
    for relation in kind.draft_model._meta.related_objects:
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.CASCADE:
            yield relation.related_model, relation.field.attname


def _condition(model: Any, chosen: Any, texts: list[str]) -> Q | None:
    conditions = [
        Q(**{f"{field.name}__in": chosen})
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.related_model is chosen.model and getattr(field.remote_field, "on_delete", None) is not models.CASCADE
    ]
    fields = [field.name for field in model._meta.concrete_fields if isinstance(field, models.TextField)]
    conditions += [Q(**{f"{name}__icontains": text}) for name in fields for text in texts]
    if not conditions:
        return None
    whole = conditions[0]
    for condition in conditions[1:]:
        whole |= condition
    return whole


def _words(role: str) -> str:
    return ROLES.get(role, role)


def _change_url(draft: Draft) -> str:
    return reverse(f"admin:{draft._meta.app_label}_{draft._meta.model_name}_change", args=[draft.pk])
