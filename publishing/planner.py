"""The database's idea of how much there is, renewed after a load: it plans badly while it still thinks of empty tables."""

from __future__ import annotations

from django.db import connection

from publishing.models import Edition, Item, ItemKey, Link, Path


def renew_statistics() -> None:
    """PostgreSQL would do it by itself, about a minute later; until then one page could take seconds."""
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(f'"{model._meta.db_table}"' for model in (Edition, Item, ItemKey, Link, Path))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
