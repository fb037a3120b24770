"""The command that makes data sets part of a fact base."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TextIO

from dipfacts.cli.output import say, standard_output, unwritable
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import Problem, QuestionError
from dipfacts.importing import importer, recognition, writing
from dipfacts.importing.folder import editions
from dipfacts.importing.formats import wikidata
from dipfacts.importing.formats.contents import Format
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables import prompts
from dipfacts.importing.own_tables.table import map_keys
from dipfacts.importing.unchanged import Unchanged
from dipfacts.importing.units import UnitError
from dipfacts.importing.wording import first_of
from dipfacts.model.display import counted
from dipfacts.model.file_format.tables import ID_PATTERN
from dipfacts.record import Record
from dipfacts.render.diagnostics import by_reason
from dipfacts.text import did_you_mean, listed, plain, short, typed_path, typed_word

_PROBLEMS = 3  # that are told; and reasons why rows are left out
_REASONS = 12
_LONGEST = 100  # letters of a column with what it holds
_NOTHING, _REFUSED = 1, 3  # the statuses of what is not written; 3 is that of `check`


class ImportOptions(Record, frozen=True):
    """The options of the command, by their names on its line."""

    to: str | None
    published: str | None
    copy: bool
    dry_run: bool
    all: bool
    map: list[str] | None
    id: str | None
    query: str | None

    @property
    def out(self) -> TextIO:
        """The stream on which is told what was seen: the TOML alone is printed on the other."""
        return sys.stderr if self.dry_run else standard_output("table")


class Imported(Record, frozen=True):
    """The exit status of the import of one file, and the names of imports that are taken then."""

    status: int
    taken: frozenset[str]


def run(files: list[str] | None, **words: Any) -> int:
    """Write the TOML for files of data, and say what they hold; return the exit status."""
    options = ImportOptions(**words)
    if options.query is not None:
        return _print_query(options.query, files or [], words)
    if not files:
        raise QuestionError("no file is named", "name the file of data, as it was published")
    if options.id is not None and not re.fullmatch(ID_PATTERN, options.id):
        raise QuestionError(
            f'"{short(options.id)}" is no id', "use small letters, digits and hyphens"
        )
    _check_folder(options.to)
    given = map_keys.mapping(options.map)
    unchanged = Unchanged(files)
    try:
        with recognition.inputs(files) as opened:
            return _import_each(_recognised(opened, given), options, unchanged)
    except Exception:  # what was read may have been two files
        unchanged.check()
        raise


def _import_each(
    recognised: list[tuple[Format, Input]], options: ImportOptions, unchanged: Unchanged
) -> int:
    """Write the TOML for each file; return the exit status."""
    if options.id is not None and len(recognised) > 1:
        packed = dict.fromkeys(plain(file.packed) for _, file in recognised if file.packed)
        unpacked = f"unpack {listed(packed)}, and " if packed else ""
        raise QuestionError("--id names one import", f"{unpacked}import the files one by one")
    statuses, taken = set[int](), frozenset[str]()
    for format_, file in recognised:
        imported = _import_one(format_, file, options, taken, unchanged)
        options.out.flush()  # it is written, whatever becomes of the next one
        statuses.add(imported.status)
        taken = imported.taken
    return _REFUSED if _REFUSED in statuses else min(statuses)


def _import_one(
    format_: Format,
    file: Input,
    options: ImportOptions,
    taken: frozenset[str],
    unchanged: Unchanged,
) -> Imported:
    """Write the TOML for a file, and say what it holds."""
    if file.refusal:
        message = f'{file.label} is no data: {format_.name} says "{short(file.refusal, 60)}"'
        raise QuestionError(message, "ask it again, for less at a time")
    if file.is_empty:
        why = "" if options.map else ": the query found nothing"
        print(f"{file.label}, {format_.name}, holds no rows{why}", file=options.out)
        print("  nothing is written", file=options.out)
        return Imported(_NOTHING, taken)
    file, day = _completed(format_, file, options.published)
    of_file = importer.ImportTarget(options.to, day, options.copy, options.id, taken)
    prepared, faults = importer.checked(importer.prepare(format_, file, of_file), COMMANDS)
    unchanged.check()
    status = _report(prepared, faults, options.all, options.out)
    if status == 0 and options.dry_run:
        standard_output("toml").write(prepared.text)
    elif status == 0:
        unchanged.wrote(_write(prepared, options))
    return Imported(status, taken | {prepared.plan.id})


def _print_query(kind: str, files: list[str], words: Mapping[str, Any]) -> int:
    """Print a query. Raises QuestionError for files and options of an import, which it is not."""
    named = [typed_path(files[0]) if len(files) == 1 else "the files"] if files else []
    named += [
        f"--{name.replace('_', '-')}"
        for name, given in words.items()
        if name != "query" and given not in (None, False)
    ]
    if named:
        raise QuestionError(
            "--query prints a query, and imports nothing", f"leave {listed(named)} out"
        )
    if kind not in wikidata.PROPERTIES:
        there_are = f"there are {', '.join(wikidata.PROPERTIES)}"
        hint = did_you_mean(kind, wikidata.PROPERTIES, there_are)
        raise QuestionError(f'there is no query for "{short(kind)}"', hint)
    print(wikidata.query(kind))
    return 0


def _asks() -> bool:
    """Return whether somebody is there to answer questions."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def _recognised(opened: list[Input], given: dict[str, str]) -> list[tuple[Format, Input]]:
    """Return the files with their formats; what is of none is asked about on a terminal."""
    try:
        return recognition.recognise(opened, given)
    except QuestionError:
        if not _asks() or given or len(opened) != 1 or not opened[0].heads:
            raise
    file = opened[0]
    heads = ", ".join(map(plain, file.heads))
    print(f"{plain(file.path)} is of no known format. Its columns are {heads}.")
    given = prompts.ask_mapping(file.heads, _ask)
    words = (typed_word(f"{key}={text}") for key, text in given.items())
    print(f"To say all this at once: --map {' --map '.join(words)}")
    return recognition.recognise(opened, given)


