"""A step of a migration made of many: the tables are worked out once for all of them, not again for each.

A table with its history takes some ten operations, and Django draws every model anew between two of them: with a
hundred tables that made minutes. Here the state is changed first; then tables are made as they stand at the end.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

_PART_OF_THE_TABLE = (AddField, AddConstraint, AddIndex)


class Together(Operation):
    """Operations of one app, carried out as one. A key, constraint or index of a new table is made with the table."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How the step is written."""
        return self.__class__.__qualname__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change what Django knows of the tables, without drawing them between two operations."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the tables and the rest, in the order given."""
        new = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(to_state.apps.get_model(app_label, operation.name))
            elif not (isinstance(operation, _PART_OF_THE_TABLE) and operation.model_name_lower in new):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the tables and the rest away again, last first. `from_state` is the one that holds them."""
        new = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                schema_editor.delete_model(from_state.apps.get_model(app_label, operation.name))
            elif getattr(operation, "model_name_lower", "") not in new:
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What the step does, in words."""
        return "; ".join(operation.describe() for operation in self.operations)
