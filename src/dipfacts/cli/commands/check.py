"""The command that reports every problem of a fact base."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

from dipfacts.checks import findings
from dipfacts.cli.output import complain, discard_output, say, standard_output
from dipfacts.cli.registry import COMMANDS
from dipfacts.cli.request import named_color, named_format
from dipfacts.errors import Problem, ProblemSummary, QuestionError
from dipfacts.model.file_format.tables import Claim
from dipfacts.read import files
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.packed_problems import Problems
from dipfacts.read.base_here import base_in_folder, in_words
from dipfacts.render import diagnostics, formats
from dipfacts.text import plain, typed_path


def check(
    paths: list[str] | None,
    strict: bool,
    all: bool,
    format: str | None,
    json: bool,
    color: str | None,
    no_color: bool,
) -> int:
    """Print every problem with its line and remedy; return the exit status, 3 for errors.

    Of a kind with very many problems people see the first few, unless they ask for `all`.
    """
    given, color = named_format(format, json), named_color(color, no_color)
    if given is None:
        is_for_people = sys.stdout.isatty() or color == "always"  # through a pager
        given = "human" if is_for_people else "text"
    form = formats.choose(given, None, formats.REPORTS)
    sources = files.source_files(files.base_paths(paths or []), all_there=True)
    reader = BaseReader()
    for file in sources:
        try:
            reader.add(file, files.read(file))
        except QuestionError as error:
            if files.is_open_folder(file.path):
                hint = "add one, or name another folder"
                reader.refuse(file, "no-toml", "the folder holds no TOML file", hint)
            else:
                reader.refuse(file, "unreadable", error.message, error.hint)
    results = findings.problems(reader, date.today(), COMMANDS)
    if strict:
        lenient, results = results, Problems()
        results.add(problem.replaced(severity="error") for problem in lenient)
    severities = Counter(problem.severity for problem in results)
    try:
        _write(results, reader, form, all, color)
    except BrokenPipeError:  # the exit status still says what was found
        discard_output()
    if form != "json":
        claims = sum(isinstance(row.table, Claim) for _, row in reader.rows)
        for line in diagnostics.table_lines(_counts(reader), all):
            complain(line)
        complain(diagnostics.summary(severities, len(reader.texts), claims))
        if not paths and files.base_paths([]) == [files.BUNDLED]:
            complain(_how_to_check_another())
    return 3 if severities["error"] else 0


def _how_to_check_another() -> str:
    """Return that the bundled base was checked, where none was named, and how to check another."""
    near = base_in_folder("", is_certain=False)
    command = f"dipfacts check {plain(typed_path(near or 'FILE'))}"
    whose = in_words(near) if near else "another"
    return f"That is the bundled fact base. To check {whose}, type {command}"


def _write(every: Sequence[Problem], reader: BaseReader, form: str, all: bool, color: str) -> None:
    """Print the problems in one of the formats."""
    out = standard_output(form)
    problems, left_out = every, list[str]()
    if form in diagnostics.FOR_PEOPLE and not all:
        summary = ProblemSummary.of(every)
        problems, left_out = summary.first, summary.rest("--all shows every one")
    if form == "human":
        diagnostics.write_human(problems, _text_of(reader), out, color)
    elif form == "json":
        diagnostics.write_json(problems, _counts(reader), out)
    else:
        formats.writer(formats.REPORTS[form])(problems, out)
    for line in left_out:
        say(line, out=out)
    out.flush()


def _counts(reader: BaseReader) -> list[diagnostics.TableCounts]:
    """Return the counts of the rows taken of each CSV file."""
    return [
        diagnostics.TableCounts(file, read, reader.refused(file))
        for file, read in reader.read.items()
    ]


def _text_of(reader: BaseReader) -> diagnostics.TextOf:
    """Return a function for the texts of files; of CSV files, which are not kept, read again."""
    tables = {file.label: file for file in reader.read}

    def text_of(name: str) -> str:
        if name not in tables:
            return reader.texts[name]
        from dipfacts.read.rows.table_files import read_again  # lazy: most bases have no tables

        return read_again(tables[name])

    return text_of
