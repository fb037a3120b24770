"""Declarations and claims of the other files of a folder that an import contradicts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from dipfacts.errors import Problem, QuestionError
from dipfacts.importing.folder.candidate import CountedCandidate
from dipfacts.importing.folder.reading import declarations_of, once_per_state, others_beside
from dipfacts.importing.plan import Keys
from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.model.file_format.tables import CLAIM_TYPES, Figure, Kind, Measure, Relation
from dipfacts.read.files import SourceFile, read, source_files
from dipfacts.read.rows.table_files import csv_file, load_table
from dipfacts.read.toml.loader import LoadedTable, load_text
from dipfacts.record import Record
from dipfacts.remedy import Remedy, Setting
from dipfacts.text import plain

_NAMING = re.compile(rb"""^[ \t]*(?:id|kind)[ \t]*=[ \t]*["']([^"'\r\n]+)["']""", re.MULTILINE)

Told = tuple[str, str, Remedy]  # the code, the message and the remedy of a problem


class _Imported(Record, frozen=True):
    """An import: the ids of its claims, the type of those of each kind, and its measures."""

    label: str
    ids: set[str]
    types: dict[str, str]
    measures: dict[str, Keys]
    kinds: dict[str, str]  # what it declares them of
    mapped: set[str]  # what `--map` says of it


def clashes(candidate: CountedCandidate) -> list[Problem]:
    """Return a problem for each place in a folder that an import's claims cannot stand beside.

    That is a claim of the same id, a kind of the other type, and a measure that is another.
    """
    plan, file, claims = candidate.plan, candidate.file, candidate.counts.claims_taken
    imported = _Imported(
        file.label,
        candidate.ids,
        {
            it.kind: "relation" if isinstance(it, Relation) else "event"
            for it in claims
            if not isinstance(it, Figure)
        },
        {str(it["id"]): it for it in plan.declares.get("measure", ())},
        {str(it["id"]): str(it["of"]) for it in plan.declares.get("kind", ())},
        {*file.given},
    )
    own = os.path.realpath(candidate.toml_path)
    others = (it for it in _files(candidate.folder) if os.path.realpath(it.path) != own)
    return [problem for other in others for problem in _of_file(other, imported)]


def _files(folder: str) -> list[SourceFile]:
    """Return the TOML files of a folder that holds some, with those of its own folders."""
    if not others_beside(folder, ""):
        return []  # it is no base, though a folder in it may be one
    try:
        return source_files([folder])
    except QuestionError:  # as of a folder that cannot be read
        return []


def _of_file(file: SourceFile, imported: _Imported) -> Iterator[Problem]:
    try:
        declared, named = declarations_of(file.path), _named_in(file.path)
    except (OSError, QuestionError):  # whoever asks the base is told
        return
    may_clash = not named.isdisjoint({*imported.ids, *imported.kinds})
    if may_clash or any([*_of_declared(it, imported)] for it in declared):
        for row in load_text(read(file), file.label).rows:
            for code, message, remedy in _of_table(row, imported):
                yield Problem(file.label, row.line, 1, code, message, remedy)
    for row in declared:
        if isinstance(row.table, CsvTable):
            yield from _of_rows(file, row, row.table, imported)


@once_per_state
def _named_in(path: str) -> frozenset[str]:
    """Return all ids and kinds that are written in a file. Raises OSError, QuestionError."""
    written = read(SourceFile(path, path, path))
    return frozenset(it.decode(errors="replace") for it in _NAMING.findall(written))


def _of_rows(
    file: SourceFile, origin: LoadedTable, table: CsvTable, imported: _Imported
) -> Iterator[Problem]:
    """Yield a problem for each row of another file's table whose claim has an id of the import."""
    if not any(it.startswith(f"{table.id}-") for it in imported.ids):
        return
    csv = csv_file(file, table)
    for row in load_table(csv, origin).rows:
        for code, message, remedy in _of_table(row, imported):
            yield Problem(csv.label, row.line, 1, code, message, remedy)


def _of_table(row: LoadedTable, imported: _Imported) -> Iterator[Told]:
    """Yield the code, the message and the remedy of what a table says otherwise."""
    if row.name in CLAIM_TYPES and row.table.id in imported.ids:
        message = f'duplicate id "{plain(row.table.id)}", which a claim of {imported.label} has'
        remedy = Remedy.of("give this one another, or the import another name with --id")
        yield "duplicate-id", f"{message}, too", remedy
    kind = getattr(row.table, "kind", "") if row.name in CLAIM_TYPES else ""
    if (of := imported.kinds.get(kind, row.name)) != row.name:
        message = f'the kind "{plain(kind)}" is one of {of}s in an import of {imported.label}'
        yield "kind-of-another", message, Remedy.of("give this claim another kind")
    yield from _of_declared(row, imported)


def _of_declared(row: LoadedTable, imported: _Imported) -> Iterator[Told]:
    """Yield the same of a declaration."""
    if isinstance(row.table, Kind):
        yield from _of_kind(row.table, imported)
    elif isinstance(row.table, Measure) and row.table.id in imported.measures:
        yield from _of_measure(row.table, imported)


def _of_kind(kind: Kind, imported: _Imported) -> Iterator[Told]:
    if (now := imported.types.get(kind.id, kind.of)) != kind.of:
        message = f'the kind "{kind.id}" is declared of {kind.of}s, and {imported.label} has {now}s'
        yield "kind-of-another", f"{message} of it", Remedy.of(_elsewhere("kind", imported))


def _of_measure(measure: Measure, imported: _Imported) -> Iterator[Told]:
    """Yield the difference of a measure: its nature, or the topic of those that are added up."""
    own = imported.measures[measure.id]
    sums = ((it["id"], *it.get("sum_of", ())) for it in imported.measures.values())
    is_added_up = any(measure.id in it for it in sums if len(it) > 1)
    if measure.nature != own["nature"]:
        key, message = "nature", f"is a {measure.nature} here, and a {own['nature']} in an import"
    elif is_added_up and measure.topic != own["topic"]:
        key, message = "topic", f"is of the topic {measure.topic} here, and of {own['topic']} in an"
        message = f"{message} import"
    else:
        return
    where = f"{message} of {imported.label}"
    remedy = Remedy.of(
        "write ", Setting.of(key, own[key]), f", or {_elsewhere('measure', imported)}"
    )
    yield "duplicate-id", f'the measure "{measure.id}" {where}', remedy


def _elsewhere(key: str, imported: _Imported) -> str:
    """Return the remedy for an import that declares it otherwise."""
    is_named = key in imported.mapped
    return f"give the import another {key}" if is_named else "import into another folder"
