"""Migration operations that do their work on PostgreSQL only, in both directions."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class PostgreSQLExtension(Operation):
    """Creates a trusted extension, which the owner of the database may do.

    Django's own operation asks SQLite for pg_extension when it is reversed.
    """

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'CREATE EXTENSION IF NOT EXISTS "{self.name}"')

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        # Left in place: another schema of the same database may use it.
        pass

    def describe(self) -> str:
        return f"Creates the PostgreSQL extension {self.name}"
