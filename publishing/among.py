"""Expressions that tell a database what to read first, so that its plan doesn't hang on what it believes of its tables."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, BooleanField, F, Func, QuerySet, Subquery, TextField


class IsAmong(Func):
    """Whether a column holds one of the rows that a query of one column gives; the query runs once, before the rest.

    PostgreSQL may turn an IN into a join, and believing a table empty it chose nested loops over the whole of it
    that took minutes. An array can't be joined: what is left is one walk of an index, or of the table.
    """

    output_field = BooleanField()

    def __init__(self, column: str, rows: QuerySet[Any, Any]) -> None:
        super().__init__(F(column), Subquery(rows))

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        column, rows = self.get_source_expressions()
        left, left_params = compiler.compile(column)
        # Not through the compiler, which would make NULL of a query that can give no rows.
        right, right_params = rows.as_sql(compiler, connection)
        among = f"= ANY(ARRAY{right})" if connection.vendor == "postgresql" else f"IN {right}"
        return f"{left} {among}", (*left_params, *right_params)


class Listed(Aggregate):
    """The values of a group in one text, with a space between them."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="group_concat(%(expressions)s, ' ')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="string_agg(%(expressions)s::text, ' ')", **context)
