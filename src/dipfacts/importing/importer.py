"""The import of files: recognised, planned, counted, and written.

Nothing is written before `prepare` has told what was seen.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dipfacts.errors import Problem, QuestionError
from dipfacts.importing import frictionless, toml
from dipfacts.importing.count import Counts, count
from dipfacts.importing.folder import declarations, replaced_files
from dipfacts.importing.folder.declared_parties import parties_in
from dipfacts.importing.formats import FORMATS, Format
from dipfacts.importing.inputs import OF_ALL, Input, open_input, unknown
from dipfacts.importing.own_tables import mapped
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.model.display import counted, listed
from dipfacts.model.period import Period, PeriodError
from dipfacts.read import table_rules
from dipfacts.read.csv_files import Layout
from dipfacts.read.files import regular
from dipfacts.read.tables import TableError
from dipfacts.text import plain

__all__ = [
    "Format",
    "Input",
    "Options",
    "Prepared",
    "checked",
    "inputs",
    "prepare",
    "recognise",
]

_LACKING = "not imported, without the columns that --map names"
_ALIKE = ("possible-duplicate", "same-claim")  # warnings about relations and events


@dataclass(frozen=True)
class Options:
    """The options of an import: the target, the date of publication, and the name."""

    to: str | None
    published: str | None
    copy: bool
    name: str | None
    taken: frozenset[str] = frozenset()  # the names of the imports before it in one command


@dataclass(frozen=True)
class Prepared:
    """An import that only waits to be written: its plan, what it counts, and its texts."""

    plan: Plan
    input: Input
    counts: Counts
    folder: str
    file: str  # the CSV, as the TOML names it
    made: bytes | None  # what the CSV is to hold, where it is to be written
    kept: list[str]  # declarations that other files use

    @cached_property
    def text(self) -> str:
        """The TOML."""
        layout = Layout() if self.plan.derived else self.input.layout
        known = replaced_files.declared_beside(self.folder, self.plan.id)
        origin = replaced_files.origin(self.input, self.folder)
        claims = self.counts.claims
        written = toml.Written(self.file, layout, origin, self.made, self.kept, claims)
        return toml.toml(self.plan, written, known)

    @property
    def toml_path(self) -> str:
        """Return the path of the TOML that is to be written."""
        return os.path.join(self.folder, f"{self.plan.id}.toml")

    @property
    def csv_path(self) -> str:
        """Return the path of the CSV, which may be still to be written."""
        return os.path.join(self.folder, self.file)


@contextmanager
def inputs(paths: Sequence[str]) -> Iterator[list[Input]]:
    """Yield the files to import, opened; of a .zip file what it holds. Raises QuestionError."""
    from dipfacts.importing.archive import is_zip, unpacked  # few files are one

    with ExitStack() as stack:
        results = []
        for path in {_real(path): path for path in paths}.values():
            packed = is_zip(path)
            parts = stack.enter_context(unpacked(path)) if packed else [path]
            results += [open_input(part, path if packed else "") for part in parts]
        yield results


def _real(path: str) -> str:
    """Return a path without links; as it is, where there is no current folder to start from."""
    try:
        return os.path.realpath(path)
    except FileNotFoundError:
        return path


def recognise(files: Sequence[Input], given: dict[str, str]) -> list[tuple[Format, Input]]:
    """Return the data files with their formats; those that only explain others are beside them.

    Raises QuestionError for a file of no known format, but for one beside others in an archive.
    """
    helpers = tuple(file for file in files if any(it.explains(file) for it in FORMATS))
    packaged = frictionless.packaged(files)
    results, strange = [], []
    for file in files:
        if file in helpers or os.path.realpath(file.path) in packaged:
            continue
        file = replace(file, beside=helpers, given=given)
        if format_ := _format_of(file):
            results.append((format_, replace(file, is_fixed=not _is_explained(format_))))
        elif file.packed:  # a provider's archive may hold more than its data
            strange.append(file)
        else:
            raise unknown(file)
    if strange and not results:
        raise unknown(strange[0])
    results, lacking = _with_columns(results)
    aside = [
        f"{why}: {', '.join(plain(file.name) for file in left)}"
        for why, left in (("of no known format", strange), (_LACKING, lacking))
        if left
    ]
    if aside:
        results[0] = (results[0][0], replace(results[0][1], aside="; ".join(aside)))
    if not results:
        names = ", ".join(plain(file.name) for file in files)
        raise QuestionError(f"{names} holds no data", "name the file of data, too")
    _check_map([format_ for format_, _ in results], given)
    return results


def _with_columns(
    files: Sequence[tuple[Format, Input]],
) -> tuple[list[tuple[Format, Input]], list[Input]]:
    """Return the files to import, and those of an archive that lack what others have by `--map`."""
    own = [file for format_, file in files if format_ not in FORMATS]
    lacking = [file for file in own if file.packed and not mapped.has_columns(file)]
    if len(lacking) == len(files):
        lacking = []
    alone = len(files) == 1
    taken = [(it, replace(file, is_alone=alone)) for it, file in files if file not in lacking]
    return taken, lacking


def _format_of(file: Input) -> Format | None:
    """Return the format of a file: that which knows it, else what `--map` says."""
    known = next((it for it in FORMATS if it.recognise(file)), None)
    is_mapped = known is None and file.given and file.heads
    return Format("a table", bool, mapped.plan) if is_mapped else known


def _check_map(formats: Sequence[Format], given: dict[str, str]) -> None:
    """Raise QuestionError for what `--map` says of columns whose meaning a format fixes."""
    needless = [key for key in given if key not in OF_ALL]
    if needless and not any(map(_is_explained, formats)):
        message = f"--map {plain(needless[0])}: {formats[0].name} fixes what its columns mean"
        raise QuestionError(message, f"leave it out; only {', '.join(OF_ALL)} can be told")


def _is_explained(format_: Format) -> bool:
    """Return whether the user may say what the columns of a format mean."""
    return format_ not in FORMATS or format_.plan is frictionless.plan


def prepare(format_: Format, file: Input, options: Options) -> Prepared:
    """Return what is to be written for a file. Raises QuestionError for what cannot be imported."""
    folder = options.to or os.path.dirname(file.packed or file.path) or os.curdir
    parties = parties_in(folder) if _is_explained(format_) else {}
    file = replace(file, published=options.published or "", parties=parties)
    plan = format_.planned(file)
    notes = (*plan.notes, *([file.aside] if file.aside else []))
    file = plan.input or file
    plan = replace(plan, notes=notes, source={**plan.source, **_published(plan, options)})
    plan = replaced_files.with_name(plan, file, folder, options.name, options.taken)
    folder = _real_folder(folder, f"{plan.id}.toml")
    _check_unit(format_, file, plan)
    if (decimal := file.given.get("decimal")) and format_ in FORMATS:
        plan = _with_decimal(plan, decimal)
    if file.missing:
        plan = replace(plan, tables=[_without(file.missing, it) for it in plan.tables])
    name, made = _csv(plan, file, folder, options)
    try:
        counts = count(plan, file)
    except TableError as error:
        raise mapped.mistaken(error.problems, file) if file.given else error from None
    if _is_explained(format_):
        declarations.check_measures(plan, file.given, folder)
        plan = declarations.as_beside(plan, folder)
        of_measure = declarations.new_name_notes(plan, file, folder)
        plan = replace(plan, notes=(*plan.notes, *of_measure))
        plan, counts = replaced_files.as_before(plan, counts, file, folder)
    kept = declarations.used_by_others(plan, folder)
    older = replaced_files.notes_on_older(plan, folder)
    notes = (*plan.notes, *_note_on_ended(counts), *older, *declarations.notes_on(kept, plan))
    plan = replace(plan, tables=[_allowed(it, counts) for it in plan.tables], notes=notes)
    return Prepared(plan, file, counts, folder, name, made, kept)


def _real_folder(folder: str, name: str) -> str:
    """Return the folder of a file that is written, beside which a table's file stands.

    Of a link that of its target. Raises QuestionError for one whose target has another name.
    """
    own = os.path.join(folder, name)
    if not os.path.islink(own):
        return folder
    real, base = os.path.split(os.path.realpath(own))
    if base != name:
        message = f"{plain(own)} is a link to {plain(base)}, which an import does not replace"
        raise QuestionError(message, "name another claim file with --id, or take the link away")
    return real


def _with_decimal(plan: Plan, decimal: str) -> Plan:
    """Return a plan with what stands before the decimals of a file that a spreadsheet saved."""
    if plan.derived and plan.derived.is_computed:
        return plan
    return replace(plan, tables=[{**table, "decimal": decimal} for table in plan.tables])


def _check_unit(format_: Format, file: Input, plan: Plan) -> None:
    """Raise QuestionError for a unit that `--map` cannot say of a file."""
    is_explained = _is_explained(format_)
    unit, units = file.given.get("unit"), set() if is_explained else _units(plan)
    is_taken = any(it == unit or it.startswith(f"{unit} per ") for it in units)
    if unit and units and not is_taken:
        message = f"--map unit={plain(unit)}: {file.label} says its unit itself"
        raise QuestionError(message, "leave it out")
    if wrong := mapped.unit_in_words(file.given, is_explained):
        raise wrong


def _csv(plan: Plan, file: Input, folder: str, options: Options) -> tuple[str, bytes | None]:
    """Return the name of the CSV in the folder, and what it is to hold if it is to be written."""
    if plan.derived:
        name = f"{plan.id}.csv"
        if os.path.realpath(os.path.join(folder, name)) == os.path.realpath(file.path):
            name = f"{plan.id}-table.csv"  # the file itself stays as it is
        return name, toml.csv_text(plan.derived).encode()
    name = replaced_files.relative_path(file.path, folder)
    is_own = table_rules.is_below(name) and table_rules.is_csv(name)
    if is_own and not file.packed and not (options.copy and os.path.dirname(name)):
        return name, None
    name = replaced_files.copy_name(plan, file, folder)
    with open(file.path, "rb", opener=regular) as stream:
        return name, stream.read()


def checked(prepared: Prepared, commands: Collection[str]) -> tuple[Prepared, list[Problem]]:
    """Return an import, and why it is refused: rows that cannot be read, or what checks find.

    Claims that look like one are allowed where there are some and the data set tells them apart.
    Raises QuestionError for a mistake in `--map`.
    """
    from dipfacts.importing import trial
    from dipfacts.importing.folder import editions  # it needs all checks

    counts, plan = prepared.counts, prepared.plan
    if counts.problems or not counts.claims:
        return prepared, counts.problems
    results = trial.problems(plan, prepared.input, prepared.folder, commands, counts.taken_by)
    if prepared.input.given:  # what is wrong in no line is wrong in what was said of all
        everywhere = [it for it in results if it.severity == "error" and not it.line]
        if everywhere and prepared.input.heads:
            raise mapped.mistaken(everywhere, prepared.input)
    alike = [problem for problem in results if plan.distinct and problem.code in _ALIKE]
    tables = [_allowing(table, alike, plan.distinct) for table in plan.tables]
    prepared = replace(prepared, plan=replace(plan, tables=tables))
    others = editions.still_named(plan, counts, prepared.input, prepared.folder)
    return prepared, [*(problem for problem in results if problem not in alike), *others]


def _allowing(table: Keys, alike: Sequence[Problem], why: str) -> Keys:
    """Return a table that allows what was found between claims of it, which messages name."""
    own = {it.code for it in alike if f'"{table["id"]}-' in it.message}
    allow = [*table.get("allow", ()), *(f"{code}: {why}" for code in sorted(own))]
    return {**table, "allow": allow} if own else table


def _units(plan: Plan) -> set[str]:
    """Return the units of the tables of a plan, or of the rows that it makes."""
    units = {str(table.get("unit")) for table in plan.tables}
    if plan.derived and "{unit}" in units:
        return {*plan.derived.column("unit")}
    return units


def _without(missing: list[str], table: Keys) -> Keys:
    """Return a table with more cells that hold no number."""
    return {**table, "missing": [*dict.fromkeys([*table.get("missing", [""]), *missing])]}


def _allowed(table: Keys, counts: Counts) -> Keys:
    """Return a table that allows claims outside the lifetime of a state only where it has some."""
    if table["id"] in counts.outside or table.get("allow") != LIFETIME:
        return table
    return {key: value for key, value in table.items() if key != "allow"}


def _note_on_ended(counts: Counts) -> list[str]:
    """Return a note on the claims about states that were no more, which `check` is to pass."""
    if not counts.ended:
        return []
    claims, states = counted(counts.ended.total(), "claim"), listed(sorted(counts.ended))
    are = "is" if counts.ended.total() == 1 else "are"
    return [f"{claims} {are} of a time after the end of {states}: the data set says what it means"]


def _published(plan: Plan, options: Options) -> dict[str, Any]:
    day = options.published or plan.source.get("published")
    if not day and plan.update.says:
        message = f"the day when the data were published is in doubt: {plain(plan.update.says)}"
        may_be = plan.update.may_be or "DATE, such as --published 2025-01-31"
        raise QuestionError(message, f"add --published {may_be}")
    if not day:
        message = "the day when the data were published is not in the file"
        raise QuestionError(message, "add --published DATE, such as --published 2025-01-31")
    try:
        Period.parse(day)
    except PeriodError as error:
        raise QuestionError(f"--published: {error.message}", error.hint) from None
    return {"published": day}
