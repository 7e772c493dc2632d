"""All that a draft's form shows of other tables, in few queries: its rows, what they choose, and the names of that.

One query reads the rows of every inline whose columns JSON can carry, one more the names of all that is chosen. What
is read here is only shown: a save reads its rows itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import IntegerField, QuerySet, Value
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from publishing.models import Draft

# Decimals and moments would come back as other values than they are.
PLAIN = (models.IntegerField, models.CharField, models.TextField, models.BooleanField)


@dataclass(kw_only=True)
class FormRows:
    """`rows`: model -> its rows of this draft, in their order. `chosen`: model -> primary key -> what is chosen."""

    rows: dict[Any, list[Any]] = field(default_factory=dict)
    chosen: dict[Any, dict[Any, Any]] = field(default_factory=dict)


def rows_of_form(draft: Any, inlines: Iterable[Any], request: HttpRequest) -> FormRows:
    """Reads the rows of these inlines, and lets the draft and each row know what they choose."""
    foreign_keys = {inline.model: _key_to(draft, inline) for inline in inlines}
    read = {model: key for model, key in foreign_keys.items() if all(map(_is_plain, model._meta.concrete_fields))}
    owners = {type(draft): None, **read}
    choices = [(model, choice) for model in owners for choice in model._meta.many_to_many]
    parts: list[QuerySet[Any]] = [model._default_manager.filter(**{key: draft}) for model, key in read.items()]
    for owner, choice in choices:
        to_draft = owners[owner]
        of = f"{choice.m2m_field_name()}__{to_draft}" if to_draft else choice.m2m_field_name()
        parts.append(choice.remote_field.through._default_manager.filter(**{of: draft}))
    found = read_together(parts)

    rows = {model: _in_order(model, found[number]) for number, model in enumerate(read)}
    for model, key in read.items():
        for row in rows[model]:
            setattr(row, key, draft)
    everything = [draft, *(row for some in rows.values() for row in some)]
    picked = {
        (owner, choice.name): sorted(found[number], key=lambda through: through.pk)
        for number, (owner, choice) in enumerate(choices, start=len(read))
    }
    chosen = _chosen(everything, picked, draft, request)
    _tell(everything, picked, chosen)
    return FormRows(rows=rows, chosen=chosen)


def read_together(parts: list[QuerySet[Any]]) -> list[list[Any]]:
    """The rows of several tables in one query; columns that JSON can't carry are read when somebody asks for them."""
    if not parts:
        return []
    columns = [[one for one in part.model._meta.concrete_fields if _is_plain(one)] for part in parts]
    asked = [
        part.order_by().values_list(
            Value(number, output_field=IntegerField()),
            JSONObject(**{one.attname: one.attname for one in columns[number]}),
        )
        for number, part in enumerate(parts)
    ]
    found: list[list[Any]] = [[] for _ in parts]
    for number, values in asked[0].union(*asked[1:], all=True):
        part = parts[number]
        found[number].append(
            part.model.from_db(
                part.db,
                [one.attname for one in columns[number]],
                [one.to_python(values[one.attname]) for one in columns[number]],
            )
        )
    return found


def _is_plain(column: Any) -> bool:
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    return isinstance(column, PLAIN)


def _key_to(draft: Any, inline: Any) -> str:
    own = [
        one.name
        for one in inline.model._meta.concrete_fields
        if isinstance(one, models.ForeignKey) and one.related_model is type(draft)
    ]
    return inline.fk_name or own[0]


def _in_order(model: Any, rows: list[Any]) -> list[Any]:
    names = [*(str(name) for name in model._meta.ordering), "pk"]
    return sorted(rows, key=lambda row: tuple(getattr(row, name) for name in names))


def _chosen(everything: list[Any], picked: Any, draft: Any, request: HttpRequest) -> dict[Any, dict[Any, Any]]:
    ids: dict[Any, set[Any]] = {}
    for row in everything:
        for one in _keys(row):
            if (pk := getattr(row, one.attname)) is not None and one.related_model is not type(draft):
                ids.setdefault(one.related_model, set()).add(pk)
    for (owner, name), rows in picked.items():
        choice = owner._meta.get_field(name)
        ids.setdefault(choice.related_model, set()).update(
            getattr(row, choice.m2m_reverse_field_name() + "_id") for row in rows
        )
    asked = {model: _names(model, request).filter(pk__in=wanted) for model, wanted in ids.items() if wanted}
    # What is named by way of another table is read with it.
    alone = {model: part for model, part in asked.items() if part.query.select_related}
    together = {model: part for model, part in asked.items() if model not in alone}
    found = dict(zip(together, read_together(list(together.values())), strict=True)) | {
        m: list(p) for m, p in alone.items()
    }
    return {model: {row.pk: row for row in rows} for model, rows in found.items()}


def _names(model: Any, request: HttpRequest) -> QuerySet[Any]:
    # What its list reads besides is needed for the name; of drafts it isn't.
    registered = None if issubclass(model, Draft) else admin.site._registry.get(model)
    return registered.get_queryset(request) if registered else model._default_manager.all()


def _keys(row: Any) -> Iterator[Any]:
    """What an editor can choose in the row."""
    for one in row._meta.concrete_fields:
        if isinstance(one, models.ForeignKey) and one.editable:
            yield one


def _tell(everything: list[Any], picked: Any, chosen: dict[Any, dict[Any, Any]]) -> None:
    for row in everything:
        for one in _keys(row):
            known = chosen.get(one.related_model, {}).get(getattr(row, one.attname))
            if known is not None:
                setattr(row, one.name, known)
        row._prefetched_objects_cache = {}
        for choice in row._meta.many_to_many:
            known = chosen.get(choice.related_model, {})
            row._prefetched_objects_cache[choice.name] = [
                known[getattr(through, choice.m2m_reverse_field_name() + "_id")]
                for through in picked[type(row), choice.name]
                if getattr(through, choice.m2m_field_name() + "_id") == row.pk
            ]