def _ask(question: str) -> str:
    """Return the answer of somebody at a terminal. Raises QuestionError where nobody is."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        hint = "answer them, or say it with --map and --published"
        raise QuestionError("the questions were not answered", hint) from None


def _completed(format_: Format, file: Input, published: str | None) -> tuple[Input, str | None]:
    """Return a file with its unit, and its day: what neither says is asked for on a terminal."""
    if not _asks():
        return file, published
    try:
        planned = format_.planned(file)
    except UnitError as error:
        such = f", such as {error.example}" if error.example else ""
        question = f"Their unit{such} (nothing to give up): "
        if not (unit := _ask(f"{error.message}\n{question}")):
            raise
        file = replace(file, given={**file.given, "unit": unit})
        planned = format_.planned(file)
    if published or planned.source.get("published"):
        return file, published
    such = f"such as {planned.update.may_be or '2025-01-31'}"
    hints = "; ".join(filter(None, (plain(planned.update.says), such)))
    question = f"When was {plain(file.name)} published ({hints})? "
    day = _ask(question)
    while day and (wrong := importer.published_problem(day)):
        day = _ask(f"  {wrong.message}; {wrong.hint}\n{question}")
    return file, day or None


def _report(prepared: importer.Prepared, faults: list[Problem], in_full: bool, out: TextIO) -> int:
    """Print what was seen: rows, claims, what is left out and why, and what to know of it.

    Return the exit status. What is no error `dipfacts check --strict` refuses.
    """
    plan, counts = prepared.plan, prepared.counts
    wrong = [fault for fault in faults if fault.severity == "error"]
    seen = f": {plan.seen}" if counts.claims else ""
    lines = [f"{plan.title}, {counted(counts.of, counts.unit)}{seen}"]
    lines.append(f"  {counted(counts.claims, 'claim')} from {counted(counts.taken, counts.unit)}")
    lines += _changed(prepared, in_full)
    reasons = counts.left_out.most_common()
    reason_lines = by_reason(reasons, len(reasons) if in_full else _REASONS)
    lines += [f"  left out: {reason}" for reason in reason_lines]
    if counts.problems:
        lines.append(f"  cannot be read: {counted(len(counts.problems), counts.unit)}")
    lines += _first(wrong, in_full)
    if wrong:
        lines.append("  nothing is written: correct these lines, or remove them, and import again")
    elif not counts.claims:
        lines.append("  nothing is written")
    elif plan.derived:
        lines.append(f"  written as a table of its own: {plan.derived.why}")
    if plan.unused:
        unused = (
            ", ".join(plan.unused)
            if in_full
            else first_of([short(it, _LONGEST) for it in plan.unused])
        )
        lines.append(f"  columns not used: {unused}")
    lines += [f"  note: {note}" for note in plan.notes]
    if faults and counts.claims and not wrong:
        lines.append(f"  dipfacts check --strict refuses {counted(len(faults), 'doubtful row')}:")
        lines += _first(faults, in_full)
    for line in lines:
        say(line.lstrip(), len(line) - len(line.lstrip()), out)
    return _REFUSED if wrong else 0 if counts.claims else _NOTHING


def _changed(prepared: importer.Prepared, in_full: bool) -> list[str]:
    """Return the lines on the edition that is replaced: how many claims are gone or new.

    And how many of those that stay say something else, as a number that was corrected. The first
    of the ids gone, or all, are named.
    """
    change = editions.change(prepared)
    if not change:
        return []
    lines = _renamed(change.renamed, change.why, in_full)
    if change.more:
        difference = (
            f"{counted(abs(change.more), 'claim')} {'more' if change.more > 0 else 'fewer'}"
        )
        lines.append(f"  since the former edition, {change.unread}: {difference}")
    if change.gone or change.new or change.changed:
        gone = counted(len(change.gone), "claim")
        changed = f", {change.changed:,} changed" if change.changed else ""
        lines.append(f"  since the former edition: {gone} gone, {change.new:,} new{changed}")
    if change.turned:
        goes = "claim goes" if len(change.turned) == 1 else "claims go"
        such = plain(first_of(change.turned))
        way = f"the other way than in the former edition: {such}"
        lines.append(f"  of the same id, {len(change.turned):,} {goes} {way}")
    most = len(change.gone) if in_full else _PROBLEMS
    more = len(change.gone) - most
    return [
        *lines,
        *(f"  gone: {plain(id_)}" for id_ in change.gone[:most]),
        *([f"  and {more:,} more gone: --all"] if more > 0 else []),
    ]


def _renamed(ids: Mapping[str, str], why: str, in_full: bool) -> list[str]:
    """Return the lines on claims that have other ids than in the edition before, if any."""
    if not ids:
        return []
    more = 0 if in_full else len(ids) - _PROBLEMS
    pairs = [f"  {plain(before)} is {plain(now)} now" for before, now in ids.items()]
    return [
        f"  the ids of {counted(len(ids), 'claim')} change, as they {why}",
        *(pairs[:-more] if more > 0 else pairs),
        *([f"  and {counted(more, 'more id')}: --all"] if more > 0 else []),
    ]


def _first(problems: list[Problem], in_full: bool) -> list[str]:
    """Return the first problems, or all, each with its place and remedy, and how many more.

    What is told of several cells of a row in the same words is told once.
    """
    lines = [
        f"  {it.file}{f':{it.line}' if it.line else ''}: {it.message}; {it.hint}" for it in problems
    ]
    lines = [*dict.fromkeys(lines)]
    most = len(lines) if in_full else _PROBLEMS
    more = len(lines) - most
    return [*lines[:most], *([f"  and {counted(more, 'problem')} more: --all"] if more > 0 else [])]


def _check_folder(to: str | None) -> None:
    """Raise QuestionError for a place to write to that is no folder, nor may become one."""
    if to == "":
        raise QuestionError("the name of the folder is empty", "name one, or leave --to out")
    if to and os.path.lexists(to) and not os.path.isdir(to):
        raise QuestionError(f"{plain(to)} is no folder", "name one, which need not be there yet")
    try:
        os.getcwd()
    except FileNotFoundError:
        if to and not os.path.isabs(to):
            message = f"{plain(to)} cannot be written: the current folder is gone"
            raise QuestionError(message, "go to another, or write the whole path") from None


def _write(prepared: importer.Prepared, options: ImportOptions) -> list[str]:
    """Write what was prepared, and say so; return the paths of what is written."""
    try:
        written = writing.write(prepared)
    except OSError as error:
        is_csv = error.filename == prepared.csv_path
        path = prepared.csv_path if is_csv else prepared.toml_path
        raise unwritable(path, error) from None
    for path in written:
        say(f"wrote {path}")
    if options.copy and prepared.plan.derived:
        read = plain(prepared.csv_path)
        say(f"{prepared.file.label} is not copied: {read} is read in its place", 2)
    say(f"dipfacts check {typed_path(prepared.folder)}", 2)
    return written
