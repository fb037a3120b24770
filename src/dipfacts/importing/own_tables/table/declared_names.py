"""The declarations of the measure, the topic and the kinds that `--map` names."""

from __future__ import annotations

from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import bundled_declarations, declared_by
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.plan import Keys
from dipfacts.model.file_format.tables import Kind


def declared_names(file: Input, table: MappedTable) -> dict[str, list[Keys]]:
    """Return the declarations of what `--map` names, so that the folder is whole alone.

    Raises QuestionError for a known measure whose topic or nature is another.
    """
    results = declared_by({**file.given, **table.given})
    kinds = _kinds(table)
    return {**results, "kind": kinds} if kinds else results


def _kinds(table: MappedTable) -> list[Keys]:
    """Return the kinds of relations or events that the bundled base declares, too, as it does."""
    given = table.given
    column = given.column_of("kind")
    names = {*table.cells(column)} if column else {given.get("kind", "")}
    return [
        {"id": it.id, "of": it.of, "label": it.label} | ({"unique": True} if it.unique else {})
        for it in bundled_declarations()
        if isinstance(it, Kind) and it.of == given.claim and it.id in names
    ]
