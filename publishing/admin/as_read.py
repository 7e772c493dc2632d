"""A form that may only be read: its texts as they look, with links that lead somewhere. Nothing of it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from publishing.admin.form_rows import FormRows
from publishing.models import Draft
from publishing.moment import Moment


def show_as_read(draft: Draft, found: FormRows, *, at: datetime) -> None:
    """Whoever reviews a draft reads no markup, and follows its links to other pages as readers would.

    A column that holds more than plain words says which items a text names, and how it looks once they have addresses.
    """
    rows = [draft, *(row for rows in found.rows.values() for row in rows)]
    texts = [
        (row, column, stored)
        for row in rows
        for column in row._meta.concrete_fields
        if hasattr(column, "as_read") and (stored := getattr(row, column.attname))
    ]
    leads_to = _addresses({name for _, column, stored in texts for name in column.items_named(stored)}, at=at)
    for row, column, stored in texts:
        setattr(row, column.attname, column.as_read(stored, leads_to))


def _addresses(items: Iterable[str], *, at: datetime) -> dict[str, tuple[str, str]]:
    """Address and title behind each identity. What is not public leads to its preview, and says so."""
    moment = Moment(at)
    moment.load(UUID(item) for item in items)
    found = {}
    for item in items:
        live = moment.get(UUID(item))
        if live is not None and live.card.path:
            found[item] = live.card.path, live.card.title
        else:
            found[item] = reverse("admin:publishing_item_preview", args=[item]), "Not public"
    return found
