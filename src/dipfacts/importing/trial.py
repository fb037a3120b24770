"""The check of what an import is about to write, as `dipfacts check --strict` would make it."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dipfacts.checks import findings
from dipfacts.errors import Problem, QuestionError, allowed
from dipfacts.importing import toml
from dipfacts.importing.count import lines_of
from dipfacts.importing.folder.candidate import CountedCandidate
from dipfacts.importing.folder.reading import declared_beside
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.table.map_keys import reasons_given
from dipfacts.importing.plan import Plan
from dipfacts.importing.remedies import in_words_of_import
from dipfacts.model.unseen import UNSEEN
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.packed_problems import Problems
from dipfacts.read.files import SourceFile, read, source_files
from dipfacts.read.rows.csv_files import Layout
from dipfacts.read.rows.table_files import Load, TableFile, load_table
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import Remedy
from dipfacts.text import plain
from dipfacts.write.temporary import write_temporary

UNUSED = "unused-allow"  # the code of what is allowed, and is found nowhere


def problems(candidate: CountedCandidate, commands: Collection[str]) -> list[Problem]:
    """Return every problem of the base that a plan makes, with the lines of the file imported.

    What it makes is a base alone. Only where that has errors, or allows what it has not, are the
    other files of the folder looked at: they may declare the parties that it names, and have claims
    beside which some of its own are doubtful.
    """
    plan, file, folder = candidate.plan, candidate.file, candidate.folder
    with tempfile.TemporaryDirectory() as made:
        path = os.path.join(os.path.realpath(made), "table.csv")
        if plan.derived:
            write_temporary(path, toml.csv_text(plan.derived).encode())
        else:
            os.symlink(os.path.abspath(file.path), path)
        layout = Layout() if plan.derived else file.layout
        written = toml.Written("table.csv", layout, file.name)
        own = SourceFile(os.path.join(made, "own"), candidate.toml_name, plan.id)

        def load(table: SourceFile, origin: LoadedTable) -> TableFile:
            known = candidate.counts.taken_by.get(table.table) if table.path == path else None
            return (known.loaded if known else load_table)(table, origin)

        alone = toml.toml(plan, written).encode()
        reader, results = _checked(own, alone, [], commands, load)
        is_alone_wrong = any(it.severity == "error" or it.code == UNUSED for it in results)
        if is_alone_wrong and (others := _files_but_one(folder, candidate.toml_name)):
            beside = toml.toml(plan, written, declared_beside(folder, plan.id)).encode()
            reader, results = _checked(own, beside, others, commands, load)
    tables = {it.label for it in reader.read if it.path == path}
    own_problems = [it for it in results if it.file in tables or it.file == own.label]
    return _as_imported(own_problems, plan, file, tables)


def _as_imported(
    results: list[Problem], plan: Plan, file: Input, tables: Collection[str]
) -> list[Problem]:
    """Return problems of `tables` that were made with the lines of the file imported."""
    lines, label = lines_of(plan, file), file.label
    places = re.compile(rf"(?:{'|'.join(map(re.escape, tables))}):([0-9]+)")

    def place(results: re.Match[str]) -> str:
        line = lines.get(int(results[1]), int(results[1]))
        if file.heads:
            return f"{label}:{line}"
        return f"row {line} of {label}" if lines else label

    placed = (
        it.replaced(
            line=it.line if it.file in tables else 0,
            message=places.sub(place, it.message),
            remedy=Remedy.of(it.remedy).with_words(partial(places.sub, place)),
        )
        for it in results
    )
    kept = _allowing_what_is_found(file, results)
    results = [in_words_of_import(it, kept, lines).replaced(file=label) for it in placed]
    return [it if it.line else _where_unseen(it, file) for it in results]


def _allowing_what_is_found(file: Input, results: Collection[Problem]) -> Input:
    """Return the file as given, but for what it allows and none has: no remedy repeats that."""
    unused = {code for it in results if it.code == UNUSED for code in it.subject}
    if not unused or any(it.severity == "error" for it in results):
        return file
    used = (it for it in reasons_given(file.given) if allowed(it)[0] not in unused)
    return replace(file, given={**file.given, "allow": "; ".join(used)})


def _where_unseen(problem: Problem, file: Input) -> Problem:
    """Return the problem of an invisible character with its first cell in the file, if it is there.

    Of what is written once for many rows, as the label of a measure, nobody sees where it stands.
    """
    if problem.code != "unseen-character":
        return problem
    for row, cells in file.rows() if file.heads else ():
        for column, cell in cells.items():
            if (unseen := UNSEEN.search(cell)) and unseen[0] in problem.subject:
                code = f"U+{ord(unseen[0]):04X}"
                what = f'a cell of "{plain(column)}" holds the invisible character {code}'
                return problem.replaced(line=row.line, message=what)
    return problem


def _checked(
    own: SourceFile,
    text: bytes,
    others: Sequence[SourceFile],
    commands: Collection[str],
    load: Load,
) -> tuple[BaseReader, Problems]:
    reader = BaseReader(load)
    for file in others:
        reader.add(file, read(file))
    reader.add(own, text)
    return reader, findings.problems(reader, date.today(), commands)


def _files_but_one(folder: str, name: str) -> list[SourceFile]:
    """Return the TOML files of a folder but one; none where there is no folder yet."""
    try:
        files = source_files([folder])
    except QuestionError:
        return []
    return [file for file in files if os.path.basename(file.path) != name]
