"""The way in: recognise files, plan what to write for each, count, and write it.

Nothing is written before `prepare` has told what was seen.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing import mapped, toml
from dipfacts.importing.count import Counts, count
from dipfacts.importing.formats import FORMATS, Format
from dipfacts.importing.inputs import Input, open_input
from dipfacts.importing.plan import Plan
from dipfacts.model.period import Period, PeriodError
from dipfacts.read.csv_files import Layout
from dipfacts.text import plain
from dipfacts.write import targets
from dipfacts.write.whole import whole

__all__ = ["Format", "Input", "Options", "Prepared", "inputs", "prepare", "recognise", "write"]


@dataclass(frozen=True)
class Options:
    """What the user says of an import: where to, when it was published, and its name."""

    to: str | None
    published: str | None
    copy: bool
    name: str | None


@dataclass(frozen=True)
class Prepared:
    """An import that only waits to be written: its plan, what it counts, and its texts."""

    input: Input
    plan: Plan
    counts: Counts
    folder: str
    file: str  # the CSV, as the TOML names it
    text: str
    csv: str | None  # of a derived table, its text

    @property
    def toml_path(self) -> str:
        """Where the TOML is to be."""
        return os.path.join(self.folder, f"{self.plan.id}.toml")

    @property
    def csv_path(self) -> str:
        """Where the CSV is, or is to be."""
        return os.path.join(self.folder, self.file)


@contextmanager
def inputs(paths: Sequence[str]) -> Iterator[list[Input]]:
    """Yield the files to import, opened; of a .zip file what it holds. Raises QuestionError."""
    from dipfacts.importing.archive import is_zip, unpacked  # few files are one

    with tempfile.TemporaryDirectory() as work:
        found = []
        for path in paths:
            parts = unpacked(path, work) if is_zip(path) else [path]
            found += [open_input(part) for part in parts]
        yield found


def recognise(files: Sequence[Input], given: dict[str, str]) -> list[tuple[Format, Input]]:
    """Return the data files with their formats; those that only explain others are beside them.

    Raises QuestionError for a file of no known format.
    """
    helpers = tuple(file for file in files if any(it.explains(file) for it in FORMATS))
    found = []
    for file in files:
        if file in helpers:
            continue
        file = replace(file, beside=helpers, given=given)
        format_ = next((it for it in FORMATS if it.recognise(file)), None)
        if format_ is None and given and file.heads:
            format_ = Format("a table", bool, mapped.plan)
        if format_ is None:
            raise unknown(file)
        found.append((format_, file))
    if not found:
        names = ", ".join(plain(file.name) for file in files)
        raise QuestionError(f"{names} holds no data", "name the file of data, too")
    return found


def unknown(file: Input) -> QuestionError:
    """Return the error for a file that no format knows."""
    shown = plain(file.path)
    if not file.heads:
        return QuestionError(f"{shown} is of no known format", "docs/import.md lists the formats")
    heads = ", ".join(plain(head) for head in file.heads[:12])
    hint = (
        "say what its columns mean, as in --map claim=figure --map measure=exports "
        f"--map from='iso3:{{exporter}}' --map period='{{year}}'; it has {heads}"
    )
    return QuestionError(f"{shown} is of no known format", hint)


def prepare(format_: Format, file: Input, options: Options) -> Prepared:
    """Return what is to be written for a file. Raises QuestionError for what cannot be imported."""
    plan = format_.plan(file)
    file = plan.input or file
    if options.name:
        plan = _renamed(plan, options.name)
    plan = replace(plan, source={**plan.source, **_published(plan, options)})
    folder = options.to or os.path.dirname(file.path) or os.curdir
    unpacked = file.path.startswith(tempfile.gettempdir()) and ".dipfacts-zip" in file.path
    text = toml.csv_text(plan.derived) if plan.derived else None
    if text is not None:
        name, layout = f"{plan.id}.csv", Layout()
    elif options.copy or unpacked:
        name, layout = file.name, file.layout
    else:
        name, layout = os.path.relpath(file.path, folder), file.layout
    counts = _counted(plan, file, text)
    known = _known(folder, plan.id)
    written = toml.toml(plan, name, layout, known)
    return Prepared(file, plan, counts, folder, name, written, text)


def _renamed(plan: Plan, name: str) -> Plan:
    tables = [
        {**table, "id": f"{name}-{str(table['id']).removeprefix(plan.id).strip('-')}".strip("-")}
        for table in plan.tables
    ]
    return replace(plan, id=name, tables=tables)


def _published(plan: Plan, options: Options) -> dict[str, Any]:
    day = options.published or plan.source.get("published")
    if not day:
        message = "the day when the data were published is not in the file"
        raise QuestionError(message, "add --published DATE, such as --published 2025-01-31")
    try:
        Period.parse(day)
    except PeriodError as error:
        raise QuestionError(f"--published: {error.message}", error.hint) from None
    return {"published": day}


def _counted(plan: Plan, file: Input, text: str | None) -> Counts:
    if text is None:
        return count(plan, file.path, file.layout)
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "derived.csv")
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        return count(plan, path, Layout())


def _known(folder: str, own: str) -> set[tuple[str, str]]:
    """Return table and id of all that the other TOML files of a folder declare."""
    from dipfacts.read.loader import declared_at_a_glance

    known = set()
    with suppress(OSError):
        for name in sorted(os.listdir(folder)):
            if name.endswith(".toml") and name != f"{own}.toml":
                with open(os.path.join(folder, name), "rb") as stream:
                    declared = declared_at_a_glance(stream.read())
                known |= {(row.name, row.table.id) for row in declared}
    return known


def write(prepared: Prepared, copy: bool) -> list[str]:
    """Write the TOML, and the CSV where there is one to write; return their paths.

    Raises QuestionError for what stands there and is not ours, OSError for what cannot be written.
    """
    os.makedirs(prepared.folder, exist_ok=True)
    _refuse_changed(prepared.toml_path)
    written = []
    source = prepared.input.path
    if prepared.csv is not None:
        written.append(_put(prepared.csv_path, prepared.csv.encode(), prepared.toml_path))
    elif copy or not os.path.exists(prepared.csv_path):
        with open(source, "rb") as stream:
            written.append(_put(prepared.csv_path, stream.read(), prepared.toml_path))
    written.append(_put(prepared.toml_path, prepared.text.encode(), prepared.toml_path))
    return written


def _refuse_changed(path: str) -> None:
    """Raise QuestionError where a file stands that an import did not write, or that was changed."""
    if not os.path.lexists(path):
        return
    with open(path, encoding="utf-8", errors="replace") as stream:
        if not toml.is_ours(stream.read()):
            message = f"{plain(path)} was not written by an import, or was changed since"
            raise QuestionError(message, "move it away, or add --id NAME to write another file")


def _put(path: str, content: bytes, beside: str) -> str:
    """Write a file whole. A CSV is replaced only where our TOML stands beside it."""

    def look(at: str) -> None:
        if not os.path.exists(beside):
            hint = "move it away, or add --id NAME to write another file"
            raise QuestionError(f"{plain(path)} exists already", hint)
        _refuse_changed(beside) if path != beside else _refuse_changed(at)

    real = targets.resolve(path, targets.Inputs())
    with whole(real, look, shown=path) as new, open(new, "xb") as stream:
        stream.write(content)
    return path
